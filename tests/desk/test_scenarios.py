"""The desk of whoever watches over the data, from end to end."""

import csv
import io
from datetime import timedelta

import pyrage
import pytest
from django.utils.timezone import localtime

from demeso.casework.models import Case, CountedIncident, Incident, Request
from demeso.desk.models import Breach, Export
from demeso.figures.queries import incidents_noted
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.ledger.models import Entry, Leaf, Payload
from demeso.ledger.services import note_reading
from demeso.ledger.verification import verify
from demeso.survivors.models import OwnAccess, Survivor
from demeso.vault.models import Body, Grant
from tests.casework.following import close
from tests.cast import hire
from tests.desk.watching import SECRETS, hidden, let_years_pass, tell, words
from tests.handing import help_someone
from tests.portering import give_number

ACCESSES = "/desk/acces"
PHRASE = "trois puits et une calebasse"
FILE = {"purpose": "supervision", "medium": "file", "phrase": PHRASE, "again": PHRASE}


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys, "health", "legal")


def today(days: int = 0) -> str:
    return str(now().date() + timedelta(days=days))


def test_scenario_19_reads_lists_papers_and_refusals_stand_beside_a_code(
    enter, awa, yelen, kadi, bintou, helped
):
    enter(kadi).get("/desk/suivi")
    for medium in ("file", "paper"):
        page = enter(kadi).get("/desk/emporter/tracker")
        enter(kadi).post(
            "/desk/emporter/tracker", {**hidden(page), **FILE, "medium": medium}
        )
    sira = hire(awa, yelen.id, "Sira", "dpo")
    enter(sira).post(ACCESSES, {"code": helped.code, "reason": "other"})
    browser = enter(bintou)
    said = words(browser.post(ACCESSES, {"code": helped.code, "reason": "request"}))
    for sign in ("lu", "emporté", "imprimé", "refusé", "écrit"):
        assert f" {sign} " in said.partition("Où, et pourquoi")[2], sign
    assert "Kadi, Association Dɛmɛ" in said
    assert "Sira, Centre Yèlèn" in said
    only = {"code": helped.code, "reason": "request", "kind": "printed"}
    table = words(browser.post(ACCESSES, only)).partition("Où, et pourquoi")[2]
    assert "imprimé" in table
    assert "refusé" not in table
    assert verify().first is None


def test_scenario_19_a_person_and_some_days_show_what_was_read_and_refused(
    enter, kadi, bintou, aissata, helped
):
    at_work = enter(kadi)
    at_work.get("/desk/suivi")
    at_work.get("/desk/acces")
    browser = enter(bintou)
    asked = {"reason": "routine", "worker": kadi.id}
    said = words(browser.post(ACCESSES, asked)).partition("Où, et pourquoi")[2]
    assert show_code(helped.code) in said
    assert "Suivi de l’équipe" in said
    assert "n’est pas pour vous" in said
    assert "Aissata" not in said
    before = {**asked, "until": today(-1), "since": today(-3)}
    assert "Rien dans ces jours" in words(browser.post(ACCESSES, before))


def test_scenario_23_a_list_leaves_for_a_purpose_closed_marked_and_seen(
    enter, awa, kadi, bintou, deme_keys, helped
):
    other = help_someone(
        hire(awa, deme_keys.id, "Issa", "caseworker"), deme_keys, "police"
    )
    browser = enter(kadi)
    page = browser.get("/desk/emporter/tracker")
    no_purpose = browser.post("/desk/emporter/tracker", {**hidden(page), **FILE,
                              "purpose": ""})  # fmt: skip
    assert "Dites pour quoi faire" in words(no_purpose)
    assert not Export.objects.exists()
    sent = browser.post("/desk/emporter/tracker", {**hidden(page), **FILE})
    assert sent.headers["Content-Disposition"].endswith('.csv.age"')
    raw = sent.content
    assert raw.startswith(b"age-encryption.org/v1")
    assert show_code(helped.code).encode() not in raw
    text = pyrage.passphrase.decrypt(raw, PHRASE).decode("utf-8-sig")
    (made,), mark = Export.objects.all(), _mark(kadi)
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) > 3]
    assert {row[0] for row in rows[1:]} == {
        show_code(helped.code),
        show_code(other.code),
    }
    assert all(row[-1] == mark for row in rows[1:])
    taken = f"{localtime(made.made_at):%H:%M}"
    assert [one in " ".join(text.splitlines()[:4]) for one in ("Kadi", taken)] == [
        True, True,
    ]  # fmt: skip
    assert (made.purpose, made.rows, made.worker_id) == ("supervision", 2, kadi.id)
    seen = words(enter(bintou).get("/desk/listes"))
    assert "Kadi" in seen
    assert mark in seen
    assert "Réunion de supervision" in seen
    assert verify().first is None


def _mark(person) -> str:
    """Return the mark that each line of a list carries: who took it, which list."""
    return f"{person.id[-6:]}-{Export.objects.get().id[-6:]}".upper()


def test_scenario_23_only_a_right_opens_the_door_and_only_ones_own_codes_leave(
    enter, awa, yelen, bintou, fatoumata, kadi, helped
):
    for person in (helped.by, bintou, awa):
        assert enter(person).get("/desk/emporter/tracker").status_code == 404
    assert enter(kadi).get("/desk/emporter/figures").status_code == 404
    elsewhere = hire(awa, yelen.id, "Rokia", "supervisor")
    browser = enter(elsewhere)
    page = browser.get("/desk/emporter/tracker")
    paper = browser.post(
        "/desk/emporter/tracker", {**hidden(page), **FILE, "medium": "paper"}
    )
    assert show_code(helped.code) not in words(paper)
    browser = enter(fatoumata)
    page = browser.get("/desk/emporter/figures")
    figures = browser.post("/desk/emporter/figures", {**hidden(page), **FILE})
    text = pyrage.passphrase.decrypt(figures.content, PHRASE).decode("utf-8-sig")
    assert show_code(helped.code) not in text
    assert "Ne mesure pas la violence" in text


def test_scenario_70_she_asks_is_answered_and_what_she_wants_gone_is_gone(
    enter, aissata, bintou, salif, helped
):
    tell(helped)
    browser = enter(aissata)
    page = browser.get("/desk/demandes")
    asked = {"survivor": helped.survivor, "asked": ["read", "erase"],
             "asked_on": today(-2)}  # fmt: skip
    sent = browser.post("/desk/demandes", {**hidden(page), **asked})
    (row,) = Request.objects.all()
    assert sent.headers["Location"] == f"/desk/demandes/{row.id}"
    assert str(row.due_on) == today(28)
    place = f"/desk/demandes/{row.id}"
    assert "encore 28 jours" in words(enter(bintou).get(place))
    assert enter(salif).get(place).status_code == 404
    browser = enter(aissata)
    page = browser.get(place)
    short = {"done": ["was_read"], "answered_on": today()}
    unanswered = browser.post(place, {**hidden(page), **short})
    assert "Il manque la réponse" in words(unanswered)
    assert Body.objects.filter(compartment="contact").exists()
    whole = {"done": ["was_read", "was_erased", "was_kept"], "answered_on": today(),
             "erased": ["identity", "contact"], "kept_because": ["trace"]}  # fmt: skip
    assert browser.post(place, {**hidden(page), **whole}).status_code == 302
    assert not Body.objects.filter(compartment__in=["identity", "contact"]).exists()
    assert Body.objects.filter(compartment="narrative").exists()
    proof = words(enter(bintou).get(place))
    for said in ("répondu", "C’est effacé", "La trace de qui a fait quoi", "feuille"):
        assert said.lower() in proof.lower(), said
    assert verify().first is None


def test_scenario_70_what_was_wrong_is_put_right_and_read_to_her_again(
    enter, aissata, bintou, helped
):
    tell(helped)
    browser = enter(aissata)
    asked = {"survivor": helped.survivor, "asked": ["correct"], "asked_on": today()}
    sent = browser.post("/desk/demandes", {**hidden(browser.get("/desk/demandes")),
                        **asked})  # fmt: skip
    place = sent.headers["Location"]
    short = {**hidden(browser.get(place)), "done": ["was_read"],
             "answered_on": today()}  # fmt: skip
    assert "Il manque la réponse" in words(browser.post(place, short))
    right = {"profile": {"age_band": "18_25"}}
    aissata.do("identity.recorded", helped.survivor, "identity@1", groups=right,
               base=Leaf.objects.count())  # fmt: skip
    assert Survivor.objects.get(id=helped.survivor).age_band == "18_25"
    whole = {**hidden(browser.get(place)), "done": ["was_corrected"],
             "answered_on": today()}  # fmt: skip
    assert browser.post(place, whole).status_code == 302
    proof = words(enter(bintou).get(place))
    assert "C’est corrigé" in proof
    assert "feuille" in proof
    assert verify().first is None


def test_scenario_71_a_limit_erases_what_is_hers_and_keeps_what_is_counted(
    enter, aissata, kadi, bintou, fatoumata, helped, gate
):
    tell(helped)
    give_number(helped)
    said = {"link": {"case": helped.case}, "type": {"q_penetration": "yes"},
            "when": {"month": "2026-10"}}  # fmt: skip
    aissata.do("incident.recorded", aissata.new_id(), "incident@1", groups=said)
    close(helped, kadi)
    let_years_pass(helped, 6)
    browser = enter(bintou)
    page = browser.get("/desk/durees")
    assert show_code(helped.code) in words(page)
    assert Survivor.objects.filter(code=helped.code).exists()
    tampered = {**hidden(page), "list_digest": "x"}
    assert "La liste a changé" in words(browser.post("/desk/durees", tampered))
    sent = browser.post("/desk/durees", hidden(page))
    assert (sent.status_code, sent.headers["Location"]) == (302, "/desk/durees")
    _nothing_of_her_is_left(helped)
    (counted,) = CountedIncident.objects.all()
    assert counted.gbv_type == "rape"
    month, shown = incidents_noted(
        actor=fatoumata.actor, at=now() + timedelta(days=40), month=counted.month_noted
    )
    assert month == counted.month_noted
    assert any("<5" in cells for _row, cells in shown.rows)
    after = browser.get("/desk/durees")
    assert "Rien n’a atteint sa limite" in words(after)
    assert "Dossiers : 1" in words(after)
    assert verify().first is None


def _nothing_of_her_is_left(helped) -> None:
    person = Survivor.objects.filter(id=helped.survivor).first()
    assert person.code != helped.code
    assert (person.sex, person.age_band, person.language) == ("", "", "")
    assert not Body.objects.filter(object=helped.case).exists()
    assert not Grant.objects.filter(object=helped.case).exists()
    assert not Incident.objects.exists()
    assert not OwnAccess.objects.exists()
    (case,) = Case.objects.filter(survivor=helped.survivor)
    assert case.erased_at == person.erased_at is not None
    hers = Entry.objects.filter(root=helped.survivor).values_list("position", flat=True)
    assert hers
    assert not Payload.objects.filter(pk__in=list(hers)).exists()
    kept = " ".join(Payload.objects.values_list("body", flat=True))
    assert helped.code not in kept


def test_scenario_71_first_goes_who_she_is_and_a_named_reason_keeps_a_file(
    enter, kadi, bintou, helped
):
    tell(helped)
    close(helped, kadi)
    let_years_pass(helped, 3)
    browser = enter(bintou)
    page = browser.get("/desk/durees")
    assert "Nom et contact" in words(page)
    holding = {**hidden(page), "record": new_id(helped), "act": new_id(helped),
               "base": "0", "code": helped.code, "hold_why": "trial"}  # fmt: skip
    assert browser.post("/desk/durees/garder", holding).status_code == 302
    held = browser.get("/desk/durees")
    assert "Une procédure que la personne souhaite" in words(held)
    assert "Effacer" not in words(held).partition("Gardé au-delà")[0].replace(
        "effacements", "").partition("À effacer")[2]  # fmt: skip
    (hold,) = [
        line.split("/")[4].split('"')[0]
        for line in held.content.decode().splitlines()
        if "/desk/durees/lever/" in line
    ]
    lifting = {"act": new_id(helped), "record": hold, "base": "0",
               "lifted_why": "over"}  # fmt: skip
    assert browser.post(f"/desk/durees/lever/{hold}", lifting).status_code == 302
    sent = browser.post("/desk/durees", hidden(browser.get("/desk/durees")))
    assert sent.status_code == 302
    left = set(
        Body.objects.filter(object=helped.case).values_list("compartment", flat=True)
    )
    assert left == {"narrative"}
    assert Survivor.objects.filter(code=helped.code, erased_at=None).exists()
    assert verify().first is None


def new_id(helped) -> str:
    return helped.by.new_id()


def test_scenario_71_a_breach_is_followed_from_the_device_to_the_lesson(
    enter, bintou, helped
):
    told_the_device(helped)
    browser = enter(bintou)
    page = browser.get("/desk/incidents/nouveau")
    opened = {"what": "stolen", "known_on": today(), "device": helped.by.pen.device}
    sent = browser.post("/desk/incidents/nouveau", {**hidden(page), **opened})
    (breach,) = Breach.objects.all()
    place = f"/desk/incidents/{breach.id}"
    assert sent.headers["Location"] == place
    said = words(browser.get(place))
    assert show_code(helped.code) in said
    assert "h pour déposer" in said
    closing = {"deed": "close", "harm": "possible"}
    early = browser.post(place, {**hidden(browser.get(place)), **closing})
    assert "Notez d’abord le dépôt" in words(early)
    _every_step(browser, place)
    browser.post(place, {**hidden(browser.get(place)), **closing})
    breach.refresh_from_db()
    assert (breach.harm, breach.closed_at is not None) == ("possible", True)
    said = words(browser.get(place))
    assert "APDP 2026-114" in said
    assert "Verrouiller plus tôt" in said
    looked = browser.post(ACCESSES, {"code": helped.code, "reason": "incident"})
    assert "Le code est touché par un incident" in words(looked)
    assert verify().first is None


def _every_step(browser, place: str) -> None:
    naming = {"step": "contained", "note": "Appeler Anta Kelet au 20 00 00 01"}
    refused = browser.post(place, {**hidden(browser.get(place)), **naming})
    assert "nomment quelqu’un" in words(refused)
    steps = (
        {"step": "contained", "note": "Appareil retiré, clés changées."},
        {"step": "told", "whom": "survivors", "done_on": today()},
        {"step": "filed", "reference": "APDP 2026-114", "done_on": today()},
        {"step": "lesson", "note": "Verrouiller plus tôt."},
    )
    for step in steps:
        done = browser.post(place, {**hidden(browser.get(place)), **step})
        assert done.status_code == 302, step


def told_the_device(helped) -> None:
    """Let her worker's device be told what it may hold, as an exchange does."""
    by = helped.by
    note_reading("field.device", [helped.survivor], actor=by.actor, at=by.stage.now())


def test_scenario_22_a_text_that_the_server_reads_is_refused_when_it_names(
    enter, kadi, helped
):
    browser = enter(kadi)
    page = browser.get("/desk/emporter/tracker")
    naming = {**FILE, "purpose": "other", "why": "pour Anta Kelet, quartier Medina"}
    sent = browser.post("/desk/emporter/tracker", {**hidden(page), **naming})
    assert "nomment quelqu’un" in words(sent)
    assert not Export.objects.exists()


def test_an_administrator_and_a_dump_of_every_table_hold_ciphertext_only(
    enter, awa, helped
):
    """Scenario 18, but for the second approver of roles, which stands elsewhere."""
    tell(helped)
    browser = enter(awa)
    for place in ("/desk/", "/desk/personnes", "/desk/agences", "/desk/annuaire"):
        said = browser.get(place).content.decode()
        assert helped.code not in said
        assert show_code(helped.code) not in said
    for place in ("/desk/protection", "/desk/suivi", "/desk/acces", "/desk/durees"):
        assert browser.get(place).status_code == 404
    dumped = " ".join(
        str(row)
        for table in (Body, Grant, Payload, Leaf, Entry, Survivor, Case)
        for row in table._default_manager.values_list()
    )
    assert [one for one in SECRETS.values() if one in dumped] == []
