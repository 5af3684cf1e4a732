/** The shelf: acts this device may read, sealed at rest, open in memory. */

import type { Act } from "../formats/act.ts";
import { close, open } from "../outbox/box.ts";
import { STRICT, standing } from "../outbox/store.ts";
import { type Hand, written } from "../outbox/write.ts";
import { fold } from "./fold.ts";
import { type Known, seenOf } from "./known.ts";
import type { Register } from "./register.ts";
import type { State } from "./state.ts";

export class Shelf {
  private readonly hand: Hand;
  private readonly known = new Map<string, Known>();
  private folded: State | null = null;
  private register: Register | null = null;

  private constructor(hand: Hand) {
    this.hand = hand;
  }

  /** Open what lies on the device. */
  static async load(hand: Hand): Promise<Shelf> {
    const shelf = new Shelf(hand);
    const rows = await hand.book.getAll("shelf");
    const found = await Promise.all(rows.map((row) => open<Known>(row.box, `known:${row.id}`, hand.userKey)));
    for (const known of found) shelf.known.set(known.act.id, known);
    const { settled } = await standing(hand.book, hand.device);
    shelf.wait(await written(hand, settled, (id) => shelf.known.has(id)));
    return shelf;
  }

  /** Return what everything known amounts to. */
  state(): State {
    this.folded ??= fold(this.known.values(), this.register);
    return this.folded;
  }

  /** Take in who works here. */
  know(register: Register | null): void {
    this.register = register;
    this.folded = null;
  }

  /** Forget acts that the server has and does not send back: the register says them. */
  settle(acked: number): void {
    for (const [id, { act, state }] of this.known) {
      if (state === "waiting" && act.seq <= acked) this.known.delete(id);
    }
    this.folded = null;
  }

  /** Return the version of a record that this device has seen. */
  seen(record: string): number {
    return seenOf(this.known.values(), record);
  }

  /** Return the version of every record that this device has seen. */
  versions(): Map<string, number> {
    const found = new Map<string, number>();
    for (const { act, position, state } of this.known.values()) {
      if (state !== "applied" || position === null) continue;
      found.set(act.record, Math.max(found.get(act.record) ?? 0, position));
    }
    return found;
  }

  /** Return all known acts about a record. */
  about(record: string): Known[] {
    return [...this.known.values()].filter(({ act }) => act.record === record);
  }

  /** Tell whether the server has sent this act back. */
  holds(id: string): boolean {
    return this.known.get(id)?.position != null;
  }

  /** Mark waiting acts that the server kept but did not apply. */
  judge(problems: readonly { readonly act: string; readonly code: string }[]): void {
    for (const { act, code } of problems) {
      const known = this.known.get(act);
      if (known && code !== "clock.skew") this.known.set(act, { ...known, state: "quarantined", code });
    }
    this.folded = null;
  }

  /** Return every known act. */
  all(): Known[] {
    return [...this.known.values()];
  }

  /** Add acts that were just written and wait to be sent. */
  wait(acts: readonly Act[]): void {
    for (const act of acts) {
      if (this.known.has(act.id)) continue;
      this.known.set(act.id, { act, root: "", position: null, received: "", state: "waiting", code: "" });
    }
    this.folded = null;
  }

  /** Keep what the server sent. */
  async receive(changes: readonly Known[]): Promise<void> {
    const rows = await Promise.all(changes.map((known) => this.row(known)));
    const change = this.hand.book.transaction("shelf", "readwrite", STRICT);
    for (const row of rows) await change.store.put(row);
    await change.done;
    for (const known of changes) this.known.set(known.act.id, known);
    this.folded = null;
  }

  /** Drop what left my scope; what still waits to be sent stays. */
  async remove(roots: readonly string[]): Promise<void> {
    const gone = this.all().filter(({ root, position }) => position !== null && roots.includes(root));
    await this.drop(gone.map(({ act }) => act.id));
  }

  /** Drop everything received: the server sends it all again. */
  async clear(): Promise<void> {
    await this.drop(this.all().filter(({ position }) => position !== null).map(({ act }) => act.id));
  }

  private async drop(ids: readonly string[]): Promise<void> {
    const change = this.hand.book.transaction("shelf", "readwrite", STRICT);
    for (const id of ids) await change.store.delete(id);
    await change.done;
    for (const id of ids) this.known.delete(id);
    this.folded = null;
  }

  private async row(known: Known) {
    const { id } = known.act;
    return { id, box: await close(known, `known:${id}`, this.hand.userKey) };
  }
}
