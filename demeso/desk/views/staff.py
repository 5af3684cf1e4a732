"""People and agencies, to read; invitations and roles are signed in the notebook."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.agencies.rules.devices import DeviceKind
from demeso.agencies.rules.roles import ROLES
from demeso.desk.queries.staff import Person, agencies_counted, staff
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.ids import is_uuid7
from demeso.kernel.text import _

KINDS = {
    DeviceKind.BROWSER.value: _("navigateur"),
    DeviceKind.CLIENT.value: _("programme"),
    DeviceKind.DOOR.value: _("porte du serveur"),
}


@require_safe
@signed_in
def show_people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who has which role since when, who signed it, and on which devices."""
    asked = request.GET.get("agence", "")
    agency = asked if is_uuid7(asked) else ""
    found = staff(agency, request.GET.get("page", ""), actor=actor)
    context = {
        "agencies": agencies_counted(actor=actor),
        "chosen": agency,
        "people": [_person(one, found.called) for one in found.people],
        "pages": found.pages,
        "before": _address(agency, found.pages.before),
        "after": _address(agency, found.pages.after),
    }
    return shown(request, actor, "desk/staff.html", context)


@require_safe
@signed_in
def show_agencies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the organisations whose people sign in here."""
    regions = {place.code: place.name for place in country(settings.COUNTRY).regions}
    rows = agencies_counted(actor=actor)
    context = {"rows": [(row, regions.get(row.region, row.region)) for row in rows]}
    return shown(request, actor, "desk/agencies.html", context)


def _person(one: Person, called: dict[str, str]) -> dict[str, Any]:
    return {
        "worker": one.worker,
        "roles": [
            {"title": gettext(ROLES[held.role].title), "since": held.since,
             "by": called.get(held.by, "")}
            for held in one.roles
        ],
        "waiting": [gettext(ROLES[role].title) for role in one.waiting],
        "devices": [
            {"row": row, "kind": gettext(KINDS.get(row.kind, row.kind))}
            for row in one.devices
        ],
    }  # fmt: skip


def _address(agency: str, page: int) -> str:
    if not page:
        return ""
    said = {**({"agence": agency} if agency else {}), "page": page}
    return f"{reverse('desk:people')}?{urlencode(said)}"
