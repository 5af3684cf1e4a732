/** Make this browser one of a person's devices. */

import type { Bytes } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { signPublic } from "../formats/signature.ts";
import type { Person } from "../outbox/store.ts";
import { call } from "./call.ts";
import { type Who, devicePerson, unwrap } from "./opening.ts";

/** Enrol this browser; its seed is born here and sealed to its owner. */
export async function enrol(username: string, mine: Who, wrap: Bytes, token: string): Promise<Person> {
  const { userKey } = await unwrap(mine.bundle, mine.worker.id, wrap);
  const [seed, id] = [platform(32), newId()];
  await call("/app/v1/devices", { method: "POST", token, body: { id, public: signPublic(seed), label: "" } });
  return devicePerson({ username, worker: mine.worker.id, device: id, bundle: mine.bundle }, seed, userKey);
}
