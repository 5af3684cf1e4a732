"""The acts of `directory`."""

from demeso.directory.forms import ORGANISATION
from demeso.directory.rules import OrganisationAnswers
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

KINDS: tuple[Kind, ...] = (
    Kind(
        "organisation.registered",
        "organisation",
        ORGANISATION.id,
        OrganisationAnswers,
        "demeso.directory.services.register_organisation",
    ),
    Kind(
        "organisation.edited",
        "organisation",
        ORGANISATION.id,
        OrganisationAnswers,
        "demeso.directory.services.edit_organisation",
    ),
)
FORMS: tuple[Form, ...] = (ORGANISATION,)
