/** Urgent access by two people, as the server states it: coded, and what is sealed still is. */

import type { Body } from "../formats/bodies.ts";
import { moment } from "../formats/clock.ts";
import type { Grant } from "../formats/grants.ts";
import { asked } from "../keeping/state.ts";

const ADDRESS = "/app/v1/glass";
const MINUTE = 60_000;

export type Glass = {
  readonly id: string; readonly code: string; readonly why: string; readonly state: "asked" | "released";
  readonly mine: boolean; readonly asked_by: string; readonly asked_at: string; readonly ends_at: string;
};
export type Overseer = { readonly id: string; readonly called: string; readonly on_call: boolean };
export type Glasses = {
  readonly glasses: readonly Glass[];
  readonly watch: { readonly holders: readonly Overseer[]; readonly enough: boolean; readonly may_set: boolean };
};
export type Askable = {
  readonly case: string; readonly survivor: string; readonly code: string; readonly lead: string;
  readonly readers: readonly string[]; readonly waits: boolean;
};
/** For whoever is on call: the reason and the other half, both sealed. */
export type Waiting = Glass & { readonly case: string; readonly reason: readonly (Grant | Body)[]; readonly half: readonly Grant[] };
export type Text = { readonly kind: string; readonly record: string; readonly at: string; readonly part: Body };
/** For whoever asked, while it is open: both halves and the texts of one case, all sealed. */
export type Opened = Glass & {
  readonly now: string; readonly case: string; readonly vault: readonly Grant[]; readonly oversight: readonly Grant[]; readonly texts: readonly Text[];
};

export const glasses = () => asked<Glasses>(ADDRESS);
export const askable = (code: string) => asked<Askable>(`${ADDRESS}/of/${encodeURIComponent(code.replaceAll("-", ""))}`);
export const waiting = (id: string) => asked<Waiting>(`${ADDRESS}/${id}/half`);
export const texts = (id: string) => asked<Opened>(`${ADDRESS}/${id}/texts`);

/** Tell whether time is over, by this device's own clock. Pure. */
export function isOver({ ends_at }: Pick<Glass, "ends_at">, now: number): boolean {
  return now >= moment(ends_at);
}

/** Return the whole hours and minutes that are left. Pure. */
export function left({ ends_at }: Pick<Glass, "ends_at">, now: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.max(0, Math.ceil((moment(ends_at) - now) / MINUTE));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
