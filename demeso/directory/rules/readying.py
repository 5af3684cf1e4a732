"""Decide what a place may say of its absences: for what it gives, and written right."""

from collections.abc import Collection
from dataclasses import dataclass

from demeso.directory.absences import is_absences, read_absences


@dataclass(frozen=True)
class ReadinessAnswers:
    """The answers of `site_readiness@1`; empty says that nobody is missing."""

    absences: str = ""


def readiness_fault(text: str, services: Collection[str]) -> str:
    """Return why absences cannot stand; empty when they can."""
    if not is_absences(text):
        return "absences.shape"
    named = {one.service for one in read_absences(text)}
    return "" if named <= set(services) else "site.not_offered"
