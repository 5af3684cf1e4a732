"""Search whatever the server keeps for words that it must never have seen.

A `Scanner` knows a run's needles in every spelling that a leak could take, and
looks into bytes, compressed streams inside them, files, tables and the memory
of processes. `seen` says where it has been.
"""

import base64
import contextlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PAGE = 4096
BLANK = bytes(PAGE)
MAGIC = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
GZIP_OR_ZLIB = 47  # zlib tells by the first bytes
DEEPEST = 3  # an archive in an archive in a row
LARGEST = 256 * 1024 * 1024
FIRST_BITE, BITE = 64, 16 * 1024
KEPT_BY_NOBODY = ("[vvar]", "[vsyscall]", "[vdso]")


@dataclass(frozen=True, order=True)
class Hit:
    """A needle that was found, how it was spelled, and where."""

    needle: str
    spelling: str
    place: str


def spellings(text: str) -> dict[bytes, str]:
    """Return every spelling of a text as bytes, and what it is called."""
    plain = text.encode()
    escaped = json.dumps(text)[1:-1]
    upper = "".join(sign if sign.isascii() else _escape(sign) for sign in text)
    found = {
        escaped.encode(): "json",
        upper.encode(): "json",
        json.dumps(escaped)[1:-1].encode(): "json in json",
        text.encode("utf-16-le"): "utf-16-le",
        text.encode("utf-16-be"): "utf-16-be",
    }
    for phase in range(3):
        encoded = based(plain, phase)
        found[encoded] = found[encoded.translate(URL_SAFE)] = f"base64/{phase}"
    return found | {plain: "utf-8"}


URL_SAFE = bytes.maketrans(b"+/", b"-_")


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def based(plain: bytes, phase: int) -> bytes:
    """Return the part of a base64 text that depends on these bytes alone.

    `phase` is how many bytes before them share their first group of three.
    """
    encoded = base64.b64encode(bytes(phase) + plain).rstrip(b"=")
    tail = (phase + len(plain)) % 3
    return encoded[(0, 2, 3)[phase] : len(encoded) - (1 if tail else 0)]


@dataclass
class Scanner:
    """Looks for needles (name → text) and remembers where it looked."""

    needles: Mapping[str, str] = field(repr=False)
    seen: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Spell every needle out once."""
        self._spelled = {
            raw: (name, spelling)
            for name, text in self.needles.items()
            for raw, spelling in spellings(text).items()
        }
        self._shortest = min(len(raw) for raw in self._spelled)

    def in_bytes(self, raw: bytes, place: str) -> set[Hit]:
        """Look into bytes and into what is compressed inside them."""
        self.seen[place] = self.seen.get(place, 0) + len(raw)
        return self._in(raw, place, 0)

    def _in(self, raw: bytes, place: str, depth: int) -> set[Hit]:
        found = {
            Hit(name, spelling, place)
            for spelled, (name, spelling) in self._spelled.items()
            if spelled in raw
        }
        if depth < DEEPEST:
            for inner in unpacked(raw, self._shortest):
                found |= self._in(inner, f"{place}, unpacked", depth + 1)
        return found

    def in_folder(self, folder: Path) -> set[Hit]:
        """Look into every file under a folder, as it lies on the disk."""
        found: set[Hit] = set()
        for path in sorted(folder.rglob("*")):
            found |= self.in_bytes(_read(path), path.relative_to(folder).as_posix())
        return found

    def in_memory(self, pids: list[int], *, shared: bool = False) -> set[Hit]:
        """Look into all that processes can change: heap, stacks, buffers.

        With `shared`, memory that several of them share is read once, and a
        process that may not be read is noted in `unread`.
        """
        found: set[Hit] = set()
        known: set[str] = set()
        for pid in pids:
            try:
                for mark, raw in regions(pid):
                    if not (shared and mark and mark in known):
                        found |= self.in_bytes(raw, f"memory of {pid}")
                    known.add(mark)
            except PermissionError:
                if not shared:
                    raise
                self.unread.append(f"memory of {pid}")
        return found


def unpacked(raw: bytes, shortest: int) -> Iterator[bytes]:
    """Yield what every gzip or zlib stream inside bytes unpacks to."""
    for magic in MAGIC:
        start = raw.find(magic)
        while start >= 0:
            inner = _unpack(raw, start)
            if len(inner) >= shortest:
                yield inner
            start = raw.find(magic, start + 1)


def _unpack(raw: bytes, start: int) -> bytes:
    """Unpack as far as it goes; most places only look like a stream."""
    stream, out, size = zlib.decompressobj(GZIP_OR_ZLIB), bytearray(), FIRST_BITE
    while not stream.eof and start < len(raw) and len(out) < LARGEST:
        before, bite = stream.copy(), raw[start : start + size]
        try:
            out += stream.decompress(bite)
        except zlib.error:
            return bytes(out + _last_bytes(before, bite))
        start, size = start + size, min(size * 2, BITE)
    return bytes(out)


def _last_bytes(stream: "zlib._Decompress", bite: bytes) -> bytearray:
    """Unpack byte by byte up to the fault in a bite."""
    out = bytearray()
    with contextlib.suppress(zlib.error):
        for at in range(len(bite)):
            out += stream.decompress(bite[at : at + 1])
    return out


def _read(path: Path) -> bytes:
    """Read a file; one that the server removes meanwhile holds nothing."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""


def regions(pid: int) -> Iterator[tuple[str, bytes]]:
    """Yield a process's memory: a mark where it is shared, and the bytes.

    What is mapped from a file for reading only is that file and nothing else.
    """
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights, offset, device, inode, *name = line.split(maxsplit=5)
            of_file = bool(name) and not name[0].startswith("[") and inode != "0"
            if rights[0] != "r" or (of_file and rights[1] != "w"):
                continue
            if name and name[0].strip() in KEPT_BY_NOBODY:
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            mark = f"{device} {inode} {offset}" if rights[3] == "s" else ""
            yield mark, _without_blanks(memory.fileno(), start, end)


def _without_blanks(handle: int, start: int, end: int) -> bytes:
    pages = []
    for place in range(start, end, LARGEST):
        try:
            raw = os.pread(handle, min(LARGEST, end - place), place)
        except OSError:  # it was given back meanwhile
            continue
        pages += [raw[at : at + PAGE] for at in range(0, len(raw), PAGE)]
    return b"".join(page for page in pages if page != BLANK)
