"""The acts of `interchange`: an edition of the mapping is frozen."""

from demeso.interchange.forms import EDITION
from demeso.interchange.rules.editions import EditionAnswers
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

KINDS: tuple[Kind, ...] = (
    Kind(
        "edition.made", "edition", EDITION.id, EditionAnswers,
        "demeso.interchange.services.make_edition",
    ),
)  # fmt: skip
# Asked on pages of the desk only: no device fills them.
FORMS: tuple[Form, ...] = (EDITION,)
