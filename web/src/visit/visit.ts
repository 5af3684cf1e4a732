/** The visit of the demo, on its own page and in the bar of every door. Demo mode only. */

import { TableSearch } from "./table-search.ts";
import { closeGuide, guide } from "./guide.ts";
import { sayMark } from "./mark.ts";
import { isOpenAs, watchDoor } from "./notebook.ts";
import { doorOf, follow, trail } from "./trail.ts";

/** Follow a card's link: the right person is signed in on the way. */
async function open(link: HTMLAnchorElement): Promise<void> {
  const { who = "", card = "" } = link.dataset;
  const to = link.pathname + link.hash;
  if (doorOf(link.pathname) === "desk") {
    follow({ card, who, to, isDue: true });
    const { openDesk } = await import("./desk.ts");
    return openDesk(who);
  }
  const isHere = doorOf(location.pathname) === "app" && isOpenAs(who);
  follow({ card, who, to, isDue: !isHere });
  if (location.pathname !== link.pathname) return void location.assign(to);
  location.replace(link.hash);
  if (!isHere) return location.reload();
  closeGuide();
  await guide();
}

function press(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-who]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void open(link).catch(() => sayMark("failed"));
}

/** The desk lets in at its first page: go on to where the card points. */
function goOn(): void {
  const here = trail();
  if (!here?.isDue || doorOf(location.pathname) !== "desk") return;
  follow({ ...here, isDue: false });
  if (location.pathname !== here.to) location.replace(here.to);
}

customElements.define("table-search", TableSearch);
document.addEventListener("click", press);
goOn();
watchDoor();
void guide().catch(() => undefined);
