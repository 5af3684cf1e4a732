"""Leave at once and press “back”, for journeys and the benchmark."""

from playwright.sync_api import Page, Route

# From the tap to the first picture without anything of the page.
BLANKS = """() => new Promise((done) => {
  const begun = performance.now();
  document.querySelector(".leave").click();
  requestAnimationFrame(() => {
    const left = document.body.innerText.trim();
    done([performance.now() - begun, left]);
  });
})"""


def leave(page: Page) -> tuple[float, str]:
    """Leave while the network is silent; return milliseconds and what is still shown.

    Only then does the server answer, with the calendar.
    """
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/quitter", hold)
    took, left = page.evaluate(BLANKS)
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_url("**/quitter")
    page.unroute("**/quitter")
    return float(took), str(left)


def back(page: Page) -> None:
    """Press “back”, and wait for what comes."""
    page.evaluate("() => { setTimeout(() => history.back()) }")
    page.wait_for_timeout(700)
