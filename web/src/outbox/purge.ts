/** A device that was declared lost forgets what it keeps; one whose keys nobody has any more begins anew. */

import { deleteDB } from "idb";
import { forgetMark } from "../storage/marker.ts";
import { type Book, STRICT, notebook, people } from "./store.ts";

/** Delete what a device that was lost keeps of somebody: her notebook, and how she signs in. */
export async function purge({ worker, book }: { readonly worker: string; readonly book: Book }): Promise<void> {
  const name = book.name;
  book.close();
  await deleteDB(name);
  const db = await people();
  const change = db.transaction(["people", "last"], "readwrite", STRICT);
  const names = await change.objectStore("people").getAll();
  for (const { username } of names.filter((one) => one.worker === worker)) await change.objectStore("people").delete(username);
  await change.objectStore("last").delete("username");
  await change.done;
  db.close();
  forgetMark(worker);
}

/**
 * Delete a notebook that keys opened which nobody has any more: what it numbers and seals is another device's.
 * The mark beside it stays, so that what was not sent is told.
 */
export async function beginAnew(worker: string): Promise<void> {
  const book = await notebook(worker);
  book.close();
  await deleteDB(book.name);
}
