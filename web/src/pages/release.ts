/** Which release this device holds, and the one that is offered. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { keep, piece } from "../screen.ts";
import { type State, agree, ask } from "../session/keeping.ts";
import { say } from "../words.ts";

/** Draw it where it belongs as soon as the keeper has answered. */
export function releaseIn(place: HTMLElement): void {
  void ask("state").then((state) => place.replaceWith(drawn(state)), () => place.remove());
}

function drawn({ held, offered, whole }: State): HTMLElement {
  const node = piece("release", {
    held: held ? say("release.held", { version: held.version }) : say("release.none"),
    whole: held ? say(whole ? "release.whole" : "release.partly") : "",
    print: held ? inFours(held.digest) : "",
    offered: offered ? say("release.offered", { version: offered.version }) : "",
  });
  deed(node, "take", async () => {
    const trouble = await agree();
    if (trouble) throw new Refused(trouble);
  });
  return keep(node, [...(held ? ["print"] : []), ...(held?.development ? ["development"] : []), ...(offered ? ["offered"] : [])]);
}

/** Write a digest so that two people can read it to each other. */
export function inFours(digest: string): string {
  return digest.match(/.{1,4}/g)?.join(" ") ?? "";
}
