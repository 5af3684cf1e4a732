"""What French asks of a text: no line begins with a sign, none ends with «."""

import re
from html.parser import HTMLParser

LOOSE = re.compile(r"[^\s:?!;] [:;?!»](?![)(])|« ")
READ_OUT = ("aria-label", "alt", "title", "placeholder", "content")
UNREAD = ("script", "style", "textarea", "code")  # what a person typed stays as it is


def unbound(page: str) -> str:
    """Return a page with plain spaces, as tests write what it says."""
    return page.replace("\u00a0", " ")


class _Texts(HTMLParser):
    """Collects what a page says, and which of it is French."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.within.append(tag)
        self.found += [said or "" for name, said in attrs if name in READ_OUT]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            self.within.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.found.append(data)


def loose(page: str) -> list[str]:
    """Return what a French page says with a plain space before a sign."""
    reader = _Texts()
    reader.feed(page)
    whole = [" ".join(re.split(r"[ \n\t]+", text)) for text in reader.found]
    return [text.strip() for text in whole if LOOSE.search(text)]
