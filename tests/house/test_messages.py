"""French is the source, English is complete."""

import re

from django.utils.translation import ngettext, override

from tests.house.messages import (
    FRENCH,
    collected,
    empty,
    messages_in,
    read,
    spoken,
    untranslated,
    written,
)
from tests.house.source import files, name

HOLES = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
# Words between tags that no translation call stands around.
BARE = re.compile(r">\s*([^<>{}%\s][^<>{}%]*[A-Za-zÀ-ÿ]{3}[^<>{}%]*)<")
LANGUAGES = {"Français", "English"}  # each in its own language


def holes(text: object) -> set[str]:
    """Return the named placeholders of a message."""
    texts = text if isinstance(text, tuple | list) else [text]
    return {a or b for t in texts for a, b in HOLES.findall(str(t))}


def bare_words(text: str) -> list[str]:
    """Return words of a template that nobody can translate."""
    plain = re.sub(r"{% (comment|verbatim) .*?{% end\1 %}", "", text, flags=re.S)
    plain = re.sub(r"{% blocktrans.*?{% endblocktrans(late)? %}", "", plain, flags=re.S)
    plain = re.sub(
        r"<(script|style|code)\b.*?</\1>|<!--.*?-->|{#.*?#}", "", plain, flags=re.S
    )
    found = [" ".join(words.split()) for words in BARE.findall(plain)]
    return [words for words in found if words not in LANGUAGES]


def test_every_french_message_has_its_english():
    assert untranslated(read(), collected()) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    said = {(m.id, m.context) for m in collected()}
    assert [str(m.id) for m in read() if m.id and (m.id, m.context) not in said] == []


def test_french_counts_nothing_and_one_alike():
    assert FRENCH.read_bytes() == written(spoken(collected())), "make messages"
    one, many = "%(n)s heure", "%(n)s heures"
    with override("fr"):
        assert [ngettext(one, many, n) for n in (0, 1, 2)] == [one, one, many]
    with override("en"):
        assert ngettext(one, many, 0) != ngettext(one, many, 1)


def test_english_keeps_the_placeholders_of_the_french():
    said = [m for m in read() if m.id and m.string]
    wrong = [m.id for m in said if holes(m.id) != holes(m.string)]
    assert wrong == []


def test_templates_hold_no_words_outside_translation():
    found = {
        name(path): bare_words(path.read_text(encoding="utf-8"))
        for path in files(".html")
        if name(path).startswith("demeso/")
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_planted_gaps_are_found():
    script = 'x = _("Bonjour %(who)s")\ny = ngettext("un", "plusieurs", 2)\n'
    page = (
        '{% load i18n %}{% translate "Oui" %}'
        "{% blocktranslate %}A {{ b }}{% endblocktranslate %}"
    )
    found = empty()
    for path, text in (("a.py", script), ("a.html", page)):
        for _line, message, _notes, context in messages_in(path, text):
            found.add(message, context=context)
    assert len(untranslated(empty(), found)) == 4
    assert holes("Bonjour %(who)s") != holes("Hello")
    assert bare_words("<p>Bonjour à tous</p>") == ["Bonjour à tous"]
    assert not bare_words('<p>{% translate "Bonjour" %}</p><b>·</b>')
