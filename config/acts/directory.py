"""The acts of `directory`."""

from demeso.directory.forms.keeping import (
    FEEDBACK,
    SITE_DOUBT,
    SITE_OPENING,
    TRAVEL,
    VERIFICATION,
    VERIFICATION_ANSWER,
)
from demeso.directory.forms.listing import (
    CAPACITY,
    ORGANISATION,
    SITE,
    SITE_CHECK,
    SITE_REVIEW,
    STOCKS,
)
from demeso.directory.forms.locking import (
    SITE_LOCK,
    SITE_STAFF,
    SUSPENSION,
    UNLOCKING,
)
from demeso.directory.forms.readying import SITE_READINESS
from demeso.directory.rules.entry import SiteAnswers
from demeso.directory.rules.hearing import FeedbackAnswers
from demeso.directory.rules.listing import (
    CapacityAnswers,
    CheckAnswers,
    OrganisationAnswers,
    ReviewAnswers,
    StockAnswers,
)
from demeso.directory.rules.locking import (
    LockAnswers,
    StaffAnswers,
    SuspensionAnswers,
    UnlockingAnswers,
)
from demeso.directory.rules.opening import OpeningAnswers
from demeso.directory.rules.readying import ReadinessAnswers
from demeso.directory.rules.travelling import TravelAnswers
from demeso.directory.rules.verifying import (
    DoubtAnswers,
    VerificationAnswers,
    VerifiedAnswers,
)
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.directory.services.listing"
LOCKING = "demeso.directory.services.locking"
ROOM = "demeso.directory.services"


def _kind(name: str, form: Form, answers: type, service: str) -> Kind:
    return Kind(name, name.partition(".")[0], form.id, answers, f"{SERVICES}.{service}")


def _of_lock(
    name: str, form: Form, answers: type, service: str, record: str = "lock"
) -> Kind:
    return Kind(name, record, form.id, answers, f"{LOCKING}.{service}")


def _true(name: str, form: Form, answers: type, service: str, record: str = "") -> Kind:
    """Return what keeps the directory true; `service` names its file too."""
    of = record or name.partition(".")[0]
    return Kind(name, of, form.id, answers, f"{ROOM}.{service}")


KINDS: tuple[Kind, ...] = (
    _kind(
        "organisation.registered",
        ORGANISATION,
        OrganisationAnswers,
        "register_organisation",
    ),
    _kind(
        "organisation.edited", ORGANISATION, OrganisationAnswers, "edit_organisation"
    ),
    _kind("site.registered", SITE, SiteAnswers, "register_site"),
    _kind("site.edited", SITE, SiteAnswers, "edit_site"),
    _kind("site.reviewed", SITE_REVIEW, ReviewAnswers, "review_site"),
    _kind("site.verified", SITE_CHECK, CheckAnswers, "verify_site"),
    _kind("site.stocked", STOCKS, StockAnswers, "tell_stock"),
    Kind(
        "capacity.told",
        "site",
        CAPACITY.id,
        CapacityAnswers,
        f"{SERVICES}.tell_capacity",
    ),
    Kind(
        "site.readied",
        "site",
        SITE_READINESS.id,
        ReadinessAnswers,
        f"{ROOM}.readying.ready_site",
    ),
    _of_lock("site.staffed", SITE_STAFF, StaffAnswers, "staff_site", "staff"),
    _of_lock("site.locked", SITE_LOCK, LockAnswers, "lock_site"),
    _of_lock("site.suspended", SUSPENSION, SuspensionAnswers, "suspend_site", "site"),
    _of_lock("unlocking.proposed", UNLOCKING, UnlockingAnswers, "propose_unlocking"),
    _of_lock("site.unlocked", UNLOCKING, UnlockingAnswers, "unlock_site"),
    _true(
        "verification.asked",
        VERIFICATION,
        VerificationAnswers,
        "verifying.ask_verification",
    ),
    _true(
        "verification.answered",
        VERIFICATION_ANSWER,
        VerifiedAnswers,
        "verifying.answer_verification",
    ),
    _true("site.doubted", SITE_DOUBT, DoubtAnswers, "verifying.doubt_site"),
    _true("feedback.given", FEEDBACK, FeedbackAnswers, "hearing.give_feedback"),
    _true("travel.reported", TRAVEL, TravelAnswers, "travelling.report_travel"),
    _true("site.opened", SITE_OPENING, OpeningAnswers, "opening.open_site", "opening"),
)
FORMS: tuple[Form, ...] = (
    ORGANISATION, SITE, SITE_REVIEW, SITE_CHECK, STOCKS, CAPACITY, SITE_READINESS,
    SITE_STAFF, SITE_LOCK, SUSPENSION, UNLOCKING, VERIFICATION, VERIFICATION_ANSWER,
    SITE_DOUBT, FEEDBACK, TRAVEL, SITE_OPENING,
)  # fmt: skip
