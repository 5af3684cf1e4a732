/** How the agency keeps its keys, as the server states it; nothing in it is secret. */

import { Refused } from "../formats/refusal.ts";
import type { KeyStatement } from "../formats/seconded.ts";
import { call } from "../session/call.ts";
import { session } from "../session/session.ts";
import { forecast } from "../weather.ts";

export type Half = "vault" | "oversight";
/** What a partner may keep: a key, or one of the three sheets. */
export type Shared = Half | "recovery";
export const SHARED: readonly Shared[] = ["vault", "oversight", "recovery"];
export const HALVES: readonly Half[] = ["vault", "oversight"];
/** By which key: the right of its half of a case, and of that half given to a new lead. */
export const HALF = { vault: "half-vault", oversight: "half-oversight" } as const;
export const RIGHT = { vault: "recovery-vault", oversight: "recovery-oversight" } as const;
export type Holder = { readonly owner: string; readonly epoch: number; readonly worker: string; readonly called: string; readonly house: string };
export type Sheet = { readonly part: number; readonly epoch: number; readonly keeper: string; readonly called: string; readonly kept: boolean };
export type Keeper = { readonly id: string; readonly called: string; readonly agency: string; readonly house: string; readonly keeps: readonly Shared[] };
export type Agreement = {
  readonly id: string; readonly agency: string; readonly partner: string; readonly house: string; readonly partner_house: string;
  readonly owner: Shared; readonly signed_for: string; readonly signed_at: string; readonly stands: boolean;
};
/** An agency of which I keep something without working there. */
export type KeptFor = { readonly agency: string; readonly house: string; readonly what: readonly Shared[] };
export type Renewal = {
  readonly id: string; readonly worker: string; readonly called: string; readonly fingerprint: string;
  readonly confirmed: number; readonly enough: number; readonly confirmed_by_me: boolean; readonly renewed: boolean;
  readonly left: { readonly [half in Half]?: number }; readonly mine: readonly Half[];
};
/** A key, or one more holder, that waits for a second person. */
export type WaitingKey = KeyStatement & {
  readonly called: readonly string[]; readonly house: string; readonly may: boolean;
  /** I asked for it: I do not sign again, but may take it back. */
  readonly mine: boolean;
  readonly asked_by: string; readonly asked_at: string;
};
export type Keeping = {
  readonly agency: string; readonly house: string;
  readonly activated_at: string | null;
  readonly missing: readonly string[];
  readonly epochs: { readonly [owner in Half | "recovery"]: number };
  /** The last epochs published: one above stands where a key waits for its second person, or was refused. */
  readonly published: { readonly [owner in Half | "recovery"]: number };
  readonly waiting: readonly WaitingKey[];
  /** Keys whose newest epoch somebody held who has left: a newer one is due. */
  readonly outgrown: readonly string[];
  readonly recoverable: readonly string[];
  readonly holders: readonly Holder[];
  readonly sheets: readonly Sheet[];
  readonly drilled_at: string | null;
  readonly drill_due: boolean;
  readonly agreements: readonly Agreement[];
  readonly keepers: readonly Keeper[];
  readonly renewals: readonly Renewal[];
  readonly kept: readonly KeptFor[];
};

/** Ask the server; these screens need the network, and say so. */
export async function asked<T>(path: string): Promise<T> {
  const { token } = session();
  if (!token) throw new Refused(forecast().offline ? "network.down" : "session.missing");
  return call<T>(path, { token });
}

/** Return what stands of an agency's keys: mine, or one that I keep for. */
export function keeping(agency = ""): Promise<Keeping> {
  return asked<Keeping>(`/app/v1/recovery${agency ? `?agency=${encodeURIComponent(agency)}` : ""}`);
}

/** The address of an agency's keys: my own have the short one. */
export function addressOf(agency: string, ...room: readonly string[]): readonly string[] {
  if (agency === session().me.agency) return ["cles", ...room];
  return room.length > 0 ? ["cles", ...room, agency] : ["cles", "pour", agency];
}

/** Tell whether I hold a key of the agency. */
export function isHeld({ holders, epochs }: Keeping, owner: Half): boolean {
  return holders.some((one) => one.owner === owner && one.worker === session().worker && one.epoch === epochs[owner]);
}
