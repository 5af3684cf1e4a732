/**
 * How a referral stands after an answer, as demeso/referrals/rules/answering.py decides it,
 * over the same cases (tests/vectors/answers.json). Pure.
 */

export type Event = "accept" | "decline";
export type Standing = { readonly status: string; readonly said_by: string; readonly day: string; readonly disputed: boolean };
/** A new answer; `seen` when its author knew the one that stands. */
export type Word = { readonly event: Event; readonly said_by: string; readonly day: string; readonly seen: boolean };

/** Written by the organisation's own people; anything else was told to the sender. */
export const APP = "app";
const ANSWERED = ["accepted", "declined", "received"];
const SAYS = { accept: "accepted", decline: "declined" } as const;
const FOLLOWING: { readonly [status: string]: readonly Event[] } = { sent: ["accept", "decline"], accepted: ["decline"] };

/** Return how it stands; null when this cannot follow. */
export function answered(standing: Standing, word: Word): Standing | null {
  if (isBeside(standing, word)) return beside(standing, word);
  const { status, disputed } = standing;
  if (disputed && word.seen) return settled(standing, word);
  const moved = status === "accepted" && word.event === "accept" && word.seen;
  if (!moved && !FOLLOWING[status]?.includes(word.event)) return null;
  return { status: SAYS[word.event], said_by: word.said_by, day: word.day, disputed };
}

/** Tell whether it is the other voice, which did not know of this one: it replaces nothing. */
function isBeside({ status, said_by }: Standing, word: Word): boolean {
  const isOther = (said_by === APP) !== (word.said_by === APP);
  return ANSWERED.includes(status) && said_by !== "" && isOther && !word.seen;
}

function beside(standing: Standing, word: Word): Standing {
  const agreed = standing.status === "declined" ? "declined" : "accepted";
  const day = standing.day || word.day;
  const isEqual = SAYS[word.event] === agreed && ["", day].includes(word.day);
  return { ...standing, day, disputed: standing.disputed || !isEqual };
}

function settled({ status }: Standing, word: Word): Standing | null {
  const received = status === "received";
  if (received && word.event === "decline") return null;
  return { status: received ? status : SAYS[word.event], said_by: word.said_by, day: word.day, disputed: false };
}
