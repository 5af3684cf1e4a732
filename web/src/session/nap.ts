/**
 * Come back after a lock without the passphrase: for an hour, with five tries.
 *
 * The keys wait in this page's memory, sealed under a stretch of six digits that is
 * kept nowhere; the seal itself tells a right code from a wrong one, in constant time.
 * Leaving the page, signing out or the quick exit forget it all.
 */

import { SALT_SIZE, decrypt, encrypt } from "../formats/aead.ts";
import { type Bytes, join } from "../formats/canon.ts";
import { type Kdf, newKdf, passphraseKeys } from "../formats/passphrase.ts";
import { platform } from "../formats/random.ts";
import { Refused, refuseUnless } from "../formats/refusal.ts";
import { type Stretch, elsewhere } from "../formats/stretching.ts";
import { lay } from "../notebook.ts";
import { notebook } from "../outbox/store.ts";
import { isPin, isWeak } from "./pin.ts";
import { type Nap, type Session, begin, isOpen, session, takeNap } from "./session.ts";

export const LASTS = 60 * 60_000;
export const TRIES = 5;
const INFO = "demeso/return/v1\n";
const CONTEXT = { app: "demeso", type: "return" };
const SECRETS = ["userKey", "kemSeed", "signSeed", "deviceSeed"] as const;

type Sealed = { readonly kdf: Kdf; readonly salt: Bytes; readonly ct: Bytes; readonly stretch: Stretch };
type Rest = Omit<Session, (typeof SECRETS)[number] | "book" | "pair" | "opened">;

/** Choose a code for this sitting; it is kept nowhere, not even here. */
export async function choose(pin: string, stretch: Stretch = elsewhere): Promise<void> {
  refuseUnless(isPin(pin), "pin.shape");
  refuseUnless(!isWeak(pin), "pin.weak");
  const mine = session();
  const kdf = newKdf();
  const { wrap } = await passphraseKeys(pin, kdf, stretch);
  refuseUnless(isOpen() && session() === mine, "session.locked"); // it may have closed meanwhile
  const salt = platform(SALT_SIZE);
  const secrets = join(...SECRETS.map((name) => mine[name]));
  const ct = await encrypt(wrap, salt, INFO, CONTEXT, secrets);
  for (const secret of [wrap, secrets]) secret.fill(0);
  refuseUnless(isOpen() && session() === mine, "session.locked");
  takeNap(new Sleep({ kdf, salt, ct, stretch }, mine));
}

class Sleep implements Nap {
  gone: () => void = () => undefined;
  private left = TRIES;
  private since: { readonly clock: number; readonly tick: number } | null = null;
  private rest: Rest | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly sealed: Sealed;
  private of: Session;

  constructor(sealed: Sealed, of: Session) {
    this.sealed = sealed;
    this.of = of;
  }

  sleep(mine: Session): void {
    const isCutOff = mine.token === "" && navigator.onLine; // the passphrase and a code give a new session
    if (mine !== this.of || isCutOff) return takeNap(null);
    const { worker, device, username, me, token } = mine;
    this.rest = { worker, device, username, me, token };
    this.since = { clock: Date.now(), tick: performance.now() };
    this.timer = setTimeout(() => {
      takeNap(null);
      this.gone();
    }, LASTS);
  }

  /** The longer of two clocks counts: one stands still asleep, the other can be set back. */
  get isOver(): boolean {
    if (!this.since) return true;
    return Math.max(Date.now() - this.since.clock, performance.now() - this.since.tick) >= LASTS;
  }

  async wake(pin: string): Promise<void> {
    refuseUnless(isPin(pin), "pin.shape");
    const { rest } = this;
    if (!rest || this.isOver) return this.refuse("pin.over");
    this.left -= 1; // counted before it is known: no try is free
    const { wrap } = await passphraseKeys(pin, this.sealed.kdf, this.sealed.stretch);
    const plain = await decrypt(wrap, this.sealed.salt, INFO, CONTEXT, this.sealed.ct).catch(() => null);
    wrap.fill(0);
    if (!plain) return this.left > 0 ? wrong(this.left) : this.refuse("pin.gone");
    await this.rise(rest, plain);
  }

  end(): void {
    clearTimeout(this.timer);
    this.sealed.ct.fill(0);
    this.rest = this.since = null;
  }

  private async rise(rest: Rest, plain: Bytes): Promise<void> {
    const size = plain.length / SECRETS.length;
    const parts = SECRETS.map((name, at) => [name, plain.slice(at * size, (at + 1) * size)] as const);
    plain.fill(0);
    const secrets = Object.fromEntries(parts) as { readonly [name in (typeof SECRETS)[number]]: Bytes };
    this.of = { ...rest, ...secrets, book: await notebook(rest.worker), opened: new Map() };
    clearTimeout(this.timer);
    [this.left, this.since, this.rest] = [TRIES, null, null];
    begin(this.of);
    await lay();
  }

  private refuse(code: string): never {
    takeNap(null);
    throw new Refused(code);
  }
}

function wrong(left: number): never {
  throw new Refused("pin.left", String(left));
}
