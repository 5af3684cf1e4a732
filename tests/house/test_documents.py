"""Documents say what is true now."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from tests.house.source import PRODUCT, ROOT, Source, apps, calls, chain, files, sources

READERS = {"text", "flag", "number", "secret", "get", "getenv", "pop", "setdefault"}
VARIABLE = re.compile(r"^(DEMESO_[A-Z0-9_]+|DATABASE_URL)$")
SPOKEN = re.compile(r"\$[({]?(DEMESO_[A-Z0-9_]+|DATABASE_URL)")
CODE = re.compile(r'"([a-z_]+\.[a-z_]+)"')
NEEDED = (
    "README.md", "CONVENTIONS.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md",
    "LICENSE", "docs/architecture.md", "docs/glossary.md", "docs/threat-model.md",
    "docs/operations.md", "docs/states.md", "docs/scenarios.md",
)  # fmt: skip


def caption_faults(app: str, text: str) -> list[str]:
    """Return what is wrong with the caption of an app."""
    words = ast.get_docstring(ast.parse(text)) or ""
    if not words:
        return [f"{app}: no caption"]
    lines = len(words.splitlines())
    return [f"{app}: caption of {lines} lines"] if lines > 4 else []


def variables_read(source: Source) -> set[str]:
    """Return the environment variables that a module reads."""
    asked = {
        call.args[0].value
        for call in calls(source.tree)
        if call.args
        and chain(call)[-1:] and chain(call)[-1] in READERS
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }  # fmt: skip
    taken = {
        node.slice.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Subscript)
        and chain(node.value)[-1:] == ["environ"]
        and isinstance(node.slice, ast.Constant)
    }
    return {name for name in asked | taken if VARIABLE.match(str(name))}


def codes_raised(source: Source) -> set[str]:
    """Return the refusal codes that a module can raise."""
    found = set()
    for call in calls(source.tree):
        names = chain(call)[-1:]
        place = {"RefusedError": 0, "UnknownError": 0, "refuse_unless": 1}.get(
            names[0] if names else "", -1
        )
        if 0 <= place < len(call.args) and isinstance(call.args[place], ast.Constant):
            found.add(str(call.args[place].value))
    return found


def codes_refused(text: str) -> set[str]:
    """Return the refusal codes that a module of TypeScript can throw."""
    found = set()
    for call in re.finditer(r"\b(?:Refused|refuseUnless)\(", text):
        found |= set(CODE.findall(_arguments(text, call.end())))
    return found


def _arguments(text: str, start: int) -> str:
    depth, place = 1, start
    while depth and place < len(text):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    return text[start:place]


def codes_said() -> set[str]:
    """Return the codes that the app's document has words for."""
    said = set(import_string("config.messages.MESSAGES"))
    for path in (PRODUCT / "worker" / "templates").rglob("*.html"):
        said |= set(re.findall(r'data-code="([^"{]+)"', path.read_text("utf-8")))
    return said


def unsaid(words: Iterable[str], document: str) -> list[str]:
    """Return the words that a document does not hold as `code`."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return sorted(word for word in set(words) if f"`{word}`" not in text)


def test_every_document_is_there():
    assert [path for path in NEEDED if not (ROOT / path).exists()] == []


def test_every_app_has_a_caption():
    found = [
        fault
        for app in apps()
        for fault in caption_faults(
            app, (PRODUCT / app / "__init__.py").read_text("utf-8")
        )
    ]
    assert found == []


def test_every_app_is_in_the_architecture():
    assert unsaid(apps(), "docs/architecture.md") == []


def test_every_variable_of_the_environment_is_in_operations():
    read = {v for s in sources("config", "demeso", "client", "bench", "tests")
            for v in variables_read(s)}  # fmt: skip
    for path in [*files(".sh"), ROOT / "Makefile"]:
        read |= set(SPOKEN.findall(path.read_text(encoding="utf-8")))
    assert unsaid(read, "docs/operations.md") == []


def test_every_kind_of_act_is_in_the_glossary():
    kinds = import_string(settings.DEMESO_KINDS)
    assert unsaid(kinds, "docs/glossary.md") == []


def test_every_kind_of_act_is_called_as_it_is_listed():
    kinds = import_string(settings.DEMESO_KINDS)
    assert [name for name, kind in kinds.items() if kind.name != name] == []


def test_every_refusal_has_words():
    raised = {c for s in sources("config", "demeso") for c in codes_raised(s)}
    messages = import_string("config.messages.MESSAGES")
    assert sorted(raised - set(messages)) == []


def test_every_refusal_of_the_app_has_words():
    said, refused = codes_said(), set()
    for path in files(".ts"):
        if not path.name.endswith(".test.ts"):
            refused |= codes_refused(path.read_text("utf-8"))
    assert {"exchange.endless", "grant.recipient", "unlock.often"} <= refused
    assert sorted(refused - said) == []
    assert "http" in said  # the words of every status that has no code of its own


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in files(".md"):
        for target in re.findall(
            r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")
        ):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert broken == []


def test_gaps_are_found():
    assert caption_faults("casework", "x = 1")
    assert caption_faults("casework", '"""a\nb\nc\nd\ne\n"""')
    planted = Source(
        "config/settings.py",
        'env.text("DEMESO_PLANTED")\nos.environ["DATABASE_URL"]\n'
        'raise RefusedError("case.planted")\nrefuse_unless(x, "line.planted")\n',
    )
    assert variables_read(planted) == {"DEMESO_PLANTED", "DATABASE_URL"}
    assert codes_raised(planted) == {"case.planted", "line.planted"}
    typescript = """
        throw new Refused(status === 429 ? "planted.often" : "planted.wrong");
        refuseUnless(isSame(one, two("a.b")), "planted.other", field);
        tellNews("planted.never");
    """
    assert codes_refused(typescript) == {
        "planted.often", "planted.wrong", "planted.other", "a.b",
    }  # fmt: skip
    assert unsaid({"planted.never"}, "docs/glossary.md") == ["planted.never"]
    assert not (Path(ROOT) / "docs/planted.md").exists()
