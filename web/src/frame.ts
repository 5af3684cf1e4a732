/** What stands around each screen: the bar above, the ways below. */

import { tellNews } from "./news.ts";
import { read } from "./router.ts";
import { need } from "./screen.ts";
import { isOpen, may, session } from "./session/session.ts";
import { forecast } from "./weather.ts";
import { count, say } from "./words.ts";

let told: readonly string[] = [];

/** Forget what was told to whoever sat here before. */
export function fresh(): void {
  told = [];
}

/** Show the five ways at the thumb: which there are, and where one is. */
export function dock(): void {
  const ways = need(document, "#dock");
  ways.hidden = !isOpen();
  need(document, "#state").hidden = !isOpen();
  const training = document.querySelector<HTMLElement>("#training");
  if (training) training.hidden = !isOpen() || session().me.active === true;
  const here = `#/${read(location.hash).name}`;
  for (const way of ways.querySelectorAll("a")) {
    if (way.getAttribute("href") === here) way.setAttribute("aria-current", "page");
    else way.removeAttribute("aria-current");
    const needed = way.dataset["may"]?.split(" ");
    way.hidden = needed !== undefined && !needed.some(may);
  }
}

/** Say in the bar what waits, and what is wrong when it is new. */
export function weather(): void {
  const { offline, waiting, troubles } = forecast();
  const sign = need(document, "#state");
  sign.classList.toggle("off", offline || waiting > 0 || troubles.length > 0);
  const words = offline ? [say("state.offline")] : [];
  if (troubles.length > 0) words.push(say("state.trouble"));
  if (waiting > 0) words.push(count("state.waiting", waiting));
  sign.textContent = words.length > 0 ? words.join(" · ") : say("state.saved");
  const news = troubles.find((code) => !told.includes(code));
  told = troubles;
  if (news) tellNews(news);
}
