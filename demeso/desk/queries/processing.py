"""Draw the register of processing from the code's own declarations."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from demeso.agencies.rules.roles import ROLES, Role
from demeso.desk.rules.processing import Processed, processed
from demeso.directory.queries.listing import organisations
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.forms import Form
from demeso.kernel.limits import Limits


@dataclass(frozen=True)
class Hosting:
    """Where the data stands, as the settings name it; empty is not yet said."""

    operator: str
    place: str
    backups: str
    transfers: str


@dataclass(frozen=True)
class Register:
    """Everything that the register and the assessment say."""

    forms: tuple[Processed, ...]
    roles: tuple[Role, ...]
    limits: Limits
    hosting: Hosting
    recipients: tuple[str, ...]


def hosting() -> Hosting:
    """Return where the data stands."""
    return Hosting(
        settings.HOST_OPERATOR, settings.HOST_PLACE, settings.HOST_BACKUPS,
        settings.HOST_TRANSFERS,
    )  # fmt: skip


def read_register(actor: Actor) -> Register:
    """Return the register of processing to whoever watches over the data."""
    actor.require("audit.read")
    forms: Mapping[str, Form] = import_string(settings.DEMESO_FORMS)
    return Register(
        forms=tuple(processed(forms.values())),
        roles=tuple(ROLES.values()),
        limits=country(settings.COUNTRY).limits,
        hosting=hosting(),
        recipients=tuple(row.name for row in organisations(actor)),
    )
