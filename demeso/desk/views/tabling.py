"""Put what leaves into words: coded cases, published figures, and the mark on them."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from demeso.casework.forms.helping import BARRIERS
from demeso.casework.rules.telling import TYPES
from demeso.centres.rules.visits import PARTS, WHYS
from demeso.desk.queries.exporting import Content
from demeso.desk.rules.exporting import PURPOSES, Listed, Mark
from demeso.desk.rules.tracking import Cell, Row
from demeso.desk.views.counting import NOT_SAID, month_name
from demeso.directory.rules.listing import SERVICES
from demeso.directory.saying import place_name
from demeso.figures.rules import UNSAID, Shown
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.referrals.rules.answering import REASONS

REGION, SERVICE = _("Région"), _("Service")
NOT_TOLD = _("Non dit")
HEADS = {
    "incidents": REGION,
    "services-received": SERVICE,
    "unmet": SERVICE,
    "gaps": REGION,
    "barriers": _("Obstacle"),
    "away": _("Ce qui manquait"),
}
LABELS: dict[str, tuple[tuple[str, str], ...]] = {
    "incidents": TYPES,
    "services-received": SERVICES,
    "unmet": SERVICES,
    "gaps": REASONS,
    "barriers": (*BARRIERS, *SERVICES),
    "away": (*WHYS, *PARTS),
}
HEADINGS = (_("Code"), _("Depuis, en jours"), _("Prochain contact"))
CASES = _("Où en est l’aide, par code")
CODED = _("Des codes seulement. À détruire quand le travail est fait.")
MARK = (
    _("Emporté par %(who)s le %(day)s, marque %(mark)s."),
    _("Pour : %(purpose)s."),
    _("À ne pas transmettre. Le registre des listes emportées garde cette ligne."),
)


def mark_words(mark: Mark, purpose: str) -> list[str]:
    """Return what stands on top: who took it, when, what for."""
    holes = {
        "who": mark.who,
        "day": date_format(mark.at, "j F Y, H:i"),
        "mark": mark.short,
        "purpose": gettext(dict(PURPOSES)[purpose]),
    }
    return [gettext(line) % holes for line in MARK]


def tables_of(content: Content) -> list[Listed]:
    """Return what leaves as tables of words."""
    if content.tables:
        return [_figures(one, content.month) for one in content.tables]
    needs = [code for code, _label in SERVICES]
    services = dict(SERVICES)
    headings = (*HEADINGS, *(services[code] for code in needs))
    rows = tuple(_case(row, needs) for row in content.cases)
    said = tuple(gettext(one) for one in headings)
    return [Listed(gettext(CASES), gettext(CODED), said, rows)]


def _case(row: Row, needs: list[str]) -> tuple[str, ...]:
    day = row.next_on.isoformat() if row.next_on else ""
    cells = (_cell(row.cells.get(need)) for need in needs)
    return (show_code(row.code), str(row.days), day, *cells)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    day = cell.day.isoformat() if cell.day else ""
    return gettext(cell.words) % {"days": cell.days, "day": day}


def _figures(found: Shown, month: str) -> Listed:
    """Return a published table: small numbers were hidden where it was counted."""
    name = found.table.name
    title = gettext(found.table.title)
    dated = f"{title}, {month_name(month)}" if name == "incidents" else title
    caveat = f"{gettext(found.table.means_not)} {gettext(found.table.caveat)}"
    headings = (heading_of(name), *(label_of(name, one) for one in found.columns))
    rows = tuple((label_of(name, row), *cells) for row, cells in found.rows)
    return Listed(dated, caveat, headings, rows)


def heading_of(table: str) -> str:
    """Return what stands over the rows of a published table."""
    return gettext(HEADS[table])


def label_of(table: str, code: str) -> str:
    """Return a row or a column of a published table in words."""
    labels = dict(LABELS[table])
    if code in labels:
        return gettext(labels[code])
    if code == UNSAID:
        return gettext(NOT_SAID if HEADS[table] == REGION else NOT_TOLD)
    return month_name(code) if code[:4].isdigit() else place_name(code, "")
