/** Where a visitor of the demo is in the story: kept for this tab, and no longer. */

export type Trail = {
  /** The card that was opened last. */
  readonly card: string;
  /** As whom; empty when the card is looked at where it stands. */
  readonly who: string;
  readonly to: string;
  /** Somebody still has to be signed in. */
  readonly isDue: boolean;
};

const KEY = "visit";

/** Return where the visitor is; null before the first card. */
export function trail(): Trail | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Trail | null;
  } catch {
    return null;
  }
}

/** Remember it for the next page of this tab. */
export function follow(next: Trail): void {
  sessionStorage.setItem(KEY, JSON.stringify(next));
}

/** Tell which door a page belongs to. */
export function doorOf(pathname: string): "app" | "desk" | "cards" {
  if (pathname.startsWith("/app/")) return "app";
  return pathname.startsWith("/desk/") ? "desk" : "cards";
}
