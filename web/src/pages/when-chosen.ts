/**
 * Tell when a choice is made. A tap or the space bar chooses; the arrows only pass from one
 * answer to the next, so what they reach counts once the group is left or Enter is pressed.
 */

type Heard = (touched: EventTarget | null, isMade: boolean) => void;

/** Hear every input under a node, and of those that the arrows made, when they are meant. */
export function whenChosen(node: HTMLElement, heard: Heard): void {
  let passed: HTMLInputElement | null = null;
  let isArrow = false;
  const settle = () => {
    const meant = passed;
    passed = null;
    if (meant) heard(meant, true);
  };
  node.addEventListener("keydown", (event) => {
    const { key, target } = event;
    isArrow = key.startsWith("Arrow") && isRadio(target);
    if (key !== "Enter" || passed === null || target !== passed) return;
    event.preventDefault(); // the focus goes on: what it reaches must not be pressed, too
    settle();
  });
  node.addEventListener("keyup", () => { isArrow = false; });
  node.addEventListener("pointerdown", () => { isArrow = false; });
  node.addEventListener("input", ({ target }) => {
    passed = isArrow && isRadio(target) ? target : null;
    heard(target, passed === null);
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    const isLeft = !isRadio(relatedTarget) || relatedTarget.name !== passed?.name;
    if (isLeft) settle();
  });
}

function isRadio(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === "radio";
}
