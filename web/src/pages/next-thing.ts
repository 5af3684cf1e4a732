/** The one thing to do next in a case: the first that applies, and why. Pure. */

import { type Case, type State, isOpenLine, namedLines, referralOf } from "../shelf/state.ts";

export type Next = {
  /** The word of the button, by code. */
  readonly what: "resume" | "reopen" | "wait" | "needs" | "safety" | "orient" | "ask" | "follow";
  readonly room: readonly string[];
  /** The sentence over the button, by code; empty when none is needed. */
  readonly why: string;
  readonly need: string;
  readonly day: string;
  readonly late: boolean;
};

const PLAIN = { room: [], why: "", need: "", day: "", late: false };

/** Return what to do next. */
export function nextOf(state: State, here: Case, today: string): Next {
  return atItsEnd(here) ?? beginning(here) ?? ofLines(state, here, today) ?? following(here, today);
}

function atItsEnd({ ended, course }: Case): Next | null {
  if (ended) return { ...PLAIN, what: "resume", room: ["reprendre"] };
  if (course.closing === "closed") return { ...PLAIN, what: "reopen", room: ["rouvrir"], why: "closed" };
  return course.closing === "proposed" ? { ...PLAIN, what: "wait", why: "wait" } : null;
}

function beginning(here: Case): Next | null {
  if (here.danger === "yes" && here.risk === "") return { ...PLAIN, what: "safety", room: ["surete"], why: "danger", late: true };
  if (namedLines(here).length === 0) return { ...PLAIN, what: "needs", room: ["besoins"] };
  return null;
}

function ofLines(state: State, here: Case, today: string): Next | null {
  const open = here.lines.find((line) => isOpenLine(line, referralOf(state, line.id)));
  if (open) return { ...PLAIN, what: "orient", room: ["orienter"], why: "nobody", need: open.need };
  for (const line of here.lines) {
    const referral = referralOf(state, line.id);
    const isPast = referral?.status === "accepted" && referral.day !== "" && referral.day < today;
    if (isPast && referral.received === "") return { ...PLAIN, what: "ask", room: ["ligne", line.need], why: "past", need: line.need, day: referral.day };
  }
  return null;
}

function following({ course, risk }: Case, today: string): Next {
  const { nextOn: day } = course;
  const follow = { ...PLAIN, what: "follow", room: ["suivi"], day } as const;
  if (course.closing === "returned") return { ...follow, why: "returned" };
  if (day === "") return { ...follow, why: risk === "high" ? "no_day_high" : "no_day" };
  if (day < today) return { ...follow, why: "late", late: true };
  return { ...follow, why: day === today ? "today" : "planned" };
}
