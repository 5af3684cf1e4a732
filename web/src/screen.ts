/** Screens: clone what the server drew, fill its slots, put it in place. */

/** What goes into a slot: text, nodes, or nothing (then the slot is taken out). */
export type Slot = string | Node | readonly Node[] | null;
export type Slots = { readonly [name: string]: Slot };

/** Clone a template by its id and fill its slots. */
export function piece(id: string, slots: Slots = {}): HTMLElement {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${id}`);
  const node = (template.content.cloneNode(true) as DocumentFragment).firstElementChild;
  if (!(node instanceof HTMLElement)) throw new Error(`empty template ${id}`);
  return fill(node, slots);
}

/** Fill `data-slot` with text or nodes and `data-href` with addresses. */
export function fill(node: HTMLElement, slots: Slots): HTMLElement {
  for (const [name, value] of Object.entries(slots)) {
    for (const place of marked(node, "slot", name)) put(place, value);
    for (const place of marked(node, "href", name)) {
      if (value === null) place.remove();
      else place.setAttribute("href", String(value));
    }
  }
  return node;
}

function put(place: HTMLElement, value: Slot): void {
  if (value === null) return place.remove();
  if (typeof value === "string") place.textContent = value;
  else if (value instanceof Node) place.replaceChildren(value);
  else place.replaceChildren(...value);
  place.hidden = false;
}

function marked(node: HTMLElement, mark: string, name: string): HTMLElement[] {
  const found = [...node.querySelectorAll<HTMLElement>(`[data-${mark}="${name}"]`)];
  return node.dataset[mark] === name ? [node, ...found] : found;
}

/** Keep the parts marked `data-part` that have a name in the list; take out the others. */
export function keep(node: HTMLElement, names: readonly string[]): HTMLElement {
  for (const part of node.querySelectorAll<HTMLElement>("[data-part]")) {
    if (!names.includes(part.dataset["part"] ?? "")) part.remove();
    else delete part.dataset["part"]; // decided: a page around this one leaves it alone
  }
  return node;
}

/** Return one element that must be there. */
export function need<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`nothing at ${selector}`);
  return found;
}

/** Tell whether somebody is writing or reading what is open, or what stands there is shown once. */
export function isInUse(): boolean {
  return need(document, "#screen").querySelector("input, textarea, select:not([data-idle]), select:focus, [open], [data-once]") !== null;
}

/** Return what was typed into a field. */
export function typed(root: ParentNode, id: string): string {
  return root.querySelector<HTMLInputElement>(`#${id}`)?.value ?? "";
}

/** Put a screen in place; focus moves to its heading. */
export function show(node: HTMLElement): HTMLElement {
  const screen = need(document, "#screen");
  screen.replaceChildren(node);
  window.scrollTo(0, 0);
  node.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  return node;
}

/** Wait until the picture of what was shown stands: what comes then keeps nobody waiting. */
export function pictured(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/** Name the place in the bar, and where "back" goes (no back without it). */
export function bar(place: string, back = ""): void {
  const arrow = need<HTMLAnchorElement>(document, "#back");
  arrow.hidden = back === "";
  arrow.href = back || "#/"; // no case's address stays behind
  const name = need(document, "#place");
  name.textContent = place || document.title;
  name.classList.toggle("code", place !== "");
}
