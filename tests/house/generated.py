"""Write the files that are made from others: `make generated`."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.utils.module_loading import import_string

from demeso.kernel.country import country
from demeso.kernel.forms import Form
from demeso.kernel.published import merged, published
from tests.house import scenarios, states
from tests.house.messages import read
from tests.house.source import ROOT

FIRST_FORM = "consent@1"


def openapi() -> str:
    """Return the description of the JSON doors."""
    schema: dict[str, Any] = import_string("config.api.api").get_openapi_schema()
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def of_the_app() -> list[Form]:
    """Return every form that the worker's application fills; the desk draws its own."""
    rooms = ("desk", "centres", "interchange")
    at_desk = [
        one for room in rooms for one in import_string(f"config.acts.{room}.FORMS")
    ]
    every = import_string(settings.DEMESO_FORMS).values()
    return [form for form in every if form not in at_desk]


def forms() -> str:
    """Return the structure of these forms."""
    return published(of_the_app())


def first_form() -> str:
    """Return the one that every case begins with: the others come a moment later."""
    return published(form for form in of_the_app() if form.id == FIRST_FORM)


def merges() -> str:
    """Return how concurrent answers to these forms meet."""
    return merged(of_the_app())


def places() -> str:
    """Return place → parent, by which the browser derives a cercle."""
    tree = country(settings.COUNTRY).tree
    return json.dumps(tree, indent=1, sort_keys=True) + "\n"


def centres() -> str:
    """Return where places lie, by which the browser says what is near."""
    here = country(settings.COUNTRY)
    points = ",\n".join(
        f'  "{code}": {json.dumps(at)}' for code, at in sorted(here.centres.items())
    )
    return f'{{\n "offset": {here.minutes_ahead},\n "centres": {{\n{points}\n }}\n}}\n'


def headers() -> str:
    """Return the headers that the keeper sets by itself."""
    sealed = import_string("config.headers.sealed")()
    return json.dumps(sealed, indent=1, sort_keys=True) + "\n"


def refusals() -> str:
    """Return the page of every way to say no."""
    messages = import_string("config.messages.MESSAGES")
    statuses = import_string("config.messages.STATUSES")
    catalogue = read()
    rows = []
    for code in sorted(messages):
        french = messages[code]
        found = catalogue.get(french)
        english = found.string if found else ""
        rows.append(f"| `{code}` | {statuses.get(code, 422)} | {french} | {english} |")
    return "\n".join(
        ["# Refusals", "",
         "Every way Demeso says no: the stable code, the HTTP status, the words shown.",
         "Made from `config/messages/` by `make generated`.", "",
         "| code | status | français | English |", "|---|---|---|---|", *rows, ""]
    )  # fmt: skip


FILES: dict[str, Callable[[], str]] = {
    "docs/openapi.json": openapi,
    "docs/refusals.md": refusals,
    "docs/scenarios.md": scenarios.page,
    "docs/states.md": states.page,
    "web/src/generated/centres.json": centres,
    "web/src/generated/first.json": first_form,
    "web/src/generated/forms.json": forms,
    "web/src/generated/headers.json": headers,
    "web/src/generated/merges.json": merges,
    "web/src/generated/places.json": places,
}


def main(wanted: list[str]) -> int:
    """Write the generated files that are named, or every one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for path in wanted or FILES:
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(FILES[path](), encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
