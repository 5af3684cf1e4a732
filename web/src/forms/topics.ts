/**
 * The topics of a drawn form: one screen each, and none that has nothing to ask.
 *
 *     <section class="topic" data-topic="where"><h2>…</h2><div class="field" …>…</div></section>
 */

/** Return the topics that have something to ask now, in their order. */
export function topicsOf(form: HTMLElement): HTMLElement[] {
  return all(form).filter((topic) => !topic.hidden);
}

/** Hide every topic whose questions are all hidden or taken out. */
export function hideEmpty(form: HTMLElement): void {
  for (const topic of all(form)) {
    const asked = [...topic.querySelectorAll<HTMLElement>("fieldset[data-question], div[data-question]")];
    topic.hidden = asked.every((field) => field.hidden);
  }
}

function all(form: HTMLElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>("section.topic")];
}
