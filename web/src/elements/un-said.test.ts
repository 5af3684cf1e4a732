import assert from "node:assert/strict";
import { test } from "node:test";

class Input {
  checked = false;
  value = "";
  readonly type: string;
  constructor(type: string) {
    this.type = type;
  }
}

/** A page that has just this element, with its three inputs. */
class Page {
  follow: (event: { target: unknown }) => void = () => undefined;
  readonly inputs = [new Input("date"), new Input("checkbox"), new Input("checkbox")] as const;
  addEventListener(_name: string, follow: Page["follow"]): void {
    this.follow = follow;
  }
  removeEventListener(): void {
    this.follow = () => undefined;
  }
  querySelectorAll(): readonly Input[] {
    return this.inputs;
  }
}

Object.assign(globalThis, { HTMLElement: Page, HTMLInputElement: Input });
const { UnSaid } = await import("./un-said.ts");

function drawn() {
  const element = new UnSaid() as unknown as Page & { connectedCallback(): void };
  element.connectedCallback();
  const [day, unknown, declined] = element.inputs;
  return { day, unknown, declined, touch: (target: Input) => element.follow({ target }) };
}

test("one tap says that a day is not known; what was typed gives way", () => {
  const { day, unknown, touch } = drawn();
  day.value = "2026-03-02";
  unknown.checked = true;
  touch(unknown);
  assert.deepEqual([day.value, unknown.checked], ["", true]);
});

test("not known and not told are one or the other", () => {
  const { unknown, declined, touch } = drawn();
  unknown.checked = true;
  touch(unknown);
  declined.checked = true;
  touch(declined);
  assert.deepEqual([unknown.checked, declined.checked], [false, true]);
});

test("typing takes the tap back, and taking the tap back leaves what is typed", () => {
  const { day, unknown, touch } = drawn();
  unknown.checked = true;
  touch(unknown);
  day.value = "2026-03-02";
  touch(day);
  assert.deepEqual([day.value, unknown.checked], ["2026-03-02", false]);
  touch(unknown);
  assert.equal(day.value, "2026-03-02");
});
