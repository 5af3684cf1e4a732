"""Red lines about how long anything is kept, what is owed, and whom we speak for."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from config.acts import FORMS, KINDS
from demeso.desk.queries.reminding import urgent_tasks
from demeso.desk.rules.processing import GROUNDS, PURPOSES, processed
from demeso.desk.rules.retaining import Rested, Stage, ends_on
from demeso.desk.rules.tracking import SILENT, UNCONFIRMED, Handed, cell_of
from demeso.kernel.clock import now
from demeso.kernel.country import country
from demeso.kernel.ids import show_code
from demeso.referrals.rules.shredding import TRANSITIONS, State
from demeso.survivors.rules import AGE_BANDS
from tests.casework.following import close
from tests.desk.watching import hidden, let_years_pass, tell, words
from tests.house.source import files
from tests.redlines.scan import hers
from tests.redlines.test_building import matching, name, shown

CLOSED = date(2026, 3, 1)
# After the end: that something was done, signed, counted; never who, nor what of her.
TRACES = {
    "casework.Case", "consent.Consent", "ledger.Access", "ledger.Entry",
    "ledger.Payload", "ledger.Value", "survivors.Survivor", "vault.RetiredKey",
}  # fmt: skip
SAID = ("bm", "female", "26_40", "health", "legal", "low", "no", "yes")


CLAIMING = re.compile(
    r"\b(?:agréée?s?|homologuée?s?|labellisée?s?|cautionnée?s?) par\b"
    r"|\bau nom (?:de l’ONU|des Nations|du gouvernement|du ministère|de l’État)"
    r"|\bsous l’égide\b|\b(?:site|service|canal|partenaire|programme) officiel"
    r"|\b(?:endorsed|certified|accredited|authori[sz]ed) by\b"
    r"|\bon behalf of the (?:UN|United|government|ministry|State)"
    r"|\bofficial (?:site|service|channel|partner|programme)",
    re.I,
)
EMBLEMS = re.compile(r"(?:^|[-_/])(?:un|onu|unfpa|unhcr|unicef|minusma|armoiries)\b")
REPORTING = re.compile(r"complain|allegat|denounc|accus|plainte|signalement")


def ours() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("demeso.")]


def cells() -> dict[str, str]:
    """Return table → everything that its rows hold, as one text."""
    return {
        model._meta.label: " ".join(map(str, model._default_manager.values_list()))
        for model in ours()
    }


def test_redline_20_all_that_is_asked_of_her_has_a_purpose_and_a_ground():
    asked = processed(hers())
    assert len(asked) > 20
    unfounded = [
        f"{one.form}: {one.group}"
        for one in asked
        if not PURPOSES.get(one.purpose) or not GROUNDS.get(one.purpose)
    ]
    assert unfounded == []


@pytest.mark.parametrize("band", ["", *(code for code, _text in AGE_BANDS)])
def test_redline_20_whoever_she_is_each_stage_has_a_day(band):
    limits = country(settings.COUNTRY).limits
    rested = Rested("x", "X", CLOSED, CLOSED, band)
    first, last = (ends_on(rested, stage, limits) for stage in Stage)
    assert CLOSED < first <= last
    longest = max(limits.case_years, limits.child_until)
    assert last <= CLOSED.replace(year=CLOSED.year + longest)


@pytest.mark.django_db(databases="__all__")
def test_redline_20_after_the_end_no_table_holds_her(enter, kadi, bintou, helped):
    tell(helped)
    close(helped, kadi)
    let_years_pass(helped, 6)
    before = {place for place, text in cells().items() if helped.code in text}
    assert {"survivors.Survivor", "ledger.Payload"} <= before
    browser = enter(bintou)
    page = browser.get("/desk/durees")
    assert browser.post("/desk/durees", hidden(page)).status_code == 302
    after = cells()
    for written in (helped.code, show_code(helped.code)):
        assert [place for place, text in after.items() if written in text] == []
    tied = {
        model._meta.label: [str(row) for row in model._default_manager.values_list()
                            if helped.survivor in str(row) or helped.case in str(row)]
        for model in ours()
    }  # fmt: skip
    assert {place for place, rows in tied.items() if rows} <= TRACES
    kept = " ".join(row for rows in tied.values() for row in rows)
    assert [one for one in SAID if f"'{one}'" in kept or f'"{one}"' in kept] == []


@pytest.mark.django_db(databases="__all__")
def test_redline_31_an_answer_owed_to_her_is_shown_until_it_is_given(
    enter, aissata, bintou, helped
):
    request, asked_on = helped.by.new_id(), now().date() - timedelta(days=45)
    said = {"link": {"survivor": helped.survivor},
            "request": {"asked": ["read"], "asked_on": str(asked_on)}}  # fmt: skip
    helped.by.do("request.received", request, "request@1", groups=said)
    for days in (0, 90, 900):
        at = now() + timedelta(days=days)
        assert [urgent_tasks(one.actor, at=at) for one in (aissata, bintou)] == [1, 1]
    for person in (aissata, bintou):
        assert "en retard" in words(enter(person).get(f"/desk/demandes/{request}"))
    answer = {"done": ["was_read"], "answered_on": str(now().date())}
    helped.by.do("request.answered", request, "request_answer@1",
                 groups={"answer": answer})  # fmt: skip
    assert [urgent_tasks(one.actor, at=now()) for one in (aissata, bintou)] == [0, 0]


@pytest.mark.parametrize("days", [4, 40, 400])
def test_redline_31_silence_after_a_referral_never_turns_into_anything_else(days):
    sent = datetime(2026, 3, 1, tzinfo=UTC)
    at = sent + timedelta(days=days)
    silent = Handed(status="sent", sent_at=sent, urgent=False, to="Yèlèn")
    assert cell_of("sent", silent, at=at).words == SILENT
    day = sent.date() + timedelta(days=2)
    awaited = Handed(status="accepted", sent_at=sent, urgent=False, to="Yèlèn",
                     appointment_on=day)  # fmt: skip
    assert cell_of("accepted", awaited, at=at).words == UNCONFIRMED


def test_redline_31_word_that_is_late_is_owed_until_it_comes():
    """What was handed on and is taken back: lateness ends by the word alone."""
    assert TRANSITIONS[State.LATE] == {"shredding.confirmed": State.CONFIRMED}
    assert {act for act in KINDS if act.startswith("request.")} == {
        "request.received", "request.answered",
    }  # fmt: skip


def test_redline_32_nothing_says_that_an_authority_stands_behind_it():
    assert matching(CLAIMING, shown(".html", ".ts", ".py")) == []
    texts = [(name(path), path.read_text("utf-8")) for path in files(".po", ".toml")]
    assert matching(CLAIMING, texts) == []
    pictures = files(".svg", ".png", ".jpg", ".jpeg", ".ico", ".webp")
    assert [one for one in map(name, pictures) if EMBLEMS.search(one)] == []
    assert CLAIMING.search("Un service officiel, agréé par le ministère")
    assert CLAIMING.search("Endorsed by the United Nations")
    assert EMBLEMS.search("demeso/help/static/onu-logo.svg".removesuffix(".svg"))


def test_redline_32_nothing_here_takes_the_place_of_an_official_report():
    """No form, act or page takes a complaint: where one may go is asked of people."""
    assert [one for one in (*FORMS, *KINDS) if REPORTING.search(one)] == []
    asked = {q.name: q for q in FORMS["incident@1"].questions}["reported_elsewhere"]
    assert not asked.needed
    assert REPORTING.search("allegation.sent")
