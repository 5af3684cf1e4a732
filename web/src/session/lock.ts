/** Close the notebook when nobody is at it: five idle minutes, two hidden; or when it opens on another page. */

export const IDLE = 5 * 60_000;
export const HIDDEN = 2 * 60_000;
const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchstart"] as const;

/** Where attention was last seen. */
export type Attention = { readonly touched: number; readonly hidden: number | null };

/** Tell whether it is time to close; typing counts as being there. */
export function isAway({ touched, hidden }: Attention, now: number): boolean {
  return now - touched >= IDLE || (hidden !== null && now - hidden >= HIDDEN);
}

/**
 * Be the only page of this browser that has it open: the one that opens later takes it over, and the
 * older one is told. What it shows would not know what is written there. Return how to let go.
 */
export function hold(name: string, taken: () => void, locks: LockManager | undefined = navigator.locks): () => void {
  let letGo: (() => void) | null = () => undefined;
  const held = locks?.request(`open-${name}`, { steal: true }, () => letGo && new Promise<void>((done) => { letGo = done; }));
  held?.catch((error: Error) => void (letGo && error.name === "AbortError" && taken()));
  return () => {
    letGo?.();
    letGo = null;
  };
}

/** Watch until somebody is away, or has it open elsewhere, then call once. Return how to stop watching. */
export function watch(away: () => void, { every = 5_000, mindsHidden = true, only = "" } = {}): () => void {
  let seen: Attention = { touched: Date.now(), hidden: null };
  const touch = () => { seen = { ...seen, touched: Date.now() }; };
  const turn = () => {
    check();
    seen = { ...seen, hidden: mindsHidden && document.hidden ? Date.now() : null };
  };
  const stop = () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, touch);
    document.removeEventListener("visibilitychange", turn);
    letGo?.();
  };
  const end = () => {
    stop();
    away();
  };
  const check = () => void (isAway(seen, Date.now()) && end());
  const letGo = only ? hold(only, end) : null;
  const timer = setInterval(check, every);
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
  document.addEventListener("visibilitychange", turn);
  return stop;
}
