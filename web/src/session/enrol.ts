/** Make this browser one of a person's devices. */

import type { Bytes } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { signPublic } from "../formats/signature.ts";
import { call } from "./call.ts";
import { devicePerson, enterNotebook, unwrap, who } from "./opening.ts";

/**
 * Enrol this browser and open its owner's notebook. The device's seed is born here and sealed to
 * her; its public half goes out while the server is asked who she is: neither waits for the other.
 */
export async function enrol(username: string, wrap: Bytes, token: string): Promise<void> {
  const [seed, id] = [platform(32), newId()];
  const enrolled = call("/app/v1/devices", { method: "POST", token, body: { id, public: signPublic(seed), label: "" } });
  const [mine] = await Promise.all([who(token), enrolled]);
  const opened = await unwrap(mine.bundle, mine.worker.id, wrap);
  const person = await devicePerson({ username, worker: mine.worker.id, device: id, bundle: mine.bundle }, seed, opened.userKey);
  await enterNotebook(person, opened, token, mine);
}
