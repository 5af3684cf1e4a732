"""What somebody wrote and sent too late is read by who goes on, and by nobody else."""

from datetime import timedelta

import pytest

from client.codes import new_code
from client.sealing import Place, open_body, seal_body
from demeso.casework.models import Case
from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Access
from demeso.ledger.services import quarantine
from demeso.referrals.models import Referral
from demeso.worker.late import late_counts, read_late
from demeso.worker.leaving import read_departures
from tests.cast import Person, Team, hire
from tests.glassing import read_objects_of
from tests.handing import Helped, hand_over, help_someone, list_yelen
from tests.leaving import assign, depart, give_halves, leave, take_over
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
PLAN = {"plan": "Elle part chez sa tante au lever du jour"}


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys, "health")


@part
def centre(awa: Person, yelen: Team, oumou: Person) -> str:
    """Centre Yèlèn, to which she was handed on."""
    other = hire(awa, yelen.id, "Nene", "focal_point")
    return list_yelen(awa, yelen, oumou, other)


def write_offline(helped, **more):
    """Write down a danger and its plan, and send nothing."""
    key = read_objects_of(helped.by, helped.case)["narrative"]
    body = seal_body(PLAN, place=Place(helped.case, "narrative", 1), key=key)
    grant = {"type": "grant", "object": helped.case}
    groups = {"danger": {"in_danger": "yes"}, "risk": {"risk_level": "high"}}
    said = {"groups": groups, "sealed": [body, grant]} | more
    return helped.by.write("safety.recorded", helped.case, "safety@1", **said)


def arrive(envelope, by, code="worker.left"):
    """Let an act arrive when its author has left."""
    quarantine(envelope, actor=by.actor, code=code, received_at=by.stage.now())


def read(by, survivor):
    return read_late(actor=by.actor, survivor=survivor, at=by.stage.now())["late"]


def go(kadi, aissata, salif, helped):
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata, "no")
    assign(kadi, helped, departure, salif)
    return departure


def test_her_successor_reads_it_with_the_keys_of_the_case_and_it_is_not_applied(
    kadi, bintou, aissata, salif, helped, deme_keys
):
    late = write_offline(helped)
    departure = go(kadi, aissata, salif, helped)
    arrive(late, aissata)
    give_halves(kadi, "vault", salif, deme_keys.keys["vault"])
    give_halves(bintou, "oversight", salif, deme_keys.keys["oversight"])
    keys = take_over(salif, helped, departure)
    [found] = read(salif, helped.survivor)
    assert (found["called"], found["before"]) == ("Aissata", True)
    assert found["groups"]["danger"] == {"in_danger": "yes"}
    [body] = found["sealed"]  # the body alone; who was granted what stays here
    place = Place(helped.case, "narrative", 1)
    assert open_body(body, place=place, key=keys["narrative"]) == PLAN
    assert Case.objects.get(pk=helped.case).in_danger != "yes"
    assert Access.objects.filter(what="app.late", record=helped.survivor).exists()


def test_nobody_else_reads_it_neither_supervisor_nor_colleague_nor_who_left(
    kadi, awa, aissata, salif, helped, deme
):
    late = write_offline(helped)
    go(kadi, aissata, salif, helped)
    arrive(late, aissata)
    other = hire(awa, deme.id, "Hawa", "caseworker")
    for by in (kadi, other, aissata, awa):
        with pytest.raises(UnknownError):
            read(by, helped.survivor)


def test_only_what_names_her_and_only_what_came_too_late_is_shown(
    kadi, aissata, salif, helped, deme_keys
):
    another = help_someone(aissata, deme_keys, "health")
    hers, theirs, refused = (
        write_offline(helped), write_offline(another), write_offline(helped),
    )  # fmt: skip
    go(kadi, aissata, salif, helped)
    arrive(hers, aissata)
    arrive(theirs, aissata)
    arrive(refused, aissata, code="form.faults")
    assert [one["act"] for one in read(salif, helped.survivor)] == [hers.id]


def test_a_yes_that_was_taken_back_too_late_is_shown_though_only_the_release_names_her(
    kadi, oumou, aissata, salif, helped, centre
):
    sent = hand_over(helped, centre, oumou)
    allowed = Referral.objects.get(pk=sent).release_id
    said = {"withdrawal": {"what": "release"}}
    back = aissata.write("consent.withdrawn", allowed, "withdrawal@1", groups=said)
    got = aissata.write("service.received", sent, "receipt@1", groups={"receipt": {}})
    go(kadi, aissata, salif, helped)
    for act in (back, got):
        arrive(act, aissata)
    assert late_counts(salif.actor) == {helped.survivor: 2}
    assert [one["act"] for one in read(salif, helped.survivor)] == [back.id, got.id]
    assert late_counts(salif.actor) == {}, "until something comes again"
    assert late_counts(kadi.actor) == late_counts(aissata.actor) == {}


def test_what_was_written_on_a_case_and_a_yes_that_were_new_too_is_shown(
    kadi, aissata, salif, helped, centre
):
    case, allowed = aissata.new_id(), aissata.new_id()
    opening = {"opening": {"survivor": helped.survivor}}
    to = {"survivor": helped.survivor, "recipient": centre, "categories": ["need"]}
    danger = {"danger": {"in_danger": "yes"}}
    back = {"withdrawal": {"what": "release"}}
    late = [
        aissata.write("case.opened", case, "case@1", groups=opening),
        aissata.write("safety.recorded", case, "safety@1", groups=danger),
        aissata.write("release.given", allowed, "release@1", groups={"release": to}),
        aissata.write("consent.withdrawn", allowed, "withdrawal@1", groups=back),
    ]
    go(kadi, aissata, salif, helped)
    for act in late:
        arrive(act, aissata)
    assert [one["act"] for one in read(salif, helped.survivor)] == [
        act.id for act in late
    ]


def test_her_id_inside_another_text_is_no_name_and_odd_answers_break_no_page(
    kadi, aissata, salif, helped
):
    new, odd = aissata.new_id(), aissata.new_id()
    told = {"opening": {"code": f"vers {helped.survivor}"}, "other": {"who": [1]}}
    acts = [
        aissata.write("consent.given", new, "consent@1", groups=told),
        aissata.write("consent.given", odd, "consent@1",
                      groups={"opening": {"code": []}}),
        write_offline(helped, sealed=[{"type": "body", "object": []}]),
    ]  # fmt: skip
    go(kadi, aissata, salif, helped)
    for act in acts:
        arrive(act, aissata)
    [found] = read(salif, helped.survivor)
    assert (found["act"], found["sealed"]) == (acts[2].id, [])
    shown = read_departures(actor=kadi.actor, at=kadi.stage.now())
    assert shown["departures"][0]["strangers"] == []


def test_what_a_device_wrote_after_she_had_left_is_marked(kadi, aissata, salif, helped):
    keys = read_objects_of(aissata, helped.case)
    go(kadi, aissata, salif, helped)
    aissata.stage.time += timedelta(days=1)
    body = seal_body(
        PLAN, place=Place(helped.case, "narrative", 1), key=keys["narrative"]
    )
    after = aissata.write(
        "safety.recorded", helped.case, "safety@1",
        groups={"danger": {"in_danger": "no"}}, sealed=[body],
    )  # fmt: skip
    arrive(after, aissata)
    [found] = read(salif, helped.survivor)
    assert found["before"] is False


def test_a_person_whom_only_late_work_knows_is_named_by_code_to_the_supervisor(
    kadi, awa, aissata, salif, helped
):
    go(kadi, aissata, salif, helped)
    code = new_code()
    groups = {"services": {"services": "yes"}, "opening": {"code": code}}
    new = aissata.write("consent.given", aissata.new_id(), "consent@1", groups=groups)
    known = aissata.write("consent.given", helped.survivor, "consent@1", groups=groups)
    for act in (new, known):
        arrive(act, aissata)

    def shown(by):
        found = read_departures(actor=by.actor, at=by.stage.now())
        return found["departures"][0]["strangers"]

    assert shown(awa) == []
    assert not Access.objects.filter(record=new.record).exists()
    assert shown(kadi) == [code]
    assert Access.objects.filter(what="app.departures", record=new.record).exists()


def test_when_nothing_came_nothing_is_said_to_have_been_read(
    kadi, aissata, salif, helped
):
    go(kadi, aissata, salif, helped)
    assert read(salif, helped.survivor) == []
    assert not Access.objects.filter(what="app.late").exists()
