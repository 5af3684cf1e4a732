import json
import re
from html.parser import HTMLParser

import pytest

from config.acts import FORMS
from demeso.kernel.forms import TODAY, Kind
from demeso.worker.drawing import UNTYPED, draw
from tests.house.source import ROOT

SCREENS = "demeso/worker/templates/worker/screens"


class Page(HTMLParser):
    """What a browser reads: every element with its attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("input", "option", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag != "option":
            assert self.open.pop() == tag

    def all(self, tag, **marks):
        return [
            attrs for name, attrs in self.found
            if name == tag and all(attrs.get(k) == v for k, v in marks.items())
        ]  # fmt: skip

    def asked(self):
        return {a["data-question"]: a for _t, a in self.found if "data-question" in a}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_every_question_of_every_form_is_drawn_with_its_marks(form):
    page = Page(draw(form, "fr"))
    assert page.open == []
    asked = page.asked()
    assert list(asked) == [question.name for question in form.questions]
    for question in form.questions:
        marks = asked[question.name]
        assert marks["data-kind"] == question.kind
        assert marks["data-group"] == question.group
        assert marks.get("data-compartment", "") == question.compartment
        assert ("data-needed" in marks) == question.needed
        shown = question.when is None
        assert ("hidden" in marks) != shown
        assert shown or json.loads(marks["data-if"]) == question.when.data()


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_nothing_is_ticked_chosen_or_sent_beforehand(form):
    page = Page(draw(form, "fr"))
    assert page.all("form") == []
    for tag, attrs in page.found:
        assert "checked" not in attrs, tag
        assert "selected" not in attrs or attrs["value"] == "", tag
        assert tag != "input" or attrs["type"] in ("radio", "checkbox") or (
            "value" not in attrs and "name" not in attrs
        )  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_labels_hints_and_faults_are_tied_to_what_they_speak_of(form):
    page = Page(draw(form, "fr"))
    ids = [attrs["id"] for _tag, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _tag, attrs in page.found:
        for name in (*attrs.get("aria-describedby", "").split(), attrs.get("for", "")):
            assert not name or name in ids
    typed = [q for q in form.questions if q.kind not in UNTYPED]
    assert len(page.all("p", **{"class": "fault"})) == len(typed)


def test_every_choice_can_be_declined():
    page = Page(draw(FORMS["incident@1"], "fr"))
    radios = page.all("input", type="radio", name="incident-q_penetration")
    values = [attrs["value"] for attrs in radios]
    assert values == ["yes", "no", "unknown", "declined"]
    danger = page_values("safety@1", "safety-in_danger")
    assert danger == ["yes", "unsure", "no", "declined"]
    assert page_values("identity@1", "identity-may_phone") == ["no", "yes"]
    assert page_values("consent@1", "consent-services") == ["not_now", "yes"]


def page_values(form, name):
    radios = Page(draw(FORMS[form], "fr")).all("input", type="radio", name=name)
    return [attrs["value"] for attrs in radios]


def test_a_list_of_the_country_is_offered_under_its_headings():
    page = Page(draw(FORMS["incident@1"], "fr"))
    assert {"label": "Mopti"} in page.all("optgroup")
    assert {"value": "djenne"} in page.all("option")
    assert {"value": "bm"} in Page(draw(FORMS["consent@1"], "fr")).all("option")


def test_a_list_can_be_left_unsaid_unless_it_is_needed():
    page = Page(draw(FORMS["incident@1"], "fr"))
    values = [attrs["value"] for attrs in page.all("option")]
    assert values.count("unknown") == values.count("declined") == 2  # cercle, origin
    needed = Page(draw(FORMS["consent@1"], "fr")).all("option")
    assert {"unknown", "declined"} & {attrs["value"] for attrs in needed} == set()


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_what_belongs_together_stands_under_its_title(form):
    html = draw(form, "fr")
    page = Page(html)
    drawn = page.all("section", **{"class": "topic"})
    assert [attrs["data-topic"] for attrs in drawn] == [name for name, _ in form.topics]
    for attrs in drawn:
        assert len(page.all("h2", id=attrs["aria-labelledby"])) == 1
    sections = re.findall(r"<section.*?</section>", html, re.S)
    for (name, _title), whole in zip(form.topics, sections, strict=True):
        asked = list(Page(whole).asked())
        assert asked == [q.name for q in form.questions if q.topic == name]


def test_every_fault_has_its_words():
    words = (ROOT / SCREENS / "messages_faults.html").read_text(encoding="utf-8")
    codes = {"unknown", "hidden", "needed", "kind", "choice", "twice", "long"}
    for form in FORMS.values():
        for question in form.questions:
            for side, now, sources in (
                ("after", "future", question.latest),
                ("before", "past", question.earliest),
            ):
                codes |= {
                    now if source == TODAY else f"{side}.{source.split('.')[-1]}"
                    for source in sources
                }
    assert {"future", "after.told_on", "before.birth_date"} <= codes
    assert [code for code in codes if f'data-code="fault.{code}"' not in words] == []


def test_barriers_are_gathered_under_headings():
    page = Page(draw(FORMS["outcome@1"], "fr"))
    assert len(page.all("summary")) == 11
    barriers = next(q for q in FORMS["outcome@1"].questions if q.name == "barriers")
    drawn = [a["value"] for a in page.all("input", type="checkbox")]
    assert drawn == list(barriers.codes), "none is left out"


def test_needs_are_numbered_in_order():
    html = draw(FORMS["needs@1"], "fr")
    assert "data-ordered" in html
    assert html.count('class="rank"') == 7


@pytest.mark.parametrize(
    ("form", "mark", "kind"),
    [("identity@1", "identity-birth_date", "date"),
     ("incident@1", "incident-month", "month"),
     ("identity@1", "identity-called", "text")],
)  # fmt: skip
def test_what_is_typed_has_its_native_input(form, mark, kind):
    [found] = Page(draw(FORMS[form], "fr")).all("input", id=mark)
    assert found["type"] == kind
    assert found["autocomplete"] == "off"


def test_a_story_is_a_field_of_many_lines():
    drawn = Page(draw(FORMS["incident@1"], "fr")).all("textarea")
    [found] = [one for one in drawn if one["id"] == "incident-story"]
    assert found["maxlength"] == "4000"
    assert len(drawn) > 1


def test_a_form_speaks_the_language_asked_for():
    english, french = draw(FORMS["safety@1"], "en"), draw(FORMS["safety@1"], "fr")
    assert 'lang="en"' in english
    assert 'lang="fr"' in french
    assert draw(FORMS["safety@1"]) == french, "French when nothing is said"
    asked = re.findall(r"<legend>(.*?)</legend>", french)
    assert asked[0].startswith("Y a-t-il un danger")


def test_what_the_app_makes_is_never_typed():
    page = Page(draw(FORMS["consent@1"], "fr"))
    assert page.asked()["code"]["type"] == "hidden"
    kinds = {q.kind for form in FORMS.values() for q in form.questions}
    assert kinds >= {Kind.ID, Kind.MADE}
