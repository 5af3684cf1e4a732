"""What a person does in the worker app, by roles and visible words.

Each step says in one call what she does on a screen; journeys put them in order.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, expect

from client.totp import code_at
from demeso.agencies.rules.roles import ROLES
from demeso.kernel.clock import now

PATIENCE = 30_000

PHRASE = "abri citron lune gazelle riz"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE = {"width": 360, "height": 720}


@dataclass
class Person:
    """Somebody at her own browser, with what signs her in."""

    page: Page
    username: str
    phrase: str = PHRASE
    secret: str = field(default="", repr=False)

    def code(self) -> str:
        """Return a second-factor code that has not been used yet."""
        return unused_code(self.page, self.secret)


NEAR = (0, 1)  # the codes that signing in takes for half a minute yet
USED: dict[str, set[str]] = defaultdict(set)


def unused_code(page: Page, secret: str) -> str:
    """Return a code that no journey has typed: the server takes each once."""
    while True:
        for step in NEAR:
            code = code_at(secret, now(), step=step)
            if code not in USED[secret]:
                USED[secret].add(code)
                return code
        page.wait_for_timeout(500)


def sit_down(browser: Browser, **more: object) -> Page:
    """Open a browser of one's own, phone-sized unless said otherwise."""
    context = browser.new_context(**{"viewport": PHONE, "locale": "fr-FR", **more})  # type: ignore[arg-type]  # options go through
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context.new_page()


def heading(page: Page, words: str) -> Locator:
    """Return the screen's heading once it is there."""
    found = page.get_by_role("heading", level=1, name=words)
    expect(found).to_be_visible()
    return found


def press(page: Page, words: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow a link of the screen, a door or a card."""
    page.locator("#screen").get_by_role("link", name=words).first.click()


def way(page: Page, words: str) -> None:
    """Go by the dock at the bottom."""
    page.locator("#dock").get_by_role("link", name=words, exact=True).click()


def choose(page: Page, question: str, answer: str) -> None:
    """Tick or untick an answer; a question is named by its code, or by its words."""
    named = page.locator(f'[data-question="{question}"]')
    group = named.or_(page.get_by_role("group", name=question, exact=True))
    words = group.get_by_text(answer, exact=True)
    box = group.get_by_label(answer, exact=True)
    before = box.is_checked() if box.count() == 1 else None
    words.click()
    if box.count() == 1 and box.is_checked() == before:
        words.click()  # what was still being placed moved under the first tap


def sent(page: Page) -> None:
    """Wait until nothing waits on the device any more."""
    page.wait_for_timeout(400)  # what was just written is counted a moment later
    expect(page.locator("#state")).to_have_text("À jour")


def join(
    page: Page, origin: str, token: str, username: str, phrase: str = PHRASE
) -> Person:
    """Follow an invitation: name, passphrase, second factor, today."""
    page.goto(f"{origin}/app/#join={token}")
    heading(page, "Bienvenue")
    person = Person(page, username, phrase)
    page.get_by_label("Nom d’accès").fill(username)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    page.get_by_label("La même, encore une fois").fill(person.phrase)
    press(page, "Continuer")
    heading(page, "Un code, en plus")
    person.secret = (page.locator("#secret").text_content() or "").replace(" ", "")
    page.get_by_label("Code à 6 chiffres").fill(person.code())
    press(page, "Confirmer")
    heading(page, "Aujourd’hui")
    return person


def unlock(person: Person, *, online: bool = True) -> None:
    """Open the notebook; a resting session or no network asks for no code."""
    page = person.page
    heading(page, "Ouvrir le carnet")
    page.get_by_label("Nom d’accès").fill(person.username)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    code, dock = page.get_by_label("Code à 6 chiffres"), page.locator("#dock")
    if online and code.count():
        code.fill(person.code())
    press(page, "Ouvrir")
    late = page.get_by_text("Ce code n’est plus bon. Prenez le suivant.")
    expect(dock.or_(late)).to_be_visible()
    if late.is_visible():
        code.fill(person.code())
        press(page, "Ouvrir")
    expect(dock).to_be_visible()


def refresh(page: Page) -> None:
    """Send and fetch now, then go back to today."""
    way(page, "Moi")
    heading(page, "Moi")
    press(page, "Envoyer maintenant")
    button = page.get_by_role("button", name="Envoyer maintenant", disabled=False)
    expect(button).to_be_visible()
    sent(page)
    way(page, "Aujourd’hui")
    heading(page, "Aujourd’hui")


def found_with(page: Page, called: str) -> None:
    """Sign for the other founder: before that nobody may do anything."""
    follow(page, "1 rôle attend votre signature")
    follow(page, "Lire et décider")
    heading(page, f"Ouvrir la maison avec {called} ?")
    press(page, "Signer")
    heading(page, "Deux personnes pour chaque rôle")
    expect(page.get_by_text("Rien n’attend votre signature")).to_be_visible()
    way(page, "Aujourd’hui")


def register_agency(page: Page, name: str, region: str) -> None:
    """Register another agency."""
    way(page, "Équipe")
    follow(page, "Nouvelle agence")
    page.locator("#agency-name").fill(name)
    page.locator("#agency-region").select_option(region)
    press(page, "Enregistrer")
    heading(page, "Équipe")


def invite(page: Page, called: str, agency: str, roles: Iterable[str]) -> str:
    """Invite somebody; return the token of the link that is shown once."""
    way(page, "Équipe")
    follow(page, "Inviter quelqu’un")
    page.get_by_label("Comment on l’appelle").fill(called)
    page.get_by_label("Agence").select_option(label=agency)
    expect(page.locator('[data-slot="roles"] input')).to_have_count(len(ROLES))
    for role in roles:
        choose(page, "Rôles", role)
    press(page, "Faire le lien")
    heading(page, "Le lien, une seule fois")
    link = page.locator("#link-text").text_content() or ""
    return link.partition("#join=")[2]


def bear_key(page: Page, button: str) -> None:
    """Let one of the agency's two keys be born in this browser."""
    way(page, "Équipe")
    press(page, button)
    expect(page.get_by_role("button", name=button)).to_have_count(0)
    sent(page)


def register_organisation(
    page: Page, name: str, services: Iterable[str], agency: str, people: tuple[str, str]
) -> None:
    """Write an organisation into the directory, with who will receive."""
    way(page, "Équipe")
    follow(page, "Nouvelle organisation")
    page.locator("#organisation-name").fill(name)
    page.locator("#organisation-region").select_option("mopti")
    for service in services:
        choose(page, "services", service)
    if agency:
        page.locator("#agency").select_option(label=agency)
        page.get_by_label("Point focal").select_option(label=people[0])
    if people[1]:
        page.get_by_label("Suppléance").select_option(label=people[1])
    press(page, "Enregistrer")
    heading(page, "Équipe")


def new_case(page: Page, *, statistics: str = "Non") -> str:
    """Ask whether it is safe, hear her yes; return the code made on the device."""
    way(page, "Nouveau")
    heading(page, "Peut-on parler ici sans danger ?")
    follow(page, "Oui")
    give_consent(page, statistics=statistics)
    heading(page, "Par quoi commencer ?")
    return page.locator("#place").inner_text()


def give_consent(page: Page, *, statistics: str) -> None:
    """Record her yes to services, aloud, and her answer on statistics."""
    choose(page, "services", "Oui")
    page.locator("#consent-language").select_option(index=1)
    choose(page, "consent_form", "À voix haute")
    choose(page, "statistics", statistics)
    press(page, "Enregistrer")


def open_case(page: Page, code: str) -> None:
    """Open a case from the list of all of one's cases."""
    way(page, "Aujourd’hui")
    heading(page, "Aujourd’hui")
    page.locator("#screen a.line").filter(has_text=code).last.click()
    expect(page.locator("#place")).to_have_text(code)


def record_needs(page: Page, *needs: str) -> None:
    """Record what she needs, in her order."""
    follow(page, "Ses besoins")
    for need in needs:
        choose(page, "needs", need)
    press(page, "Enregistrer")
    expect(page.get_by_role("table", name="Où en est l’aide")).to_be_visible()


def record_safety(page: Page, danger: str, risk: str, plan: str = "") -> None:
    """Record danger and risk as both see them, and her own plan, sealed."""
    follow(page, "Sécurité")
    choose(page, "in_danger", danger)
    choose(page, "risk_level", risk)
    if plan:
        page.locator("#safety-plan").fill(plan)
    press(page, "Enregistrer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def answer(place: Locator, text: str) -> None:
    """Write an answer, or tick it where there is nothing to write."""
    if place.get_attribute("type") in ("radio", "checkbox"):
        place.check()
    else:
        place.fill(text)


def ticked(question: str, code: str) -> str:
    """Return where one choice of a question is ticked."""
    return f'[data-question="{question}"] input[value="{code}"]'


def fill_in(page: Page, fields: Mapping[str, str], last: str = "Enregistrer") -> None:
    """Go through a form topic by topic, filling in what is asked there; save it."""
    left, step = dict(fields), page.locator(".topical > .quiet").first
    expect(step).to_be_visible()
    while True:
        for place in list(left):  # an answer may bring the next question
            if page.locator(place).is_visible():
                answer(page.locator(place), left.pop(place))
        button, at = page.locator('[data-act="next"]'), step.inner_text()
        if button.inner_text() == last:
            break
        button.click()
        expect(step).not_to_have_text(at)
    assert not left, f"not asked: {list(left)}"
    button.click()


def withdraw(page: Page, what: str) -> None:
    """Take one yes back: two taps, and what stops is said between them."""
    follow(page, "La personne retire son accord")
    heading(page, "Ce que la personne permet")
    card = page.locator("article").filter(has_text=what)
    card.get_by_text("La personne n’est plus d’accord").click()
    card.get_by_role("button", name="Arrêter maintenant").click()


def record_identity(page: Page, called: str, phone: str = "") -> None:
    """Record what she wants to say of herself; it is sealed here."""
    follow(page, "Identité et contact")
    reach = {ticked("may_phone", "yes"): "", "#identity-phone": phone} if phone else {}
    fill_in(page, {"#identity-called": called, **reach})
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def orient(
    page: Page, need: str, to: str, *categories: str, aloud: bool = False
) -> None:
    """Say need and recipient, hear her yes line by line, send or say the sheet."""
    page.locator('#screen a[href*="/orienter"]').first.click()
    heading(page, "Qui peut aider maintenant ?")
    if page.locator("details.picked[open]").count():
        page.locator(".picks").get_by_text(need, exact=True).click()
    elif not page.locator(".picked > summary", has_text=need).count():
        page.locator(".picked > summary").click()
        page.locator(".picks").get_by_text(need, exact=True).click()
    card = page.locator("article").filter(has_text=to)
    card.get_by_role("link", name="Choisir").first.click()
    heading(
        page, "Exactement ce qu’il faut dire" if aloud else "Exactement ce qui part"
    )
    for category in categories:
        page.get_by_text(category, exact=True).click()
    press(page, "C’est oui, et c’est dit" if aloud else "C’est oui : envoyer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def open_arrival(page: Page, service: str) -> None:
    """Open a referral that arrived."""
    way(page, "Reçues")
    heading(page, "Orientations reçues")
    follow(page, service)
    heading(page, service)


def accept(page: Page, service: str, day: str = "") -> None:
    """Accept a referral, with a day when one is known."""
    open_arrival(page, service)
    if day:
        page.get_by_label("Quel jour la personne peut-elle venir").fill(day)
    press(page, "Accepter")
    heading(page, "Orientations reçues")
    sent(page)


def service_given(page: Page, service: str) -> None:
    """Say, as the provider, that the service was given."""
    open_arrival(page, service)
    press(page, "Service donné")
    heading(page, "Orientations reçues")
    sent(page)


def she_confirms(page: Page, need: str) -> None:
    """Record that she confirms having received it."""
    page.get_by_role("rowheader", name=need).get_by_role("link").click()
    heading(page, need)
    press(page, "La personne confirme avoir reçu")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def decline_need(page: Page, need: str, *barriers: str, again: str = "") -> None:
    """Record with respect that she does not want this help now."""
    page.get_by_role("rowheader", name=need).get_by_role("link").click()
    choose(page, "outcome", "Pas souhaité")
    for group, barrier in (name.split(" / ") for name in barriers):
        page.locator("summary").filter(has_text=group).click()
        page.get_by_text(barrier, exact=True).click()
    if again:
        choose(page, "reoffer", again)
    press(page, "Enregistrer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
