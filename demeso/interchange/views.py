"""Files of the directory at the desk: try one, take it in, take one away, compare."""

import os
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.rules.listing import EVERYWHERE, SERVICES
from demeso.interchange.forms import EDITION
from demeso.interchange.queries import editions, get_edition, plan_import
from demeso.interchange.rules.cells import Fault
from demeso.interchange.rules.columns import FLAT, OWN, PLACE
from demeso.interchange.rules.decoding import MOST_BYTES
from demeso.interchange.rules.editions import Changed, compared
from demeso.interchange.rules.planning import CHANGED, NEW, SAME, Plan
from demeso.interchange.rules.spreading import BETWEEN
from demeso.interchange.rules.wording import FAULTS
from demeso.interchange.services import (
    DOOR,
    Sent,
    import_directory,
    take_directory,
    take_gaps,
)
from demeso.interchange.words import here
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import is_uuid7, uuid7
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.ledger.services import note_refusal

Page = Callable[..., HttpResponse]
MOST_SHOWN = 300  # faults on a page; the first ones
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


def at_desk(page: Page) -> Page:
    """Give a page the desk's signed-in actor; config says whose session that is."""

    @wraps(page)
    def answer(*arguments: Any, **named: Any) -> HttpResponse:
        guard = cast(Callable[[Page], Page], _desk("signed_in"))
        return guard(page)(*arguments, **named)

    return answer


def shown(
    request: HttpRequest, actor: Actor, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Return a page with the bar of the desk."""
    draw = cast(Page, _desk("shown"))
    return draw(request, actor, template, dict(context))


def _desk(name: str) -> object:
    return import_string(f"{settings.DEMESO_DESK}.{name}")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_files(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Try a file, take it in, take one away, or freeze an edition."""
    actor.require("directory.write")
    deeds = {"check": _check, "import": _import, "take": _take, "gaps": _take_gaps,
             "edition": _freeze}  # fmt: skip
    deed = request.POST.get("deed", "")
    if request.method != "POST":
        return _files(request, actor, {})
    refuse_unless(deed in deeds, "request.malformed")
    try:
        return deeds[deed](request, actor)
    except UnknownError:
        raise
    except RefusedError as error:
        note_refusal(error.code, actor=actor, what=f"directory.{deed}", at=now())
        return _files(request, actor, {"refused": _words_of(error.code)})


def _files(request: HttpRequest, actor: Actor, more: Mapping[str, Any]) -> HttpResponse:
    keeps_all = bool(actor.roles & EVERYWHERE)
    known = editions(actor=actor) if keeps_all else []
    context = {
        "keeps_all": keeps_all,
        "editions": known,
        "pairs": list(zip(known[1:], known, strict=False)),
        "year": now().year,
        **_ids(),
        **more,
    }
    return shown(request, actor, "interchange/files.html", context)


def _check(request: HttpRequest, actor: Actor) -> HttpResponse:
    sent = _sent(request)
    plan = plan_import(sent.raw, name=sent.name, actor=actor, at=now())
    return _files(request, actor, {"tried": _told(plan), "digest": sent.digest})


def _import(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in the very file that was tried: another is refused."""
    sent = _sent(request)
    refuse_unless(sent.digest == request.POST.get("digest"), "import.changed")
    plan = import_directory(actor=actor, sent=sent, at=now())
    return _files(request, actor, {"taken": _told(plan)})


def _sent(request: HttpRequest) -> Sent:
    file = request.FILES.get("file")
    if file is None or file.size is None:
        raise RefusedError("import.none")
    refuse_unless(file.size <= MOST_BYTES, "file.large")
    return Sent(str(file.name)[-80:], file.read())


def _take(request: HttpRequest, actor: Actor) -> HttpResponse:
    form, tier = request.POST.get("form", ""), request.POST.get("tier", "")
    refuse_unless(form in FORMATS, "request.malformed")
    language = get_language() or "fr"
    raw = take_directory(actor=actor, form=form, tier=tier, language=language, at=now())
    answer = HttpResponse(raw, content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="annuaire.{form}"'
    return answer


def _take_gaps(request: HttpRequest, actor: Actor) -> HttpResponse:
    raw = take_gaps(actor=actor, language=get_language() or "fr", at=now())
    answer = HttpResponse(raw, content_type=FORMATS["csv"])
    answer.headers["Content-Disposition"] = 'attachment; filename="tableau.csv"'
    return answer


def _freeze(request: HttpRequest, actor: Actor) -> HttpResponse:
    said = {name: request.POST.get(name, "") for name in ("act", "record", "year")}
    right = is_uuid7(said["act"]) and is_uuid7(said["record"])
    refuse_unless(right, "request.malformed")
    refuse_unless(said["year"].isdecimal(), "edition.year")
    groups = {"edition": {"year": int(said["year"][:6])}}
    slip = Slip("edition.made", said["record"], EDITION.id, groups, id=said["act"])
    act_at_door(door=DOOR, slip=slip, actor=actor, at=now())
    return redirect("interchange:files")


def _told(plan: Plan) -> dict[str, Any]:
    counts = [
        {
            "kind": kind,
            "new": plan.count(kind, NEW),
            "changed": plan.count(kind, CHANGED),
            "same": plan.count(kind, SAME),
        }
        for kind in (OWN, PLACE)
    ]
    return {
        "counts": counts,
        "stops": plan.stops,
        "faults": [_line(fault) for fault in plan.faults[:MOST_SHOWN]],
        "more": max(len(plan.faults) - MOST_SHOWN, 0),
    }


def _line(fault: Fault) -> dict[str, Any]:
    return {"fault": fault, "words": _words_of(fault.code)}


def _words_of(code: str) -> str:
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    return gettext(FAULTS.get(code) or messages.get(code, messages["refused"]))


@require_safe
@at_desk
def compare(
    request: HttpRequest, actor: Actor, before: str, after: str
) -> HttpResponse:
    """Show what one edition of the mapping has that another has not."""
    old, made = (get_edition(one, actor=actor) for one in (before, after))
    found = compared(old.places, made.places)
    regions = {place.code: place.name for place in here().regions}
    families = {code: gettext(label) for code, label in SERVICES}
    context = {
        "before": old,
        "after": made,
        "found": found,
        "changed": [_changed(one) for one in found.changed],
        "regions": [(regions.get(code, code), *rest) for code, *rest in found.regions],
        "families": [(families.get(code, code), *rest)
                     for code, *rest in found.families],
    }  # fmt: skip
    return shown(request, actor, "interchange/compared.html", context)


def _changed(one: Changed) -> dict[str, Any]:
    own = {f"{FLAT}{question.name}": question for question in ORGANISATION.questions}
    asked = {question.name: question for question in SITE.questions} | own
    answers = []
    for name, *values in one.answers:
        question = asked.get(name) or asked.get(name.rpartition("_")[0])
        labels = dict(question.choices) if question else {}
        title = gettext(question.text) if question else name
        answers.append((title, *(_in_words(value, labels) for value in values)))
    return {"place": one.place, "answers": answers}


def _in_words(value: str, labels: Mapping[str, str]) -> str:
    """Return a cell as it is read: codes by their names, all else as it stands."""
    return ", ".join(
        gettext(labels[code]) if code in labels else code
        for code in value.split(BETWEEN)
    )


def _ids() -> dict[str, str]:
    millis = int(now().timestamp() * 1000)
    return {name: uuid7(millis, os.urandom(10)) for name in ("act", "record")}
