"""Who looked at a code, who tried, who wrote; and whether the log verifies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from demeso.agencies.queries.people import called_at, colleagues
from demeso.desk.models import LogCheck
from demeso.desk.rules.looking import (
    REFUSED,
    Event,
    Kind,
    Sought,
    kind_of,
    words_of,
)
from demeso.desk.rules.paging import Pages, paged
from demeso.kernel.actor import Actor
from demeso.kernel.forms import Form
from demeso.kernel.refusal import UnknownError
from demeso.ledger.looking import (
    attempts_by,
    readings,
    readings_by,
    records_under,
    roots_of,
    written_by,
    written_under,
)
from demeso.ledger.models import Access, Entry
from demeso.survivors.models import Survivor
from demeso.survivors.queries import controlled


@dataclass(frozen=True)
class Looked:
    """What is known of who looked: at one code, or of what people did in some days."""

    code: str
    events: tuple[Event, ...]
    pages: Pages
    called: dict[str, str]
    codes: dict[str, str]
    seen: frozenset[str]


def looked_at(
    sought: Sought, survivor: Survivor | None, page: str, *, actor: Actor, at: datetime
) -> Looked:
    """Return one page of who read, took along, tried and wrote, the latest first."""
    span = sought.span(at)
    found = _about(survivor, actor) if survivor else _of_people(sought, span, actor)
    kept = [event for event in found if sought.keeps(event, span)]
    events = sorted(kept, key=lambda event: event.at, reverse=True)
    pages = paged(len(events), page)
    shown = tuple(events[pages.start : pages.end])
    called = called_at({event.who for event in shown}, actor=actor)
    if survivor:
        seen = frozenset({survivor.id})
        return Looked(survivor.code, shown, pages, called, {}, seen)
    codes, seen = _codes((event.record for event in shown), actor)
    return Looked("", shown, pages, called, codes, seen)


def _about(survivor: Survivor, actor: Actor) -> list[Event]:
    records = records_under(survivor.id, actor=actor)
    read = [_read(row) for row in readings(records, actor=actor)]
    return read + [_wrote(row) for row in written_under(survivor.id, actor=actor)]


def _of_people(
    sought: Sought, span: tuple[datetime, datetime], actor: Actor
) -> list[Event]:
    """Return what one colleague did, or all of them; nobody of another agency."""
    people = set(colleagues(actor).values_list("pk", flat=True))
    asked = people & {sought.worker} if sought.worker else people
    read = [_read(row) for row in readings_by(asked, *span, actor=actor)]
    wrote = [_wrote(row) for row in written_by(asked, *span, actor=actor)]
    tried = [
        Event(one.at, one.actor, Kind.TRIED, "", _message(one.code))
        for one in attempts_by(asked, *span, actor=actor)
    ]
    return read + wrote + tried


def _codes(
    records: Iterable[str], actor: Actor
) -> tuple[dict[str, str], frozenset[str]]:
    """Return record → code, of the agency's own survivors, and who they are."""
    named = {record for record in records if record}
    roots = {record: record for record in named} | roots_of(named)
    known = {one.id: one.code for one in controlled(actor, ids=roots.values())}
    codes = {record: known[root] for record, root in roots.items() if root in known}
    return codes, frozenset(known)


def _read(row: Access) -> Event:
    kind = kind_of(row.what)
    if kind is Kind.TRIED:
        return Event(row.at, row.actor, kind, "", _message(row.what), row.record)
    return Event(row.at, row.actor, kind, *words_of(row.what), row.record)


def _message(what: str) -> str:
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    return messages.get(what.removeprefix(REFUSED), messages["refused"])


def _wrote(row: Entry) -> Event:
    forms: dict[str, Form] = import_string(settings.DEMESO_FORMS)
    form = forms.get(row.form)
    what = form.title if form else row.kind
    return Event(row.received_at, row.actor, Kind.WROTE, what, "", row.record)


def last_check(*, actor: Actor) -> LogCheck | None:
    """Return the newest check of the log, finished or not."""
    actor.require("audit.read")
    return LogCheck.objects.order_by("-asked_at", "-pk").first()


def get_check(check: int) -> LogCheck:
    """Return a check to the job that does it, or refuse."""
    found = LogCheck.objects.filter(pk=check).first()
    if found is None:
        raise UnknownError
    return found
