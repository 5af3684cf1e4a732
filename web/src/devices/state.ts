/** Devices as the server tells them: whose, when they called, until when they open. */

import { call } from "../session/call.ts";
import { session } from "../session/session.ts";

export type Device = {
  readonly id: string;
  readonly label: string;
  readonly worker: string;
  readonly called: string;
  readonly mine: boolean;
  readonly called_at: string | null;
  readonly lease_until: string | null;
  readonly revoked_at: string | null;
  readonly lost: string;
  /** A spoken code may be told for it now. */
  readonly has_code: boolean;
};
export type Blockade = {
  readonly id: string;
  readonly cercle: string;
  readonly devices: readonly string[];
  readonly until: string;
  readonly declared_by: string;
  readonly confirmed_at: string | null;
  readonly may_confirm: boolean;
};
export type Devices = { readonly now: string; readonly devices: readonly Device[]; readonly blockades: readonly Blockade[] };
export type Code = { readonly code: string; readonly period: number; readonly until: string };
export type Mark = "open" | "shut" | "new" | "lost" | "stopped";

/** Fetch them; read from the server each time. */
export function devices(): Promise<Devices> {
  return call<Devices>("/app/v1/devices", { token: session().token });
}

/** Ask the code of a colleague's device; the ledger says who asked. */
export function codeFor(id: string): Promise<Code> {
  return call<Code>(`/app/v1/devices/${id}/code`, { method: "POST", token: session().token, body: {} });
}

/** Say in one word how a device stands. */
export function markOf({ lost, revoked_at: gone, lease_until: until }: Device, now: string): Mark {
  if (gone) return lost ? "lost" : "stopped";
  if (!until) return "new";
  return now < until ? "open" : "shut";
}

/** Devices in use first, then by who has them. */
export function inOrder(found: readonly Device[]): Device[] {
  const last = (one: Device) => (one.revoked_at ? 1 : 0);
  return [...found].sort((one, other) => last(one) - last(other) || one.called.localeCompare(other.called) || one.id.localeCompare(other.id));
}
