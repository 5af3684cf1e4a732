/** Close the notebook when nobody is at it: five idle minutes, two hidden. */

export const IDLE = 5 * 60_000;
export const HIDDEN = 2 * 60_000;
const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchstart"] as const;

/** Where attention was last seen. */
export type Attention = { readonly touched: number; readonly hidden: number | null };

/** Tell whether it is time to close; typing counts as being there. */
export function isAway({ touched, hidden }: Attention, now: number): boolean {
  return now - touched >= IDLE || (hidden !== null && now - hidden >= HIDDEN);
}

/** Watch until somebody is away, then call once. Return how to stop watching. */
export function watch(away: () => void, { every = 5_000, mindsHidden = true } = {}): () => void {
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
  };
  const check = () => {
    if (!isAway(seen, Date.now())) return;
    stop();
    away();
  };
  const timer = setInterval(check, every);
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
  document.addEventListener("visibilitychange", turn);
  return stop;
}
