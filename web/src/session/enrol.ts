/** Make this browser one of a person's devices. */

import type { Bytes } from "../formats/canon.ts";
import { newId } from "../formats/ids.ts";
import { platform } from "../formats/random.ts";
import { Refused } from "../formats/refusal.ts";
import { signPublic } from "../formats/signature.ts";
import { call } from "./call.ts";
import { devicePerson, enterNotebook, unwrap, who } from "./opening.ts";

type Born = { readonly username: string; readonly id: string; readonly seed: Bytes };
/** Announced, and not remembered here yet: after a cut the same device is announced again, no second one. */
let born: Born | null = null;

/**
 * Enrol this browser and open its owner's notebook. The device's seed is born here and sealed to
 * her; its public half goes out while the server is asked who she is: neither waits for the other.
 */
export async function enrol(username: string, wrap: Bytes, token: string): Promise<void> {
  const device = born?.username === username ? born : { username, id: newId(), seed: platform(32) };
  const announced = announce(device, token, device === born);
  if (born !== device) born?.seed.fill(0);
  born = device;
  const [mine] = await Promise.all([who(token), announced]);
  const opened = await unwrap(mine.bundle, mine.worker.id, wrap);
  const base = { username, worker: mine.worker.id, device: device.id, bundle: mine.bundle };
  await enterNotebook(await devicePerson(base, device.seed, opened.userKey), opened, token, mine);
  device.seed.fill(0); // the notebook has its own
  born = null;
}

async function announce({ id, seed }: Born, token: string, isAgain: boolean): Promise<void> {
  try {
    await call("/app/v1/devices", { method: "POST", token, body: { id, public: signPublic(seed), label: "" } });
  } catch (error) {
    if (!(isAgain && error instanceof Refused && error.code === "device.known")) throw error;
  }
}
