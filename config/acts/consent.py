"""The acts of `consent`."""

from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

KINDS: tuple[Kind, ...] = ()
FORMS: tuple[Form, ...] = ()
