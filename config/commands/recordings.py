"""`demeso recordings`: which questions can be heard, and which are missing."""

import argparse
import sys

from django.conf import settings

from demeso.help.hearing import SPOKEN, unspoken
from demeso.kernel.country import country
from demeso.kernel.recordings import APPROVALS, approvals, spoken_in
from demeso.worker.recordings import asked, lacking


def recordings(arguments: list[str]) -> int:
    """Count the recordings of each language; with a language, name what is missing."""
    parser = argparse.ArgumentParser(prog="demeso recordings")
    languages = dict(country(settings.COUNTRY).languages)
    parser.add_argument("language", nargs="?", choices=sorted(languages))
    chosen = parser.parse_args(arguments).language
    every = sum(map(len, (asked() | SPOKEN).values()))
    lines = [f"{settings.RECORDINGS}: {every} questions and pages in each language"]
    for code, name in languages.items():
        if chosen in (None, code):
            lines.append(f"{code:6} {every - len(_missing(code)):4} of {every}  {name}")
    if chosen:
        lines += [f"missing: {form}/{part}" for form, part in _missing(chosen)]
        lines += _unapproved(chosen)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _unapproved(language: str) -> list[str]:
    """Return what is spoken and waits for its approvals, with the digest to approve."""
    found = spoken_in(settings.RECORDINGS, (language,), asked() | SPOKEN)
    return [
        f"to approve ({len(approvals(one))} of {APPROVALS}): "
        f"{one.form}/{one.question} {one.digest}"
        for one in found
        if len(approvals(one)) < APPROVALS
    ]


def _missing(language: str) -> list[tuple[str, str]]:
    return [*lacking(language), *unspoken(language)]
