/**
 * Keep the order in which choices are ticked, and show it as a number.
 *
 *   <need-order><label><input type="checkbox" value="health"> …
 *     <span class="rank"></span></label>…</need-order>
 *
 * `order` lists the values; set it to tick them again.
 */

export class NeedOrder extends HTMLElement {
  private chosen: string[] = [];

  connectedCallback(): void {
    this.addEventListener("input", this.follow, { capture: true });
    this.number();
  }

  disconnectedCallback(): void {
    this.removeEventListener("input", this.follow, { capture: true });
  }

  get order(): readonly string[] {
    return this.chosen;
  }

  set order(values: readonly string[]) {
    const known = this.boxes().map((box) => box.value);
    this.chosen = values.filter((value) => known.includes(value));
    for (const box of this.boxes()) box.checked = this.chosen.includes(box.value);
    this.number();
  }

  private boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  }

  private readonly follow = (event: Event): void => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    this.chosen = this.chosen.filter((value) => value !== box.value);
    if (box.checked) this.chosen.push(box.value);
    this.number();
  };

  private number(): void {
    for (const box of this.boxes()) {
      const at = this.chosen.indexOf(box.value);
      const rank = box.closest("label")?.querySelector(".rank");
      if (rank) rank.textContent = at < 0 ? "" : String(at + 1);
    }
  }
}
