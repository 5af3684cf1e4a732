/** Who receives at an organisation: its named people, and whether a sheet can be sealed to them. Pure. */

import { isSeconded } from "./published.ts";
import { type Organisation, type State, isPhoned, keyOf } from "./state.ts";

/** Tell whether two people gave somebody a role: only then something is sealed to her. */
export function isRoled(state: State, id: string): boolean {
  const key = keyOf(state, "worker", id);
  return key !== undefined && isSeconded(key);
}

/** Return the named people who hold a key, and whose role two people signed. */
export function holders(state: State, { focalPoint, deputy }: Organisation): string[] {
  return [focalPoint, deputy].filter((id) => id !== "" && isRoled(state, id));
}

/** Tell whether nobody there holds a key: then the sheet is said aloud or by phone. */
export function isAloud(state: State, to: Organisation): boolean {
  return isPhoned(to) || holders(state, to).length === 0;
}

/** Tell whether named people sign in there whose keys are not on this device yet: the sheet leaves later. */
export function isLater(state: State, to: Organisation): boolean {
  const isThere = (worker: string) => state.workers.get(worker)?.joined === true;
  return isAloud(state, to) && !isPhoned(to) && [to.focalPoint, to.deputy].some(isThere);
}

/** Return what the named people are called: she hears their names first. */
export function called({ workers }: State, { focalPoint, deputy }: Organisation): string[] {
  return [focalPoint, deputy].map((id) => workers.get(id)?.called ?? "").filter((name) => name !== "");
}
