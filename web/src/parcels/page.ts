/** Without network: give what waits to somebody who will have some; send what somebody gave. */

import { Refused } from "../formats/refusal.ts";
import { deed } from "../news.ts";
import { path } from "../router.ts";
import { bar, fill, need, piece } from "../screen.ts";
import { session } from "../session/session.ts";
import { forecast } from "../weather.ts";
import { count, say } from "../words.ts";
import { learnKey } from "./key.ts";
import { NAME, type Taken, bring, opened, pack } from "./parcel.ts";

/** Draw the page. */
export function page(): HTMLElement {
  bar("", path("moi"));
  const node = piece("parcel");
  addEventListener("hashchange", letGo, { once: true });
  document.addEventListener("lock", letGo, { once: true });
  deed(node, "pack", async () => {
    const { token } = session();
    if (token) await learnKey({ ...session(), token }).catch(() => undefined); // while there is network
    const { files, acts } = await pack(session(), forecast().halt?.act.seq);
    if (files.length === 0) throw new Refused("parcel.nothing");
    letGo();
    fill(node, { packed: count("parcel.packed", acts), files: files.map((file, at) => link(file, at, files.length)) });
  });
  deed(node, "bring", async () => {
    const [file] = need<HTMLInputElement>(node, "#parcel-file").files ?? [];
    if (!file) throw new Refused("parcel.none");
    const { token } = session();
    if (!token) throw new Refused(forecast().offline ? "network.down" : "session.missing");
    const taken = await bring(await opened(file), token);
    fill(node, { brought: wordsOf(taken) });
    need<HTMLInputElement>(node, "#parcel-file").value = "";
  });
  return node;
}

/** The addresses of files that were made: each holds its file in memory. */
let given: string[] = [];

/** Let go of the files once others are made, or the page is left. */
function letGo(): void {
  for (const address of given) URL.revokeObjectURL(address);
  given = [];
}

function link(file: Uint8Array<ArrayBuffer>, at: number, all: number): HTMLElement {
  const address = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
  given.push(address);
  const node = piece("parcel-link", { text: all > 1 ? say("parcel.file", { number: at + 1, all }) : say("parcel.one"), file: address });
  need<HTMLAnchorElement>(node, "a").download = NAME;
  return node;
}

function wordsOf(taken: Taken): string {
  const told = [count("parcel.new", taken.new)];
  if (taken.known > 0) told.push(count("parcel.known", taken.known));
  if (taken.waiting > 0) told.push(count("parcel.waiting", taken.waiting));
  if (taken.refused > 0) told.push(count("parcel.refused", taken.refused));
  return told.join(" ");
}
