"""Keep what she allows, and end it at once when she changes her mind."""

from django.conf import settings

from demeso.consent.models import Consent
from demeso.consent.queries import get_release, is_overtaken, is_release
from demeso.consent.rules import (
    SURVIVOR,
    ConsentAnswers,
    May,
    Purpose,
    ReleaseAnswers,
    WithdrawalAnswers,
    consent_id,
    may_consent,
    may_keep,
    release_until,
    stands,
)
from demeso.directory.queries import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import record, writing
from demeso.survivors.queries import get_helped_survivor, get_led_survivor, is_known
from demeso.survivors.services import end_help, open_record, resume_help


@writing
def give_consent(*, actor: Actor, act: Act[ConsentAnswers]) -> May:
    """Keep her decision on help; only a yes opens a record by code."""
    actor.require("case.write")
    known = is_known(act.record)
    if known:
        _require_same_person(actor, act)
    if may_keep(act.answers) is not May.DECISION:
        _require_fair(act.answers)
    in_force = record(act, actor=actor, root=act.record)
    kept = may_keep(stands(in_force, act.answers))
    if kept is not May.DECISION:
        _open(actor, act, known=known)
        _allow(act, Purpose.SERVICES)
    elif known:
        end_help(actor=actor, act=act, survivor=act.record)
        _end(act, list(Purpose))
    if kept is May.COUNT:
        _allow(act, Purpose.STATISTICS)
    elif "statistics" in act.envelope.groups:
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


def _allow(act: Act[ConsentAnswers], purpose: Purpose) -> None:
    answers = act.answers
    said = {
        "language": answers.language,
        "consent_form": answers.consent_form,
        "given_by": answers.given_by or SURVIVOR,
        "given_at": act.received_at,
    }
    place = {"survivor_id": act.record, "purpose": purpose, "withdrawn_at": None}
    if not Consent.objects.filter(**place).update(**said):
        id_ = consent_id(act.id, purpose)
        Consent.objects.create(id=id_, **place, **said)


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
    record(act, actor=actor, root=survivor.id)
    return Consent.objects.create(
        id=act.record,
        survivor_id=survivor.id,
        purpose=Purpose.RELEASE,
        recipient_id=named.organisation,
        categories=" ".join(answers.categories),
        language=survivor.language,
        given_by=SURVIVOR,
        given_at=act.received_at,
        until=until,
    )


@writing
def withdraw_consent(*, actor: Actor, act: Act[WithdrawalAnswers]) -> None:
    """End a consent at once; the rooms above react in the same transaction."""
    if act.answers.what == Purpose.RELEASE:
        release = get_release(act.record, actor=actor)
        release.withdrawn_at = release.withdrawn_at or act.received_at
        release.save(update_fields=["withdrawn_at"])
        record(act, actor=actor, root=release.survivor_id)
        return
    survivor = get_led_survivor(act.record, actor=actor)
    if act.answers.what == Purpose.STATISTICS:
        _end(act, [Purpose.STATISTICS])
    else:  # services, or an unclear answer: the most protective meaning
        end_help(actor=actor, act=act, survivor=survivor.id)
        _end(act, list(Purpose))
    record(act, actor=actor, root=survivor.id)
