"""Speak as the pages of the desk do, for whoever watches over the data."""

import re
from datetime import timedelta
from typing import Any

from demeso.casework.models import Case
from tests.handing import Helped
from tests.sealing import sealed

SECRETS = {
    "called": "Wassa Zoumana-Kelet",
    "phone": "zz 44 17",
    "plan": "le puits bleu",
}
HIDDEN = re.compile(
    r'type="hidden" name="(act|record|base|list_digest|count)" value="([^"]*)"'
)


def hidden(page: Any) -> dict[str, str]:
    """Return what a page carries along, of the first form that carries it."""
    kept: dict[str, str] = {}
    for name, value in HIDDEN.findall(page.content.decode()):
        kept.setdefault(name, value)
    return kept


def words(page: Any) -> str:
    """Return what a page says, without its marks."""
    return re.sub(r"(<[^>]+>|\s)+", " ", page.content.decode())


def tell(helped: Helped) -> None:
    """Let her say who she is, how to reach her and her plan: all of it sealed."""
    by, case = helped.by, helped.case
    by.do(
        "identity.recorded", helped.survivor, "identity@1",
        groups={"profile": {"sex": "female", "age_band": "26_40"}},
        sealed=[sealed(case, "identity", called=SECRETS["called"]),
                sealed(case, "contact", phone=SECRETS["phone"])],
    )  # fmt: skip
    by.do(
        "safety.recorded", case, "safety@1",
        groups={"danger": {"in_danger": "no"}, "risk": {"risk_level": "low"}},
        sealed=[sealed(case, "narrative", plan=SECRETS["plan"])],
    )  # fmt: skip


def let_years_pass(helped: Helped, years: int) -> None:
    """Move the opening and the closing of her cases into the past."""
    gone = timedelta(days=366 * years)
    for case in Case.objects.filter(survivor=helped.survivor):
        case.opened_at = case.opened_at - gone
        case.closed_at = case.closed_at - gone if case.closed_at else None
        case.save(update_fields=["opened_at", "closed_at"])
