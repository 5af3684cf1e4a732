/** The bar "DONNÉES FICTIVES": what happens just now, in the words that the page carries. */

/** Say one of the bar's own sentences; screen readers hear it. */
export function sayMark(name: "opening" | "wait" | "failed", hole = ""): void {
  const mark = document.querySelector<HTMLElement>("#mark");
  const place = mark?.querySelector("[role=status]");
  if (place) place.textContent = (mark?.dataset[name] ?? "").replace("{seconds}", hole);
}

/** Say nothing any more. */
export function clearSaid(): void {
  document.querySelector("#mark [role=status]")?.replaceChildren();
}
