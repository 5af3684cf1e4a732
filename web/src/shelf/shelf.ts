/** The shelf: acts this device may read, sealed at rest, open in memory. */

import type { Act } from "../formats/act.ts";
import { takeUp } from "../outbox/lease.ts";
import { standing } from "../outbox/store.ts";
import { type Hand, alone, written } from "../outbox/write.ts";
import { layDown, rowsOf } from "./disk.ts";
import { fold } from "./fold.ts";
import { forgotten, isOver } from "./forgetting.ts";
import { type Known, seenOf, versionsOf } from "./known.ts";
import type { Line, Lines } from "./lines.ts";
import { type Arrived, type Page, pageOf, recalled } from "./page.ts";
import type { Register } from "./register.ts";
import type { State } from "./state.ts";

export class Shelf {
  private readonly hand: Hand;
  private readonly known = new Map<string, Known>();
  private lines: Lines = new Map();
  private folded: State | null = null;
  private register: Register | null = null;

  private constructor(hand: Hand) {
    this.hand = hand;
  }

  /** Open what lies on the device. */
  static async load(hand: Hand): Promise<Shelf> {
    const shelf = new Shelf(hand);
    await takeUp(hand);
    await shelf.open();
    return shelf;
  }

  /** Open what was received, while this device's lease holds; and what was written here, after it only what came after. */
  async open(): Promise<void> {
    const { hand, known } = this;
    const found = await this.inTurn(() => rowsOf(hand));
    for (const one of found) known.set(one.act.id, one);
    const over = found.filter((one) => isOver(one, Date.now()));
    if (over.length > 0) await this.receive(over.map(forgotten)).catch(() => undefined); // next time then
    const acts = await written(hand, (await standing(hand.book, hand.device)).settled, (id) => known.has(id));
    this.wait(hand.shut ? acts.filter(({ time }) => time > (hand.shut ?? "")) : acts);
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
    for (const [id, { act, state }] of this.known) if (state === "waiting" && act.seq <= acked) this.known.delete(id);
    this.folded = null;
  }

  /** Return the version of a record that this device has seen. */
  seen(record: string): number {
    return seenOf(this.known.values(), record);
  }

  /** Return the version of every record that this device has seen. */
  versions(): Map<string, number> {
    return new Map([...this.listed().flatMap(({ versions }) => versions), ...versionsOf(this.known.values())]);
  }

  /** Return all known acts about a record. */
  about(record: string): Known[] {
    return this.all().filter(({ act }) => act.record === record);
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
    const fresh = acts.filter(({ id }) => !this.known.has(id));
    for (const act of fresh) this.known.set(act.id, { act, root: "", position: null, version: null, received: "", state: "waiting", code: "" });
    this.folded = null;
  }

  private async keep(arrived: Arrived): Promise<true> {
    const page = await this.page(arrived);
    await layDown(this.hand, page);
    this.turn(page);
    return true;
  }

  /** Return what an answer makes of this shelf: nothing of it holds until it lies on the disk and is turned. */
  page(arrived: Arrived): Promise<Page> {
    return pageOf(this.hand, this.known.values(), this.lines, arrived);
  }

  /** Take in a page that lies on the disk. */
  turn({ gone, came, lines }: Page): void {
    for (const id of gone) this.known.delete(id);
    for (const one of came) this.known.set(one.act.id, one);
    this.lines = lines ?? this.lines;
    this.folded = null;
  }

  /** Make and lay a page on what lies here now: another tab may have listed or fetched cases meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return alone(this.hand, async () => {
      [this.lines, this.folded] = [await recalled(this.hand, this.known, this.lines), null];
      return work();
    }, "shelf");
  }

  /** Keep what the server sent; of cases that are only listed, that there is news. */
  async receive(changes: readonly Known[]): Promise<void> {
    await this.inTurn(() => this.keep({ changes }));
  }

  /** Return the cases that are only listed here. */
  listed(): Line[] {
    return [...this.lines.values()];
  }

  /** Keep of some cases their line alone: all that was received of them leaves the device. */
  async list(roots: readonly string[]): Promise<void> {
    const { linesFor } = await import("./lines.ts");
    await this.inTurn(() => this.keep({ listed: linesFor(this, roots) }));
  }

  /** Take a case on again, whole; false when something came of it that was not fetched: then it stays listed. */
  async carry(root: string, changes: readonly Known[]): Promise<boolean> {
    const { isBehind } = await import("./lines.ts");
    return this.inTurn(async () => !isBehind(this.lines.get(root), changes) && (await this.keep({ changes, carried: root })));
  }
}
