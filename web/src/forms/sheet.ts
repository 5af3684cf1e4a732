/** A form's own page, drawn by the server: fill it, read it, show its faults. Never draw it. */

import type { Json } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import first from "../generated/first.json" with { type: "json" };
import places from "../generated/places.json" with { type: "json" };
import { language, say } from "../words.ts";
import { type Form, type Given, type Question, faults, isShown } from "./check.ts";
import { controlOf } from "./control.ts";
import { NOW, TODAY, today } from "./days.ts";
import { derived } from "./derive.ts";
import { fetched } from "./fetched.ts";
import { said } from "./parts.ts";
import { hideEmpty } from "./topics.ts";

type Forms = { readonly [id: string]: Form };
/** What every case begins with; the others come a moment later. */
const FIRST = first as unknown as Forms;

export type Known = {
  /** Answers that are known and not asked. */
  readonly fixed?: Given;
  /** What other sealed parts say, under `compartment.question`. */
  readonly known?: Given;
  /** Questions that this page does not ask. */
  readonly without?: readonly string[];
};

export class Sheet {
  readonly form: Form;
  readonly node: HTMLElement;
  private readonly given: Known;
  private readonly made = new Map<string, Json>();

  constructor(form: Form, node: HTMLElement, given: Known) {
    this.form = form;
    this.node = node;
    this.given = given;
    for (const name of [...Object.keys(given.fixed ?? {}), ...(given.without ?? [])]) this.field(name)?.remove();
    for (const question of form.questions) if (question.ordered) this.rank(question.name);
    if (form.questions.some(({ kind, compartment }) => kind === "story" && compartment)) void import("./warned.ts").then(({ watch }) => watch(form, node));
    node.addEventListener("input", () => this.follow());
    this.follow();
  }

  /** Return the form's title, in the page's language. */
  get title(): string {
    return this.node.dataset["title"] ?? "";
  }

  /** Return the words of a question, as the server drew them. */
  textOf(name: string): string {
    return this.field(name)?.querySelector("legend, label")?.textContent?.trim() ?? "";
  }

  /** Return what is answered so far. */
  read(): Given {
    const found: { [name: string]: Json } = { ...this.given.fixed };
    for (const question of this.form.questions) {
      const control = this.control(question);
      if (control) found[question.name] = control.read();
    }
    return said(this.form, found);
  }

  /** Fill in answers. */
  put(given: Given): void {
    for (const question of this.form.questions) {
      const value = given[question.name];
      if (value !== undefined) this.control(question)?.put(value);
    }
    this.follow();
  }

  /** Return the answers when all is right; else show what is not, and return nothing. */
  checked(more: Given = {}): Given | null {
    const given = { ...this.read(), ...more };
    const found = faults(this.form, given, { ...this.given.known, [TODAY]: today() });
    let first: HTMLElement | null = null;
    for (const question of this.form.questions) {
      const control = this.control(question);
      const code = found[question.name] ?? "";
      control?.blame(code ? say(`fault.${code}`) : "");
      if (code) first ??= control?.focusable ?? null;
    }
    first?.focus();
    return Object.keys(found).length === 0 ? given : null;
  }

  /** The order of ticking is hers: an element keeps it. */
  private rank(name: string): void {
    const field = this.field(name);
    const order = document.createElement("need-order");
    field?.replaceWith(order);
    if (field) order.append(field);
  }

  private follow(): void {
    this.derive();
    const given = this.read();
    for (const question of this.form.questions) {
      const field = this.field(question.name);
      if (field && question.when) field.hidden = !isShown(question, given);
    }
    hideEmpty(this.node);
  }

  private derive(): void {
    const told = { ...this.given.known, ...this.read(), [NOW]: new Date().toISOString() };
    for (const [name, value] of Object.entries(derived(this.form, told, today(), places))) {
      const control = this.control(this.form.questions.find((question) => question.name === name));
      const now = control?.read() ?? "";
      const isMine = now === "" || now === this.made.get(name);
      this.field(name)?.toggleAttribute("data-made", isMine); // the page says that it follows from the rest
      if (!control || !isMine) continue;
      control.put(value);
      this.made.set(name, value);
    }
  }

  private field(name: string): HTMLElement | null {
    return this.node.querySelector<HTMLElement>(`[data-question="${name}"]`);
  }

  private control(question: Question | undefined) {
    const field = question && this.field(question.name);
    return question && field ? controlOf(question, field) : null;
  }
}

/** Return what a form asks. */
export async function formOf(id: string): Promise<Form> {
  const form = FIRST[id] ?? (await every())[id];
  if (!form) throw new Refused("form.unknown_version");
  return form;
}

async function every(): Promise<Forms> {
  const { default: forms } = await import("../generated/forms.json", { with: { type: "json" } });
  return forms as unknown as Forms;
}

/** Fetch a form under its address that never changes. */
export async function sheet(id: string, known: Known = {}): Promise<Sheet> {
  const node = await fetched(`/app/forms/${id}.${language()}.html`);
  return new Sheet(await formOf(id), node, known);
}
