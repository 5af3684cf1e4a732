from datetime import timedelta

import pytest

from demeso.consent import queries
from demeso.kernel.refusal import RefusedError, UnknownError
from tests.handing import help_someone, release, withdraw

pytestmark = pytest.mark.django_db(databases="__all__")

NEED = frozenset({"need"})


def ask(helped, allowed, recipient, *, categories=NEED, at=None):
    return queries.require_consent(
        helped.survivor, release=allowed, recipient=recipient,
        categories=categories, at=at or helped.by.stage.time,
    )  # fmt: skip


def test_a_permit_says_exactly_what_may_leave(helped, yelen_listed):
    allowed = release(helped, yelen_listed, "need", "contact")
    permit = ask(helped, allowed, yelen_listed)
    assert (permit.survivor, permit.recipient) == (helped.survivor, yelen_listed)
    assert (permit.categories, permit.because) == (NEED, allowed)
    assert permit.until == helped.by.stage.time + timedelta(days=90)


def test_yes_for_one_is_no_yes_for_another(helped, yelen_listed, sariya):
    allowed = release(helped, yelen_listed, "need")
    with pytest.raises(RefusedError, match=r"consent\.other_recipient"):
        ask(helped, allowed, sariya)
    with pytest.raises(RefusedError, match=r"consent\.other_categories"):
        ask(helped, allowed, yelen_listed, categories=frozenset({"need", "medical"}))


def test_without_a_release_nothing_leaves(helped, yelen_listed, salif, deme_keys):
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        ask(helped, helped.by.new_id(), yelen_listed)
    other = help_someone(salif, deme_keys)
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        ask(helped, release(other, yelen_listed), yelen_listed)


def test_a_permit_ends_with_time_and_with_her_word(helped, yelen_listed):
    allowed = release(helped, yelen_listed)
    late = helped.by.stage.time + timedelta(days=91)
    with pytest.raises(RefusedError, match=r"consent\.expired"):
        ask(helped, allowed, yelen_listed, at=late)
    withdraw(helped, allowed, "release")
    with pytest.raises(RefusedError, match=r"consent\.withdrawn"):
        ask(helped, allowed, yelen_listed)


def test_without_her_yes_to_help_no_release_stands(helped, yelen_listed):
    allowed = release(helped, yelen_listed)
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        ask(helped, allowed, yelen_listed)


def test_only_those_who_agreed_are_counted(helped, salif, deme_keys):
    private = help_someone(salif, deme_keys, statistics="no")
    both = [helped.survivor, private.survivor]
    assert queries.counts_in_statistics(both) == {helped.survivor}
    assert queries.counts_in_statistics([]) == frozenset()


def test_her_worker_reads_what_she_allowed(helped, yelen_listed, salif):
    allowed = release(helped, yelen_listed)
    actor = helped.by.actor
    assert queries.get_release(allowed, actor=actor).recipient_id == yelen_listed
    purposes = [row.purpose for row in queries.consents(helped.survivor, actor=actor)]
    assert purposes == ["release", *purposes[1:]]
    assert set(purposes) == {"release", "services", "statistics"}
    assert queries.consents(helped.survivor, actor=salif.actor) == []
    for record in (allowed, helped.survivor):
        with pytest.raises(UnknownError):
            queries.get_release(record, actor=salif.actor)


def history(helped, actor, at=None):
    return queries.consent_history(
        helped.survivor, actor=actor, at=at or helped.by.stage.time
    )


def test_what_she_allowed_is_told_with_what_became_of_it(
    helped, yelen_listed, aissata, kadi
):
    allowed = release(helped, yelen_listed, "need", "contact")
    for person in (aissata, kadi):
        said = history(helped, person.actor)
        assert said[0].purpose == "release"
        assert set(said[0].categories) == {"need", "contact"}
        assert said[0].recipient == yelen_listed
        assert {one.standing for one in said} == {"stands"}
    late = helped.by.stage.time + timedelta(days=91)
    assert history(helped, aissata.actor, late)[0].standing == "expired"
    withdraw(helped, allowed, "release")
    [first, *rest] = history(helped, aissata.actor, late)
    assert (first.id, first.standing) == (allowed, "withdrawn")
    assert first.withdrawn_at is not None
    assert {one.standing for one in rest} == {"stands"}


def test_her_consents_are_told_to_nobody_else(helped, salif, fatoumata, oumou):
    for person in (salif, fatoumata, oumou):
        with pytest.raises(UnknownError):
            history(helped, person.actor)


def test_a_yes_that_was_taken_back_has_not_run_out(helped, aissata):
    asked = {"actor": aissata.actor, "at": helped.by.stage.time}
    assert not queries.consents_expired(helped.survivor, **asked)
    withdraw(helped, helped.survivor, "services")
    late = {**asked, "at": helped.by.stage.now()}
    assert not queries.consents_expired(helped.survivor, **late)


def test_for_a_child_the_rows_say_who_spoke(aissata, salif, deme_keys, yelen_listed):
    said = {"age_group": "6_11", "giver_safe": "yes", "assent": "yes"}
    near = help_someone(aissata, deme_keys, given_by="caregiver", **said)
    far = help_someone(salif, deme_keys, given_by="trusted_adult", **said)
    assert queries.giver_of(near.survivor) == "caregiver"
    assert queries.giver_of(far.survivor) == "trusted_adult"
    release(far, yelen_listed, "need")
    [first, *_rest] = history(far, salif.actor)
    assert (first.purpose, first.given_by) == ("release", "trusted_adult")
    assert queries.giver_of(aissata.new_id()) == "survivor"
