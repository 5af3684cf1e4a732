/**
 * A day that is not known, or not told: one tap, and what was typed gives way; typing takes the tap back.
 *
 *   <un-said><input type="date" …>
 *     <label><input type="checkbox" value="unknown"> …</label>
 *     <label><input type="checkbox" value="declined"> …</label></un-said>
 */

export class UnSaid extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("input", this.follow, { capture: true });
  }

  disconnectedCallback(): void {
    this.removeEventListener("input", this.follow, { capture: true });
  }

  private readonly follow = (event: Event): void => {
    const touched = event.target;
    if (!(touched instanceof HTMLInputElement)) return;
    for (const input of this.querySelectorAll("input")) {
      if (input === touched) continue;
      if (input.type === "checkbox") input.checked = false;
      else if (touched.checked) input.value = "";
    }
  };
}
