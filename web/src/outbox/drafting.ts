/** The draft of one page: kept while somebody writes, gone for good once the page has become an act. */

import { type Draft, dropDraft, keepDraft } from "./drafts.ts";
import type { Hand } from "./write.ts";

export class Drafting {
  private readonly place: string;
  private turn: Promise<unknown> = Promise.resolve();
  private isOver = false;

  constructor(place: string) {
    this.place = place;
  }

  /** Keep what stands there now; nothing once the page was saved. */
  async keep(hand: Hand, draft: Draft): Promise<void> {
    if (this.isOver) return;
    const kept = keepDraft(hand, this.place, draft);
    this.turn = Promise.allSettled([this.turn, kept]);
    await kept;
  }

  /** Drop it, with what was just being kept. */
  async end(hand: Hand): Promise<void> {
    this.isOver = true;
    await this.turn;
    await dropDraft(hand, this.place);
  }
}
