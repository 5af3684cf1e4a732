"""Spoken words beside the country's facts: which files are there, and what they say.

`audio/<language>/<what@version>/<part>.<ending>` (docs/formats/form.md, “Heard”), and
beside it `<part>.approved`: a line for each who approved it, the digest and who it was.
Nothing is heard that two did not approve as it is now.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from demeso.kernel.canon import b64

APPROVALS = 2
TYPES = {
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
}


@dataclass(frozen=True)
class Recording:
    """One question, or one page, spoken in one language; its digest is its address."""

    language: str
    form: str
    question: str
    path: Path
    digest: str

    @property
    def content_type(self) -> str:
        """Return what a browser is told that it is."""
        return TYPES[self.path.suffix]


def recordings_in(
    folder: Path, languages: Collection[str], asked: Mapping[str, Collection[str]]
) -> Iterator[Recording]:
    """Yield what is spoken of `asked` (form → questions) and approved, by its place."""
    for one in spoken_in(folder, languages, asked):
        if len(approvals(one)) >= APPROVALS:
            yield one


def approvals(recording: Recording) -> frozenset[str]:
    """Return who approved a recording as it is now; other words lose their yes."""
    said = recording.path.with_suffix(".approved")
    lines = said.read_text("utf-8").splitlines() if said.exists() else []
    pairs = [line.strip().partition(" ") for line in lines]
    found = {who.strip().casefold() for digest, _, who in pairs
             if digest == recording.digest}  # fmt: skip
    return frozenset(found - {""})


def spoken_in(
    folder: Path, languages: Collection[str], asked: Mapping[str, Collection[str]]
) -> Iterator[Recording]:
    """Yield what is spoken of `asked`, approved or not, in order of its place."""
    for path in sorted(folder.glob("*/*/*")):
        language, form, question = *path.parts[-3:-1], path.stem
        known = language in languages and question in asked.get(form, ())
        if known and path.suffix in TYPES:
            digest = b64(hashlib.sha256(path.read_bytes()).digest())
            yield Recording(language, form, question, path, digest)


def lacking_in(
    found: Collection[Recording], language: str, asked: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Return what nobody has spoken yet in a language, as (form, question)."""
    there = {(one.form, one.question) for one in found if one.language == language}
    every = [(form, name) for form, names in asked.items() for name in names]
    return [place for place in every if place not in there]
