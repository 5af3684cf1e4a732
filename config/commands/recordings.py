"""`demeso recordings`: which questions can be heard, and which are missing."""

import argparse
import sys

from django.conf import settings

from demeso.help.hearing import SPOKEN, unspoken
from demeso.kernel.country import country
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
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _missing(language: str) -> list[tuple[str, str]]:
    return [*lacking(language), *unspoken(language)]
