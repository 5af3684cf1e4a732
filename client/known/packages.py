"""Known answers for the package of a referral: its shape, what leaves, what is read."""

from typing import Any

from client.package import SHAPE, packed, unpacked

NEED = {"service": "health", "urgent": "yes"}
CONTACT = {"may_phone": "no", "meet_where": "au marché", "safe_days": ["monday"]}
INCIDENT = {"summary": "Quelques mots."}
HEEDED = {"conditions": {"summary": "Pas à mon frère."}}
ALL = {"need": NEED, "contact": CONTACT, "incident": INCIDENT}

TOLD: tuple[tuple[str, list[str], dict[str, Any]], ...] = (
    ("everything allowed", ["need", "contact", "incident"], ALL),
    ("the need alone", ["need"], ALL),
    ("neither need nor urgency without a yes to it", ["contact"], ALL),
    ("nothing allowed", [], ALL),
    ("an unknown category never leaves", ["need", "name"], ALL | {"name": {"x": "y"}}),
    ("what was left empty", ["need", "safety"], ALL | {"safety": {"summary": ""}}),
    ("always in the same order", ["incident", "need"], ALL),
    ("her conditions, word for word", ["need", "conditions"], ALL | HEEDED),
    ("conditions that are for her worker only", ["need"], ALL | HEEDED),
)
READ: tuple[tuple[str, dict[str, Any]], ...] = (
    ("as it was packed", ALL),
    ("one text for each category", {"need": "health", "urgent": "yes", "phone": "1"}),
    ("a category of a later version", ALL | {"visit": {"when": "2026-03-01"}}),
    ("an answer of a later version", {"need": NEED | {"floor": "2"}}),
    ("an answer that is neither text nor texts", {"need": NEED | {"urgent": {}}}),
    ("a list of something else", {"contact": {"safe_days": ["monday", 1]}}),
    ("a list where a category should be", {"need": ["health"]}),
    ("nothing", {}),
)


def package_vectors() -> dict[str, Any]:
    """Return what both sides of a referral must do alike."""
    return {
        "shape": {category: list(names) for category, names in SHAPE.items()},
        "packed": [
            {"name": name, "allowed": allowed, "told": told,
             "package": packed(allowed, told)}
            for name, allowed, told in TOLD
        ],
        "unpacked": [
            {"name": name, "content": content, "package": unpacked(content)}
            for name, content in READ
        ],
    }  # fmt: skip
