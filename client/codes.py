"""Draw survivor codes."""

import secrets
from collections.abc import Callable

from demeso.kernel.ids import ALPHABET, CODE_SIZE, survivor_code

Below = Callable[[int], int]


def new_code(below: Below = secrets.randbelow) -> str:
    """Draw a survivor code; picks without a check character are drawn again."""
    code = None
    while code is None:
        code = survivor_code([below(len(ALPHABET)) for _pick in range(CODE_SIZE)])
    return code
