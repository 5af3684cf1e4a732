/**
 * Pages for anyone leave one entry in this tab: a step takes the place of the one before,
 * a link takes the place of the page, and leaving takes the place of all of it.
 *
 *   <main id="main">…<form method="post" action="/suite">…</form></main>
 *   <footer class="foot">…</footer>
 *   <same-page hidden></same-page>
 *
 * Without it everything works, with an entry for each step. The browser parses the
 * answer itself, so Trusted Types need no policy.
 */

const PARTS = "main, .foot";
type Field = readonly [string, string];

/** Return what a form sends when one of its buttons is pressed. */
export function sent(fields: Iterable<readonly [string, unknown]>, button: Field | null): string {
  const found = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string") found.append(name, value);
  if (button?.[0]) found.append(...(button as [string, string]));
  return found.toString();
}

/** Tell whether an address is a page of ours, to be shown in the place of this one. */
export function isOurs(address: string, here: string): boolean {
  const to = new URL(address, here);
  const from = new URL(here);
  const isPart = to.hash !== "" && to.pathname === from.pathname;
  return to.origin === from.origin && !isPart;
}

export class SamePage extends HTMLElement {
  private isPlain = false;

  connectedCallback(): void {
    document.addEventListener("submit", this.step);
    document.addEventListener("click", this.follow);
  }

  disconnectedCallback(): void {
    document.removeEventListener("submit", this.step);
    document.removeEventListener("click", this.follow);
  }

  private readonly step = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    if (this.isPlain || !isOurs(form.action, location.href)) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.responseXML ? this.show(request.responseXML) : this.send(form, pressed));
    request.onerror = () => this.send(form, pressed);
    request.open("POST", form.action);
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.send(sent(new FormData(form), pressed && [pressed.name, pressed.value]));
  };

  /** Let the browser send it as it does without us: it also says what went wrong. */
  private send(form: HTMLFormElement, pressed: HTMLButtonElement | null): void {
    this.isPlain = true;
    form.requestSubmit(pressed);
  }

  private show(page: Document): void {
    const next = [...page.querySelectorAll(PARTS)];
    [...document.querySelectorAll(PARTS)].forEach((old, at) => {
      const part = next[at];
      if (part) old.replaceWith(document.adoptNode(part));
    });
    document.body.className = page.body.className;
    scrollTo(0, 0);
    document.querySelector("main")?.focus();
  }

  private readonly follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlainTap = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !isPlainTap || link.target || !isOurs(link.href, location.href)) return;
    event.preventDefault();
    if (link.matches(".leave")) document.body.replaceChildren(); // at once, before the network answers
    location.replace(link.href);
  };
}
