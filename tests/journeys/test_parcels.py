"""Without network: what waits goes in a file, by a colleague, and counts once."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from client.townspeople import Town
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit
from tests.journeys.test_offline_day import ready_to_leave

pytestmark = pytest.mark.browser
PAGE = "Sans réseau"


def counter(page: Page) -> None:
    """Open the page where files are given and received."""
    steps.way(page, "Moi")
    steps.press(page, "Sans réseau : confier, recevoir")
    steps.heading(page, PAGE)
    require_narrow(page, "parcel")


def given(page: Page, folder: Path) -> Path:
    """Put what waits into a file, as if on a stick."""
    counter(page)
    steps.press(page, "Préparer le fichier")
    expect(page.get_by_text("dans le fichier.")).to_be_visible()
    require_narrow(page, "given")
    with page.expect_download() as coming:
        steps.follow(page, "Garder le fichier")
    assert coming.value.suggested_filename == "envoi.bin"
    path = folder / "envoi.bin"
    coming.value.save_as(path)
    return path


def brought(page: Page, file: Path) -> str:
    """Send a file that somebody handed over; return what is said of it."""
    counter(page)
    page.get_by_label("Le fichier").set_input_files(file)
    steps.press(page, "Envoyer ce fichier")
    said = page.locator('[data-slot="brought"]')
    expect(said).not_to_be_empty()
    require_narrow(page, "brought")
    return said.inner_text()


def opened(worker: Worker, code: str) -> int:
    """Return how often the server says that her yes opened a case of that code."""
    worker.exchange()
    acts = [change["act"] for change in worker.changes.values()]
    given = [act for act in acts if act["kind"] == "consent.given"]
    return sum(code in str(act["groups"]) for act in given)


def test_what_waits_is_carried_by_a_colleague_and_counts_once(
    chromium: Browser, house: House, town: Town, tmp_path: Path
) -> None:
    """She is cut off; a colleague brings her file; then she has network again."""
    author = sit(chromium, house, town.people["aissata"]).page
    ready_to_leave(author)
    author.context.set_offline(True)
    code = steps.new_case(author)
    file = given(author, tmp_path)
    plain, raw = code.replace("-", ""), file.read_bytes()
    assert [word for word in (code, plain, "consent") if word.encode() in raw] == []
    colleague = sit(chromium, house, town.people["kadi"]).page
    assert "arrivées" in brought(colleague, file)
    again = brought(colleague, file)
    assert "Rien de nouveau" in again
    assert "déjà là" in again
    author.context.set_offline(False)
    steps.way(author, "Moi")
    steps.press(author, "Envoyer maintenant")
    steps.sent(author)
    assert "Rien de nouveau" in brought(author, file)
    assert opened(town.people["aissata"], plain) == 1
    for page in (author, colleague):
        page.context.close()


def test_a_file_that_is_none_is_said_to_be_none(
    chromium: Browser, house: House, town: Town, tmp_path: Path
) -> None:
    page = sit(chromium, house, town.people["kadi"]).page
    steps.sent(page)
    strange = tmp_path / "photo.bin"
    strange.write_bytes(b"not a parcel")
    counter(page)
    page.get_by_label("Le fichier").set_input_files(strange)
    steps.press(page, "Envoyer ce fichier")
    expect(page.get_by_text("n’est pas un envoi")).to_be_visible()
    steps.press(page, "Préparer le fichier")
    expect(page.get_by_text("rien à confier")).to_be_visible()
    page.context.close()
