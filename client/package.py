"""The package of a referral: what she allowed (docs/formats/sealing.md)."""

from collections.abc import Iterable, Mapping

from demeso.consent.rules.allowing import CATEGORIES
from demeso.kernel.canon import Json
from demeso.survivors.forms import IDENTITY

SUMMARY = ("summary",)
# Category → the questions that it may answer.
SHAPE: dict[str, tuple[str, ...]] = {
    category: SUMMARY for category, _text in CATEGORIES
} | {
    "need": ("service", "urgent"),
    "contact": tuple(q.name for q in IDENTITY.questions if q.compartment == "contact"),
}

Package = dict[str, dict[str, Json]]


def packed(allowed: Iterable[str], told: Mapping[str, Json]) -> Package:
    """Return what may leave of what was told: the allowed categories, and no other."""
    kept = set(allowed)
    return unpacked({category: told[category] for category in told if category in kept})


def unpacked(content: Mapping[str, Json]) -> Package:
    """Return what a reader understands of a package; the rest is left out."""
    found: Package = {}
    for category, questions in SHAPE.items():
        told = content.get(category)
        if not isinstance(told, dict):
            continue
        kept = {name: told[name] for name in questions if _is_said(told.get(name))}
        if kept:
            found[category] = kept
    return found


def _is_said(value: Json) -> bool:
    if isinstance(value, list):
        return value != [] and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and value != ""
