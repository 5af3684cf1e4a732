/** Begin a state with what the register says; acts come on top of it. */

import type { Register } from "./register.ts";
import type { State } from "./state.ts";

/** Enter people, roles, agencies and keys. */
export function foldRegister(state: State, register: Register | null): void {
  if (!register) return;
  for (const { id, name } of register.agencies) state.agencies.set(id, { id, name });
  for (const { id, called, agency } of register.named) state.workers.set(id, { id, called, agency, joined: true });
  for (const { id, called, agency, joined, left = false, roles } of register.people) {
    state.workers.set(id, { id, called, agency, joined: joined && !left, left });
    for (const { grant, role } of roles) state.roles.set(grant, { id: grant, worker: id, agency, role, ended: false });
  }
  for (const { record, ...key } of register.keys) state.keys.push({ id: record, by: "", proved: true, ...key });
}
