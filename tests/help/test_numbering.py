"""Her own page: what her number shows, what it can stop, and what it never says."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings as configured

from demeso.help.rules import STOPS, digits, left
from demeso.help.views import numbering
from demeso.ledger.models import Entry
from demeso.referrals.models import Referral
from demeso.survivors.models import Callback, Survivor
from demeso.survivors.porter.asking import window
from demeso.vault.models import Deposit
from demeso.vault.queries import get_entry
from tests.casework.following import day, meet
from tests.cast import publish
from tests.handing import accept, hand_over, help_someone, list_yelen
from tests.portering import NUMBER, PIN, give_number

PLACE = "/numero"
TOKEN = re.compile(r'name="token" value="([^"]*)"')
FORM = re.compile(r'name="form" value="([^"]*)"')
REACH = {"reach": "10 00 00 11 le soir", "hours": "mardi", "word": "tissu", "more": ""}
MOST_BYTES = 30 * 1024


@pytest.fixture
def helped(aissata, deme_keys, gate, monkeypatch):
    helped = help_someone(aissata, deme_keys)
    give_number(helped)
    monkeypatch.setattr(numbering, "now", aissata.stage.now)
    return helped


@pytest.fixture
def her(client):
    return Her(client)


class Her:
    """Somebody with a browser and nothing else."""

    def __init__(self, client, place=PLACE):
        self.client, self.place, self.text = client, place, ""

    def read(self, answer):
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        self.text = answer.content.decode()
        assert "<script" not in self.text
        return self.text

    def come(self, number=NUMBER, pin=PIN):
        form = FORM.search(self.read(self.client.get(self.place))).group(1)
        said = {"step": "enter", "form": form, "n": number, "p": pin}
        return self.read(self.client.post(self.place, said))

    def go(self, step, **more):
        said = {"step": step, "token": TOKEN.search(self.text).group(1), **more}
        return self.read(self.client.post(self.place, said))


def test_a_number_and_a_pin_are_taken_as_people_write_them():
    assert digits(" 40 71-82.63 ") == NUMBER
    assert digits("٤٠") == ""


def test_what_she_leaves_is_cut_to_size_and_nothing_empty_is_kept():
    given = {"reach": " loin " * 60, "hours": "", "other": "x"}
    assert set(left(given)) == {"reach"}
    assert len(left(given)["reach"]) <= 80


def test_each_thing_that_stops_says_what_then_stops():
    assert set(STOPS) == {"statistics", "release", "services"}
    assert all(len(stop.effects) >= 2 for stop in STOPS.values())


pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("place", ["/numero", "/en/numero"])
def test_the_page_is_small_and_needs_no_script_and_no_cookie(client, place):
    answer = client.get(place)
    text = Her(client).read(answer)
    style = configured.ROOT / "web" / "dist" / "carnet.css"
    assert len(answer.content) + style.stat().st_size < MOST_BYTES
    assert 'href="/quitter"' in text
    assert text.count("<h1") == 1
    assert f'action="{place}"' in text


def test_she_sees_days_and_what_she_allows_and_no_word_more(
    helped, her, yelen, nene, oumou
):
    entry = list_yelen(nene, yelen, nene, oumou)
    referral = hand_over(helped, entry, nene)
    meeting = helped.by.stage.time.date() + timedelta(days=3)
    accept(nene, referral, meeting.isoformat())
    text = her.come()
    assert f"{meeting.day} novembre" in text
    assert "avec 1 organisation" in text
    for never in (yelen.name, "Yèlèn", "Dɛmɛ", "Mopti", helped.code, helped.survivor,
                  helped.case, referral, NUMBER, PIN, "soins"):  # fmt: skip
        assert never not in text


def test_the_day_that_was_agreed_at_the_last_contact_is_shown(helped, her):
    meet(helped, next_on=day(helped, 5), in_danger="no")
    meeting = date.fromisoformat(day(helped, 5))
    assert f"{meeting.day} novembre" in her.come()


def test_a_wrong_pin_and_an_unknown_number_get_the_same_page(helped, her):
    def plain(text):
        return FORM.sub("", text)

    wrong = plain(her.come(pin="935160"))
    unknown = plain(her.come(number="99999999"))
    short = plain(her.come(number="12"))
    assert wrong == unknown == short
    assert "Cela ne s’ouvre pas" in wrong
    for _try in range(5):
        her.come(pin="935160")
    assert plain(her.come()) == wrong, "locked looks the same"


def test_somebody_elses_wrong_tries_are_told(helped, her):
    her.come(pin="935160")
    assert "trompé de code secret 1 fois" in her.come()


def test_back_opens_nothing_again(helped, her, client):
    form = FORM.search(her.read(client.get(PLACE))).group(1)
    said = {"step": "enter", "form": form, "n": NUMBER, "p": PIN}
    assert "Ce qui est prévu" in her.read(client.post(PLACE, said))
    turned = {"step": "stop", "token": TOKEN.search(her.text).group(1)}
    assert "Que voulez-vous arrêter" in her.read(client.post(PLACE, turned))
    assert "Votre numéro" in her.read(client.post(PLACE, turned))
    assert "Ce qui est prévu" not in her.read(client.post(PLACE, said))


def test_a_page_that_stays_open_closes_by_itself(helped, her, gate, client):
    her.come()
    said = {"step": "look", "token": TOKEN.search(her.text).group(1)}
    answer = client.post(PLACE, said)
    assert answer.headers["Refresh"] == "600; url=/quitter"
    her.read(answer)
    gate.wait(601)
    assert "Votre numéro" in her.go("look")


@pytest.mark.parametrize("form", ["", "made-up", "made:up:form"])
def test_a_form_that_is_not_ours_costs_no_try(helped, her, client, form):
    said = {"step": "enter", "form": form, "n": NUMBER, "p": "935160"}
    for _try in range(6):
        her.read(client.post(PLACE, said))
    assert "Ce qui est prévu" in her.come()


@pytest.mark.parametrize(
    ("what", "goes_on"), [("statistics", True), ("services", False)]
)
def test_she_stops_in_two_steps_and_it_is_a_real_withdrawal(helped, her, what, goes_on):
    her.come()
    her.go("stop")
    assert Entry.objects.filter(kind="consent.withdrawn").count() == 0
    her.go("sure", what=what)
    assert Entry.objects.filter(kind="consent.withdrawn").count() == 0
    text = her.go("stopped", what=what)
    assert "C’est arrêté" in text
    [entry] = Entry.objects.filter(kind="consent.withdrawn")
    assert (entry.actor, entry.state) == (helped.survivor, "applied")
    assert (Survivor.objects.get().ended_at is None) is goes_on
    assert bool(TOKEN.search(text)) is goes_on
    assert ("Ce qui est prévu" in her.come()) is goes_on


def test_every_sharing_stops_at_once_and_referrals_are_recalled(
    helped, her, yelen, nene, oumou
):
    entry = list_yelen(nene, yelen, nene, oumou)
    hand_over(helped, entry, nene)
    her.come()
    her.go("sure", what="release")
    her.go("stopped", what="release")
    assert Referral.objects.get().recalled_at is not None
    assert "avec personne" in her.go("look")
    assert Survivor.objects.get().ended_at is None


@pytest.mark.parametrize("what", ["", "story", "everything"])
def test_only_what_stands_is_stopped(helped, her, what):
    her.come()
    assert "Que voulez-vous arrêter" in her.go("sure", what=what)
    assert "Que voulez-vous arrêter" in her.go("stopped", what=what)
    assert Entry.objects.filter(kind="consent.withdrawn").count() == 0


def test_without_an_intake_key_she_is_told_what_else_she_can_do(helped, her):
    her.come()
    assert "ne peut pas encore rappeler par ici" in her.go("call")
    her.go("called", **REACH)
    assert Callback.objects.count() == 0


def test_a_call_is_asked_for_and_its_words_are_sealed_on_arrival(
    helped, her, kadi, deme
):
    publish(kadi, deme, "intake")
    her.come()
    her.go("call")
    assert "Écrivez comment" in her.go("called", hours="mardi")
    assert "C’est noté" in her.go("called", **REACH)
    [asked] = Callback.objects.all()
    assert asked.survivor_id == helped.survivor
    [left_] = Deposit.objects.all()
    assert left_.object == asked.id
    assert get_entry("intake", deme.id)["owner"] == "intake"
    assert "tissu" not in str(left_.part)
    assert "On va vous rappeler" in her.go("look")


def test_three_calls_are_enough(helped, her, kadi, deme):
    publish(kadi, deme, "intake")
    her.come()
    for _ask in range(3):
        assert "C’est noté" in her.go("called", **REACH)
    assert "déjà notées" in her.go("call")
    assert "déjà notées" in her.go("called", **REACH)
    assert Callback.objects.count() == 3


def test_when_nobody_answers_the_page_says_so_and_what_else_she_can_do(
    helped, her, client, settings, tmp_path
):
    form = FORM.search(her.read(client.get(PLACE))).group(1)
    settings.PORTER = tmp_path
    assert not window(tmp_path).exists()
    answer = client.post(PLACE, {"form": form, "n": NUMBER, "p": PIN})
    assert answer.status_code == 503
    assert "La personne qui vous accompagne" in her.read(answer)


def test_english_speaks_english(helped, client):
    her = Her(client, "/en/numero")
    text = her.come()
    assert '<html lang="en"' in text
    assert 'action="/en/numero"' in text
    assert date(2026, 11, 2).strftime("%B") not in text, "no day is planned yet"
