/** What a device forgets when she takes something back; as client/forgetting.py does it. Pure. */

import { type JsonObject, isObject } from "../formats/canon.ts";
import { type Known, answer } from "./known.ts";

const WITHDRAWN = "consent.withdrawn";
const TOLD = ["incident.recorded", "type.corrected", "urgency.recorded"];
/** What goes, by what she takes back: compartments of her case, and coded answers. */
const SHREDDED: { readonly [what: string]: { readonly compartments: readonly string[]; readonly kinds: readonly string[] } } = {
  story: { compartments: ["narrative", "sensitive"], kinds: TOLD },
  services: {
    compartments: ["identity", "contact", "narrative", "sensitive", "package"],
    kinds: [...TOLD, "identity.recorded", "needs.recorded", "outcome.recorded", "safety.recorded", "assessment.completed", "follow_up.recorded"],
  },
};

/** What is left of acts that change, and the objects whose keys are not to be used as they were. */
export type Left = { readonly left: readonly Known[]; readonly objects: readonly string[] };

/** Tell whether an act takes something back that lies on this device. */
export function takesBack({ act, state }: Known): boolean {
  return act.kind === WITHDRAWN && state !== "quarantined" && (what(act) === "release" || what(act) in SHREDDED);
}

/** Return what is left of the acts that a withdrawal touches; those before it only. */
export function takenBack(all: readonly Known[], gone: Known): Left {
  if (!takesBack(gone)) return { left: [], objects: [] };
  const objects = new Set<string>();
  const left = all.flatMap((known) => {
    if (!isBefore(known, gone) || !isHit(known, gone)) return [];
    const [kept, parts] = [known.act.sealed.filter((part) => !goes(part as JsonObject, gone)), known.act.sealed];
    const groups = SHREDDED[what(gone.act)]?.kinds.includes(known.act.kind) ? {} : known.act.groups;
    if (kept.length === parts.length && Object.keys(groups).length === Object.keys(known.act.groups).length) return [];
    for (const part of parts) if (!kept.includes(part)) objects.add(String((part as JsonObject)["object"]));
    return [{ ...known, act: { ...known.act, groups, sealed: kept } }];
  });
  return { left, objects: [...objects].sort() };
}

function what(act: Known["act"]): string {
  return answer(act, "what");
}

function isBefore({ act, position }: Known, gone: Known): boolean {
  return position !== null && act.kind !== WITHDRAWN && position < (gone.position ?? Number.MAX_SAFE_INTEGER);
}

function isHit({ act, root }: Known, { act: gone }: Known): boolean {
  if (what(gone) !== "release") return root === gone.record;
  const line = act.groups["line"];
  const release = act.kind === "referral.sent" && isObject(line) ? line["release"] : "";
  return release === gone.record || (act.kind === "release.given" && act.record === gone.record);
}

function goes(part: JsonObject, { act }: Known): boolean {
  const shredded = SHREDDED[what(act)];
  if (!shredded || what(act) === "services") return true;
  if (part["type"] === "body") return shredded.compartments.includes(String(part["compartment"]));
  return part["consent"] === null; // the grants of her case, not those of a sheet
}
