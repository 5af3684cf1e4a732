/** The worker that stretches passphrases: it says that it is here, then one question, one answer, and it is ended. */

import { argon } from "./formats/argon.ts";
import type { Asked, Ready } from "./formats/stretching.ts";

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  void argon(data).then((bytes) => {
    data.password.fill(0);
    postMessage(bytes);
  });
});

postMessage("ready" satisfies Ready);
