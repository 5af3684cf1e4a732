"""Keep what she allows, and end it at once when she changes her mind."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q

from demeso.consent.models import Consent, Look
from demeso.consent.queries import (
    get_look,
    get_notice,
    get_release,
    giver_of,
    is_overtaken,
    is_release,
    look_at,
)
from demeso.consent.rules.allowing import (
    STORY,
    YES,
    ConsentAnswers,
    May,
    Purpose,
    ReleaseAnswers,
    WithdrawalAnswers,
    consent_id,
    may_keep,
    release_until,
    stands,
)
from demeso.consent.rules.children import SURVIVOR, is_giver_suspected, may_consent
from demeso.consent.rules.looking import (
    FIRST,
    LOOK_REASONS,
    ApprovalAnswers,
    NoticeAnswers,
    ReturnAnswers,
    State,
    Why,
    after,
    is_same_yes,
    look_id,
    why_look,
)
from demeso.directory.queries.listing import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.queries import in_force, live
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing
from demeso.survivors.queries import (
    get_helped_survivor,
    get_led_survivor,
    get_own_survivor,
    is_known,
)
from demeso.survivors.services.recording import (
    end_help,
    keep_words,
    open_record,
    pause_help,
    resume_help,
)
from demeso.vault.services import delete_bodies

OPEN = {"withdrawn_at": None, "until": None}
LAPSING = (Purpose.SERVICES, Purpose.RELEASE)
Yes = tuple[Mapping[str, Any], ConsentAnswers]  # as it was, as it is in force
LOOKED = ("state", "looked_by", "looked_at")


@writing
def give_consent(*, actor: Actor, act: Act[ConsentAnswers]) -> May:
    """Keep her decision on help; only a yes opens a record by code."""
    actor.require("case.write")
    known = is_known(act.record)
    if known:
        _require_same_person(actor, act)
    if may_keep(act.answers) is not May.DECISION:
        _require_fair(act.answers)
    said = in_force(act.record).get("services", {}) if known else {}
    stand = record(act, actor=actor, root=act.record)
    now = stands(stand, act.answers)
    kept = may_keep(now)
    if kept is not May.DECISION:
        _open(actor, act, known=known)
        _allow(act, Purpose.SERVICES, known=known)
        _look(actor, act, (said, now), known=known)
    elif known:
        _end_help(actor, act)
    if kept is May.COUNT:
        _allow(act, Purpose.STATISTICS, known=known)
    elif known and "statistics" in act.envelope.groups:
        _end(act, [Purpose.STATISTICS])
    return kept


def _require_fair(answers: ConsentAnswers) -> None:
    spoken = answers.language in country(settings.COUNTRY).codes("languages")
    refuse_unless(spoken, "consent.language", field="language")
    refuse_unless(may_consent(answers), "consent.wrong_giver", field="given_by")


def _require_same_person(actor: Actor, act: Act[ConsentAnswers]) -> None:
    survivor = get_led_survivor(act.record, actor=actor)
    same = act.answers.code in ("", survivor.code)
    refuse_unless(same, "survivor.code_wrong", field="code")
    if may_keep(act.answers) is not May.DECISION:
        refuse_unless(not is_overtaken(act), "consent.withdrawn")


def _open(actor: Actor, act: Act[ConsentAnswers], *, known: bool) -> None:
    code, language = act.answers.code, act.answers.language
    if known:
        resume_help(actor=actor, act=act, survivor=act.record, language=language)
    else:
        open_record(actor=actor, act=act, code=code, language=language)


def _allow(act: Act[ConsentAnswers], purpose: Purpose, *, known: bool) -> None:
    answers = act.answers
    said = {
        "language": answers.language,
        "consent_form": answers.consent_form,
        "given_by": answers.given_by or SURVIVOR,
        "given_at": act.received_at,
    }
    place = {"survivor_id": act.record, "purpose": purpose, **OPEN}
    again = known and Consent.objects.filter(**place).update(**said)
    if not again:
        keep(Consent(id=consent_id(act.id, purpose), **place, **said))


def _look(actor: Actor, act: Act[ConsentAnswers], yes: Yes, *, known: bool) -> None:
    """Have a supervisor look at a child's yes in force, once for each path it took."""
    (said, now), before = yes, look_at(act.record) if known else None
    why = why_look(now, before.why if before else "")
    if before is not None:
        same = why == before.why and is_same_yes(said, now)
        if same and before.state != State.RETURNED:
            return
        _let_go(act, before)
    if why is not None:
        _ask_look(actor, act, act.record, why)


def _ask_look(actor: Actor, act: Act[Any], survivor: str, why: Why) -> None:
    at = act.received_at
    asked = Look(
        id=look_id(act.id, why, at), survivor_id=survivor, why=why, state=FIRST[why],
        asked_by=actor.name, asked_at=at,
    )  # fmt: skip
    keep(asked)


def _let_go(act: Act[Any], look: Look | None) -> None:
    if look is not None:
        look.state = after(look.state, act.kind)
        look.save(update_fields=["state"])  # at once: the next look takes its place


def _end_help(actor: Actor, act: Act[ConsentAnswers] | Act[WithdrawalAnswers]) -> None:
    end_help(actor=actor, act=act, survivor=act.record)
    _let_go(act, look_at(act.record))
    _end(act, list(Purpose))


def _end(
    act: Act[ConsentAnswers] | Act[WithdrawalAnswers], what: list[Purpose]
) -> None:
    standing = Consent.objects.filter(survivor_id=act.record, withdrawn_at=None)
    standing.filter(purpose__in=what).update(withdrawn_at=act.received_at)


@writing
def give_release(*, actor: Actor, act: Act[ReleaseAnswers]) -> Consent:
    """Keep one yes: what may go to which organisation, until when."""
    answers = act.answers
    survivor = get_helped_survivor(answers.survivor, actor=actor)
    refuse_unless(not is_release(act.record), "release.known")
    named = recipient(answers.recipient)
    until = release_until(act.received_at, answers.until_day)
    refuse_unless(until > act.received_at, "consent.past", field="until_day")
    keep_words(actor=actor, act=act, survivor=survivor, compartments=("contact",))
    record(act, actor=actor, root=survivor.id)
    allowed = Consent(
        id=act.record,
        survivor_id=survivor.id,
        purpose=Purpose.RELEASE,
        recipient_id=named.organisation,
        categories=" ".join(answers.categories),
        language=survivor.language,
        given_by=giver_of(survivor.id),
        given_at=act.received_at,
        until=until,
    )
    return keep(allowed)


@writing
def withdraw_consent(*, actor: Actor, act: Act[WithdrawalAnswers]) -> None:
    """End a consent at once; the rooms above react in the same transaction.

    Her worker writes it down, or she does it alone, by her own number.
    """
    if act.answers.what == Purpose.RELEASE:
        release = get_release(act.record, actor=actor)
        release.withdrawn_at = release.withdrawn_at or act.received_at
        keep(release, "withdrawn_at")
        conditions = live(release.id).get("sealed:contact", ())
        delete_bodies(actor=actor, acts=[value.act for value in conditions])
        record(act, actor=actor, root=release.survivor_id)
        return
    survivor = get_own_survivor(act.record, actor=actor)
    if act.answers.what == Purpose.STATISTICS:
        _end(act, [Purpose.STATISTICS])
    elif act.answers.what != STORY:  # unclear: help ends, and nothing is deleted
        _end_help(actor, act)
    record(act, actor=actor, root=survivor.id)


@writing
def lapse_consents(*, actor: Actor, act: Act[Any], survivor: str) -> None:
    """Let what she allowed run out when help pauses; the room above asked who may.

    What was counted stays counted: her yes to statistics was about that.
    """
    pause_help(actor=actor, act=act, survivor=survivor)
    _let_go(act, look_at(survivor))
    standing = Consent.objects.filter(survivor_id=survivor, withdrawn_at=None)
    running = Q(until=None) | Q(until__gt=act.received_at)
    standing.filter(running, purpose__in=LAPSING).update(until=act.received_at)
    record(act, actor=actor, root=survivor)


@writing
def doubt_giver(
    *, actor: Actor, act: Act[Any], survivor: str, relationships: Collection[str]
) -> None:
    """Have a supervisor look when whoever said yes for a child may be accused."""
    record(act, actor=actor, root=survivor)
    if not is_giver_suspected(giver_of(survivor), relationships):
        return
    if look_at(survivor) is None:
        _ask_look(actor, act, survivor, Why.DOUBT)


@writing
def approve_consent(*, actor: Actor, act: Act[ApprovalAnswers]) -> Look:
    """Say that a yes is in the child's best interest."""
    refuse_unless(
        act.answers.best_interest == YES, "look.unsaid", field="best_interest"
    )
    look = _looked(actor, act, get_look(act.record, actor=actor))
    record(act, actor=actor, root=look.survivor_id)
    return keep(look, *LOOKED)


@writing
def return_consent(*, actor: Actor, act: Act[ReturnAnswers]) -> Look:
    """Say what should come first about a child's yes; help goes on meanwhile."""
    said = act.answers.look_reason in dict(LOOK_REASONS)
    refuse_unless(said, "look.unsaid", field="look_reason")
    look = _looked(actor, act, get_look(act.record, actor=actor))
    record(act, actor=actor, root=look.survivor_id)
    look.look_reason = act.answers.look_reason
    return keep(look, *LOOKED, "look_reason")


@writing
def read_notice(*, actor: Actor, act: Act[NoticeAnswers]) -> Look:
    """Say that a supervisor knows of a child who decided alone."""
    refuse_unless(act.answers.notice_read == YES, "look.unsaid", field="notice_read")
    look = _looked(actor, act, get_notice(act.record, actor=actor))
    record(act, actor=actor, root=look.survivor_id)
    return keep(look, *LOOKED)


def _looked(actor: Actor, act: Act[Any], look: Look) -> Look:
    refuse_unless(look.asked_by != actor.name, "look.own")
    look.state = after(look.state, act.kind)
    look.looked_by, look.looked_at = actor.name, act.received_at
    return look


@writing
def erase_consents(*, actor: Actor, survivor: str) -> None:
    """Delete what she allowed, her yes to being counted apart; the room above asked.

    That yes stays as the ground of a count; the language it was given in is hers.
    """
    del actor
    Look.objects.filter(survivor=survivor).delete()
    rows = Consent.objects.filter(survivor=survivor)
    rows.exclude(purpose=Purpose.STATISTICS).delete()
    rows.update(language="")
