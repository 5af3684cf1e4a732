/** The worker that stretches passphrases: one question, one answer, then it is ended. */

import { argon } from "./formats/argon.ts";
import type { Asked } from "./formats/stretching.ts";

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  void argon(data).then((bytes) => {
    data.password.fill(0);
    postMessage(bytes);
  });
});
