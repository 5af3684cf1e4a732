"""A centre's board: who is there, what is left, and where else while it lacks."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from demeso.agencies.queries.people import colleagues
from demeso.centres.forms import CENTRE, DUTY, SHELF
from demeso.centres.models import Centre
from demeso.centres.queries.boards import (
    get_centre,
    how_ready,
    last_team,
    latest_count,
    possible_sites,
    shift_row,
    standing,
    team_of,
)
from demeso.centres.queries.months import missed_on, visits_on
from demeso.centres.rules.keeping import KEEP, WATCH
from demeso.centres.rules.shifts import (
    EMPLOYERS,
    HOWS,
    SHIFTS,
    SPECIALTIES,
    local_day,
)
from demeso.centres.rules.visits import PARTS, ticket_of
from demeso.desk.views.asking import (
    Deed,
    drawn,
    here,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.boarding import elsewhere, numbers_of, said_ready
from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.saying import place_name
from demeso.kernel.actor import Actor
from demeso.kernel.checking import is_day
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError

BLANKS = 3  # empty lines under a team, for whoever came besides
COLUMNS = ("specialty", "employer", "how", "worker")


@require_safe
@signed_in
def show_centres(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show which centres are ready, and what the others lack: codes and no names."""
    if not (actor.may(KEEP) or actor.may(WATCH)):
        raise UnknownError
    rows = [
        {
            "row": one.centre,
            "place": place_name(one.centre.site.region, one.centre.site.cercle),
            "ready": said_ready(one.ready),
            "mine": actor.may(KEEP) and one.centre.agency_id == actor.agency,
        }
        for one in standing(actor, at=now(), minutes_ahead=here().minutes_ahead)
    ]
    context = {"rows": rows, "possible": possible_sites(actor)}
    return shown(request, actor, "desk/centres.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give one of the agency's places a board."""
    actor.require(KEEP)
    ids, refused = page_ids(), ""
    said: dict[str, Any] = {}
    if request.method == "POST":
        ids, said = sent_ids(request.POST), numbers_of(CENTRE, request.POST)
        site = request.POST.get("site", "")
        deed = Deed("centre.opened", CENTRE, ids["record"],
                    {"link": {"site": site}, "centre": said})  # fmt: skip
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:centre", centre=ids["record"])
    context = {
        "sites": possible_sites(actor),
        "asked": list(drawn(CENTRE, "centre", said, {})),
        "ids": ids,
        "refused": words_of(refused),
        "back": reverse("desk:centres"),
    }
    return shown(request, actor, "desk/centre_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, actor: Actor, centre: str) -> HttpResponse:
    """Change how many beds there are, and from when a shelf runs short."""
    found = get_centre(centre, actor=actor)
    ids, refused = page_ids(found.id), ""
    said: dict[str, Any] = {"beds": found.beds, "low": found.low}
    if request.method == "POST":
        ids, said = sent_ids(request.POST), numbers_of(CENTRE, request.POST)
        deed = Deed("centre.edited", CENTRE, found.id, {"centre": said})
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:centre", centre=found.id)
    context = {
        "known": found,
        "asked": list(drawn(CENTRE, "centre", said, {})),
        "ids": ids,
        "refused": words_of(refused),
        "back": reverse("desk:centre", args=[found.id]),
    }
    return shown(request, actor, "desk/centre_form.html", context)


@require_safe
@signed_in
def show_board(request: HttpRequest, actor: Actor, centre: str) -> HttpResponse:
    """Show a centre's day."""
    return board(request, actor, get_centre(centre, actor=actor))


@require_POST
@signed_in
def count(request: HttpRequest, actor: Actor, centre: str) -> HttpResponse:
    """Say what is left on the shelf; the directory obeys at once."""
    found = get_centre(centre, actor=actor)
    ids, said = sent_ids(request.POST), numbers_of(SHELF, request.POST)
    refused = send(Deed("shelf.counted", SHELF, found.id, {"shelf": said}), ids,
                   actor=actor)  # fmt: skip
    if refused:
        return board(request, actor, found, refused=refused)
    return redirect("desk:centre", centre=found.id)


def board(
    request: HttpRequest, actor: Actor, found: Centre, refused: str = ""
) -> HttpResponse:
    """Return the page of a centre's day."""
    at, ahead = now(), here().minutes_ahead
    ready = how_ready(found, at=at, minutes_ahead=ahead)
    today, counted = local_day(at, ahead), latest_count(found)
    context = {
        "known": found,
        "ready": said_ready(ready),
        "elsewhere": elsewhere(found, ready, actor, at),
        "watches": [_watch(found, one.day, one.shift, actor) for one in ready.watches],
        "shelf": _shelf(counted.left if counted else {}),
        "counted": counted,
        "visits": [(row, ticket_of(row.id), _ticks(row.given), page_ids(row.id))
                   for row in visits_on(found, today)],
        "missed": len(missed_on(found, today)),
        "today": today,
        "month": f"{today:%Y-%m}",
        "ids": page_ids(found.id),
        "fresh": page_ids(),
        "refused": words_of(refused),
    }  # fmt: skip
    return shown(request, actor, "desk/centre.html", context)


def _watch(found: Centre, day: date, shift: str, actor: Actor) -> dict[str, Any]:
    row = shift_row(found, day, shift)
    called = dict(colleagues(actor).values_list("pk", "called"))
    return {
        "day": day,
        "shift": shift,
        "title": gettext(dict(SHIFTS)[shift]),
        "told": row is not None,
        "team": [
            {
                "specialty": gettext(dict(SPECIALTIES)[one.specialty]),
                "employer": gettext(dict(EMPLOYERS)[one.employer]),
                "how": gettext(dict(HOWS)[one.how]),
                "on_call": one.how == "on_call",
                "who": called.get(one.worker, ""),
            }
            for one in team_of(row)
        ],
    }


def _shelf(left: dict[str, int]) -> list[tuple[str, str, Any]]:
    return [
        (one.name, gettext(one.text), left.get(one.name, ""))
        for one in SHELF.group("shelf")
    ]


def _ticks(given: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [
        (code, gettext(label), "checked" if code in given else "")
        for code, label in PARTS
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def set_team(
    request: HttpRequest, actor: Actor, centre: str, day: str, shift: str
) -> HttpResponse:
    """Say who is in a shift; it begins from the last one of its kind."""
    found = get_centre(centre, actor=actor)
    if not is_day(day) or shift not in dict(SHIFTS):
        raise UnknownError
    when, ids, refused = date.fromisoformat(day), page_ids(), ""
    told = shift_row(found, when, shift)
    team = team_of(told) if told else last_team(found, shift, when)
    lines = [one.line().split() for one in team]
    if request.method == "POST":
        ids, lines = sent_ids(request.POST), _lines(request.POST)
        said = {"centre": found.id, "day": day, "shift": shift,
                "team": [" ".join(line).strip() for line in lines]}  # fmt: skip
        deed = Deed("duty.set", DUTY, ids["record"], {"duty": said})
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:centre", centre=found.id)
    context = {
        "known": found,
        "day": when,
        "title": gettext(dict(SHIFTS)[shift]),
        "is_told": told is not None,
        "lines": [_line(line) for line in [*lines, *([[]] * BLANKS)]],
        "lists": _lists(actor),
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/centre_team.html", context)


def _lines(post: QueryDict) -> list[list[str]]:
    """Return the lines in which somebody chose a specialty; the others are empty."""
    columns = [post.getlist(name) for name in COLUMNS]
    rows = zip(*columns, strict=False)
    return [list(row) for row in rows if row[0]]


def _line(line: list[str]) -> dict[str, str]:
    return dict(zip(COLUMNS, [*line, "", "", "", ""], strict=False))


def _lists(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Return what each column of a team may say."""

    def words(choices: Any) -> list[tuple[str, str]]:
        return [(code, gettext(label)) for code, label in choices]

    return {
        "specialty": words(SPECIALTIES),
        "employer": words(EMPLOYERS),
        "how": words(HOWS),
        "worker": list(colleagues(actor).values_list("pk", "called")),
    }
