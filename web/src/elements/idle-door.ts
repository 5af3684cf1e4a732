/**
 * Leave the desk when nobody is at it: five minutes without a sign, in any of its tabs.
 *
 *   <idle-door data-here="/desk/"><form method="post" action="/desk/fermer"><input type="hidden" name="idle">…</form>
 *     <div class="closing" hidden><p role="alert" data-said="…"></p><b aria-hidden="true"></b><button type="button">…</button></div>
 *   </idle-door>
 *
 * A minute before, it says so and counts down, and its button has the focus; any sign stays, and a tap on
 * the button presses nothing beneath, since the notice goes only with the tap's end. Who writes for long keeps the
 * session, so that the text can still be sent. Then the page is blank at once, and the form
 * ends the session. What was half written rests sealed (resting-words.ts); leaving by the button
 * keeps nothing. Without it the session ends by itself.
 */

import { IDLE } from "../session/lock.ts";
import type { RestingWords } from "./resting-words.ts";

const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchstart"] as const;
const CHANNEL = "desk";
/** Other tabs are told this seldom. */
const EVERY = 10_000;
/** The server hears this seldom that somebody is here. */
const CALL = 5 * 60_000;
/** So long before the end it is said. */
export const NOTICE = 60_000;

/** Tell whether other tabs should hear again that somebody is here. */
export function isNews(told: number, now: number): boolean {
  return now - told >= EVERY;
}

/** Tell whether the server should hear again; a page that was just opened has just told it. */
export function isCall(called: number, now: number): boolean {
  return now - called >= CALL;
}

/** Return how many seconds are left: null while there is nothing to say, 0 when it is over. */
export function secondsLeft(touched: number, now: number): number | null {
  const left = IDLE - (now - touched);
  return left > NOTICE ? null : Math.max(0, Math.ceil(left / 1000));
}

const ITS_KEYS = ["Tab", "Shift", "Enter", " "];

/** Tell whether a sign is on its way to press the button: the press itself stays, and not before. */
export function isPressing(kind: string, key: string | undefined): boolean {
  return ["pointerdown", "touchstart"].includes(kind) || (kind === "keydown" && ITS_KEYS.includes(key ?? ""));
}

export class IdleDoor extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;
  private channel: BroadcastChannel | null = null;
  private touched = 0;
  private told = 0;
  private called = 0;
  /** Where she was when the notice came. */
  private leftAt: Element | null = null;

  connectedCallback(): void {
    this.touched = this.called = Date.now();
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = () => this.stay(); // a sign in another tab is one here
    for (const sign of SIGNS) addEventListener(sign, this.tell, { passive: true });
    document.addEventListener("visibilitychange", this.look);
    this.querySelector(".closing button")?.addEventListener("click", this.tell);
    this.querySelector("form")?.addEventListener("submit", () => words()?.forget());
    this.timer = setInterval(this.look, 1_000);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
    this.channel?.close();
    for (const sign of SIGNS) removeEventListener(sign, this.tell);
    document.removeEventListener("visibilitychange", this.look);
  }

  private readonly tell = (event: Event): void => {
    const now = Date.now();
    if (secondsLeft(this.touched, now) === 0) return this.away(); // the machine slept: too late
    const isAtIt = event.target instanceof Element && event.target.closest(".closing button") !== null;
    if (isAtIt && isPressing(event.type, (event as Partial<KeyboardEvent>).key)) return;
    this.stay();
    if (isNews(this.told, now)) {
      this.told = now;
      this.channel?.postMessage("here");
    }
    if (isCall(this.called, now)) {
      this.called = now;
      void fetch(this.dataset["here"] ?? "", { method: "HEAD" }).catch(() => undefined); // no network: she writes on
    }
  };

  private stay(): void {
    this.touched = Date.now();
    this.look();
  }

  private readonly look = (): void => {
    const left = secondsLeft(this.touched, Date.now());
    if (left === 0) return this.away();
    const notice = this.querySelector<HTMLElement>(".closing");
    if (!notice) return;
    const said = notice.querySelector<HTMLElement>("[role=alert]");
    const words = left === null ? "" : (said?.dataset["said"] ?? "");
    if (notice.hidden !== (left === null)) this.turn(notice, left !== null);
    if (said && said.textContent !== words) said.textContent = words; // heard once, not each second
    notice.querySelector("b")?.replaceChildren(left === null ? "" : `${left} s`);
  };

  /** Show the notice with its button in focus, or hide it and go back to where she was. */
  private turn(notice: HTMLElement, isShown: boolean): void {
    const isIn = notice.contains(document.activeElement);
    notice.hidden = !isShown;
    if (isShown) this.leftAt = document.activeElement;
    const next = isShown ? notice.querySelector("button") : isIn ? this.leftAt : null;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  private readonly away = (): void => {
    const form = this.querySelector("form");
    if (!form) return;
    const kept = words()?.rest() ?? Promise.resolve(); // reads the page before it goes blank
    form.hidden = true;
    document.body.replaceChildren(form); // disconnects this: nothing is watched any more
    const idle = form.querySelector<HTMLInputElement>("input[name=idle]");
    if (idle) idle.value = "yes";
    void kept.catch(() => undefined).then(() => form.submit()); // what cannot be kept does not hold it open
  };
}

function words(): RestingWords | null {
  return document.querySelector<RestingWords>("resting-words");
}
