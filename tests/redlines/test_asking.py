"""Red lines about what is asked, of whom, and how."""

import re
from html import unescape
from itertools import product

import pytest

from config.acts import FORMS
from demeso.agencies.rules.roles import ROLES
from demeso.casework.models import Incident
from demeso.casework.rules.plan import OUTCOMES
from demeso.consent.rules.allowing import CATEGORIES, ConsentAnswers, May, may_keep
from demeso.consent.rules.children import (
    AGE_GROUPS,
    GIVERS,
    MAY_CONSENT,
    is_giver_suspected,
    may_consent,
    needs_approval,
)
from demeso.desk.rules.tracking import SAID
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.forms import Form, Kind, Question
from demeso.referrals.rules.answering import RECEIVED, Status
from demeso.worker.drawing import draw
from tests.house.source import files, name
from tests.redlines.scan import LANGUAGES, STAFF, asking, hers, questions

WHY = re.compile(r"\bpourquoi\b|\bwhy\b|pour quelle raison|for what reason", re.I)
PROOF = re.compile(
    r"\bpreuve|\bproof|\bévidence|photo|\bimage|vidéo|video|enregistrement audio|"
    r"viergi|hymen|virgin|sperm|éjacul|position|\bvêtements|\bcloth|"
    r"combien de fois|how many times|résist|resist|\bcri[ée]|scream|"
    r"vie sexuelle|sexual history|partenaires sexuels|rapports consentis|"
    r"étape par étape|step by step|en détail|in detail",
    re.I,
)
ACCUSED = re.compile(
    r"mise? en cause|auteur|agresseur|suspect|coupable|perpetrator|accused|"
    r"alleged|offender|abuser",
    re.I,
)
CODED = {Kind.CHOICE, Kind.CHOICES, Kind.CODE}
DEADLY = re.compile(
    r"orientation sexuelle|sexual orientation|identité de genre|gender identity|"
    r"homosex|lesb|\bgay\b|bisex|transgenre|transgender|intersex|lgbt|sogi|"
    r"\bvih\b|\bhiv\b|\bsida\b|\baids\b|séropos|seropos|"
    r"avort|abort|\bivg\b|interruption de grossesse|"
    r"ethni|\btribu|\bclan\b|\bcaste|peul\b|fulani|dogon|touareg|tuareg|"
    r"religi|musulman|muslim|chrétien|christian|"
    r"groupe armé|armed group|milice|militia|jihad|djihad|combattant|combatant|"
    r"affiliation",
    re.I,
)
SETTLED = re.compile(
    r"médiation|mediation|arrangement|amiable|amicab|réconcili|reconcil|"
    r"mariage|marriage|married|épous|settle",
    re.I,
)
PROMISED = re.compile(
    r"(?:totalement|entièrement|100 ?%|absolument) confidentiel|"
    r"(?:fully|completely|100 ?%|totally) confidential|"
    r"personne ne (?:le )?saura jamais|never tell anyone|secret absolu|"
    r"anonymat garanti|guaranteed",
    re.I,
)
CONFRONTED = re.compile(
    r"confront|identifi|reconna[iî]|désign|montrer|répéter|raconter encore|"
    r"recogni[sz]e|point out|repeat|tell .* again|face to face",
    re.I,
)
# A number of cases to reach, a place among colleagues, a prize for speed.
PRIZED = re.compile(
    r"\bquota|palmarès|\bclassement|objectifs? (?:du mois|de la semaine|par mois|à "
    r"atteindre)|meilleure? (?:équipe|gestionnaire|mois)|\bbravo\b|félicitations|"
    r"leaderboard|\bstreak|\bbadges?\b|monthly target|target of|top (?:team|worker)|"
    r"well done|congratulations",
    re.I,
)
TICKED = re.compile(
    r"\bchecked\b|<option value=\"[^\"]+\" selected|aria-checked=\"true"
)


def test_redline_09_no_question_asks_why_or_for_proof():
    assert asking(WHY, hers()) == []
    assert asking(PROOF, hers()) == []


def test_redline_09_pictures_and_recordings_have_no_kind_of_answer():
    assert {kind.value for kind in Kind} == {
        "text", "story", "choice", "choices", "number", "day", "month", "code", "id",
        "made", "lines",
    }  # fmt: skip
    for form in FORMS.values():
        assert not re.search(r'type="file"|capture=|accept=', draw(form)), form.id


def test_redline_09_a_story_is_never_needed():
    told = [q for _place, q in questions(hers()) if q.kind is Kind.STORY]
    assert told
    assert not any(question.needed or not question.compartment for question in told)


def test_redline_11_of_an_accused_person_the_server_learns_only_codes():
    about = dict(questions(hers()))
    accused = [about[place] for place in asking(ACCUSED, hers())]
    assert {q.name for q in accused} >= {"relationship", "how_many"}
    open_ = [q for q in accused if q.kind not in CODED or not q.choices]
    # A trade, sealed on the device; the question itself says: never a name.
    assert [(q.name, q.compartment) for q in open_] == [("occupation", "sensitive")]
    assert "jamais un nom" in open_[0].hint
    assert not any(q.needed or q.derive for q in open_)
    derived = {name for q in about.values() if q.derive for name in q.derive}
    assert "occupation" not in derived
    group = [q for q in about.values() if q.group == "accused"]
    assert {q.kind for q in group} <= CODED
    assert not any(q.needed for q in group)


def test_redline_10_what_was_said_of_the_person_is_not_asked_again():
    """The incident takes it over by name, so both forms ask it in the same codes."""
    of_her = {q.name: q for q in FORMS["identity@1"].questions if not q.compartment}
    person = [q for q in FORMS["incident@1"].questions if q.group == "person"]
    assert {q.name for q in person} <= set(of_her)
    for question in person:
        known = of_her[question.name]
        assert (question.codes, question.listed) == (known.codes, known.listed)


def test_redline_11_no_column_keeps_an_answer_about_an_accused_person():
    asked = {q.name for q in FORMS["incident@1"].questions if q.topic == "accused"}
    assert len(asked) > 8
    assert asked & {field.name for field in Incident._meta.get_fields()} == set()
    sealed = {q.name for _place, q in questions(hers()) if q.compartment}
    assert {"occupation", "aid_link"} <= sealed


def test_redline_14_nothing_that_can_kill_is_asked():
    """The country's decision is off: there is no such question to switch on."""
    assert asking(DEADLY, hers()) == []
    named = {
        (place, code)
        for place, question in questions(hers())
        for code, label in question.choices
        if DEADLY.search(f"{code} {label}")
    }
    # An argument that others use against her is not her own religion.
    assert named == {("outcome@1:barriers", "family.religion")}


def test_redline_15_no_settlement_or_marriage_counts_as_help():
    kinds = (OUTCOMES, SERVICES, RECEIVED, CATEGORIES)
    labels = [f"{code} {label}" for table in kinds for code, label in table]
    labels += [status.value for status in Status]
    labels += [words for _sign, words in SAID.values()]
    assert [text for text in labels if SETTLED.search(text)] == []


def test_redline_15_pressure_to_settle_is_an_obstacle_and_never_an_outcome():
    named = {
        (place, code)
        for place, question in questions(FORMS.values())
        for code, label in question.choices
        if SETTLED.search(f"{code} {label}")
    }
    allowed = {  # obstacles to help, and what was done to her
        ("outcome@1:barriers", "family.settlement"),
        ("outcome@1:barriers", "family.marriage"),
        ("incident@1:gbv_type", "forced_marriage"),
        ("incident@1:harmful_practice", "early_marriage"),
        ("correction@1:corrected_type", "forced_marriage"),
    }
    lives = {  # how somebody lives, by the codes of GBVIMS
        ("identity@1:civil_status", "married_cohabitating"),
        ("identity@1:caregiver_civil_status", "married_cohabitating"),
        ("identity@1:lives_with", "spouse_cohabitating"),
        ("incident@1:civil_status", "married_cohabitating"),
    }
    assert named == allowed | lives


@pytest.mark.parametrize("language", LANGUAGES)
def test_redline_16_no_box_is_ticked_when_a_form_is_drawn(language):
    for form in FORMS.values():
        assert not TICKED.search(draw(form, language)), form.id


def test_redline_16_a_consent_is_short_and_lets_the_no_come_first():
    consent = FORMS["consent@1"]
    by_name = {question.name: question for question in consent.questions}
    assert by_name["services"].codes[0] == "not_now"
    assert by_name["statistics"].codes[0] == "no"
    walls = [q.name for q in consent.questions if len(q.text) + len(q.hint) > 360]
    assert walls == []


def test_redline_16_no_page_sets_a_target_or_gives_a_prize_for_cases():
    texts = {name(p): p.read_text(encoding="utf-8") for p in files(".html", ".po")}
    texts |= {form.id: draw(form) for form in FORMS.values()}
    assert [place for place, text in texts.items() if PRIZED.search(text)] == []
    assert PRIZED.search("Objectif du mois : 20 dossiers")
    assert PRIZED.search("Well done! Top team of March")


def test_redline_26_for_an_adult_nobody_else_says_yes():
    others = [giver for giver, _label in GIVERS if giver != "survivor"]
    ages = ["", "unknown", "declined", "adult", "15_17"]
    for age, giver, safe, assent in product(ages, others, ("", "yes"), ("", "yes")):
        said = ConsentAnswers(
            services="yes", age_group=age, given_by=giver, giver_safe=safe,
            assent=assent,
        )  # fmt: skip
        assert not may_consent(said), said


def test_redline_26_for_a_child_nobody_suspected_says_yes():
    """An adult about whom safety was denied, unknown or not asked is suspected."""
    for age, giver in product(("12_14", "6_11", "0_5"), ("caregiver", "trusted_adult")):
        for safe in ("", "no", "unknown", "declined"):
            said = ConsentAnswers(
                services="yes", age_group=age, given_by=giver, giver_safe=safe,
                assent="yes",
            )  # fmt: skip
            assert not may_consent(said), said


def test_redline_26_no_husband_or_relative_is_among_those_who_give_consent():
    assert set(MAY_CONSENT) == {code for code, _label in AGE_GROUPS}
    kin = re.compile(r"mari\b|époux|husband|spouse|conjoint|partner", re.I)
    assert [text for pair in GIVERS for text in pair if kin.search(text)] == []


def test_redline_26_without_a_caregiver_a_supervisor_looks_and_help_goes_on():
    ages, givers = ("12_14", "6_11", "0_5"), ("trusted_adult", "worker", "survivor")
    for age, giver in product(ages, givers):
        said = ConsentAnswers(
            services="yes", age_group=age, given_by=giver, giver_safe="yes",
            assent="yes",
        )  # fmt: skip
        assert needs_approval(said)
        assert not may_consent(said) or may_keep(said) is May.RECORD
    assert is_giver_suspected("caregiver", {"primary_caregiver"})


def test_redline_27_a_child_is_never_made_to_repeat_confront_or_identify():
    children = [
        Form("children", 1, "", tuple(q for q in form.questions if q.topic == topic))
        for form, topic in (
            (FORMS["identity@1"], "child"), (FORMS["consent@1"], "who"),
        )
    ]  # fmt: skip
    assert all(form.questions for form in children)
    assert asking(CONFRONTED, children, choices=True) == []
    assert asking(CONFRONTED, planted("Peux-tu désigner cette personne ?"))
    told = {q.name: q for q in FORMS["incident@1"].questions}
    assert "faire répéter" in told["reported_elsewhere"].hint
    assert not any(q.needed for q in told.values() if q.name != "case")


@pytest.mark.parametrize(
    ("language", "limits"),
    [
        ("fr", ("reste entre nous", "avec des limites", "danger grave", "un enfant",
                "travaille pour l’aide", "le saurait d’abord")),
        ("en", ("stays between us", "with limits", "serious danger", "a child",
                "works for aid", "would know first")),
    ],
)  # fmt: skip
def test_redline_30_limits_are_said_with_the_very_first_question(language, limits):
    """Before any answer can be given: the first text of the first form."""
    first = FORMS["consent@1"].questions[0]
    drawn = unescape(draw(FORMS["consent@1"], language))
    before = drawn[: drawn.index("<input")]
    assert first.name == "services"
    assert [words for words in limits if words not in before] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_redline_30_nothing_promises_a_silence_without_limits(language):
    texts = [unescape(draw(form, language)) for form in FORMS.values()]
    texts += [path.read_text(encoding="utf-8") for path in files(".html")]
    assert [text for text in texts if PROMISED.search(text)] == []
    assert PROMISED.search("C’est totalement confidentiel.")
    assert PROMISED.search("We will never tell anyone.")


def test_staff_forms_are_still_there():
    assert set(FORMS) >= STAFF
    assert ROLES


def planted(text: str, kind: Kind = Kind.TEXT) -> list[Form]:
    """Return a form with one question that crosses a line."""
    choices = (("x", text),) if kind in CODED else ()
    question = Question("planted", text, kind, "group", choices=choices)
    return [Form("planted", 1, "Planted", (question,))]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (WHY, "Pourquoi étiez-vous dehors ?"),
        (PROOF, "Avez-vous une photo ?"),
        (PROOF, "Combien de fois ?"),
        (ACCUSED, "Nom de l’agresseur"),
        (DEADLY, "Résultat du test VIH"),
        (DEADLY, "Quelle est votre ethnie ?"),
        (DEADLY, "Le groupe armé en cause"),
        (SETTLED, "Règlement à l’amiable"),
    ],
)
def test_a_planted_question_is_found(pattern, text):
    assert asking(pattern, planted(text)) == ["planted@1:planted"]
    assert asking(pattern, planted(text, Kind.CHOICE), choices=True)
    assert not asking(pattern, planted("Quelle langue ?"))


def test_a_planted_tick_is_found():
    assert TICKED.search('<input type="checkbox" value="yes" checked>')
    assert TICKED.search('<option value="bm" selected>')
    assert not TICKED.search('<option value="" selected>')
