"""The acts of `survivors`."""

from demeso.kernel.act import Kind
from demeso.kernel.forms import Form
from demeso.survivors.forms import IDENTITY
from demeso.survivors.rules import IdentityAnswers

KINDS: tuple[Kind, ...] = (
    Kind(
        "identity.recorded",
        record="survivor",
        form=IDENTITY.id,
        answers=IdentityAnswers,
        service="demeso.survivors.services.record_identity",
    ),
)
FORMS: tuple[Form, ...] = (IDENTITY,)
