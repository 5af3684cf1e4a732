"""A closed case leaves its worker's devices to one coded line, and comes back."""

import json

import pytest

from demeso.field.queries import changes, view_of
from demeso.ledger.queries import head
from tests.casework.following import agree_anew, approve, close, propose, reopen

pytestmark = pytest.mark.django_db(databases="__all__")


def pulled(person):
    view = view_of(person.actor, at=person.stage.time)
    found = changes(view, view.reach(), after=-1, upto=head().size)
    return view, list(found)


def test_a_closed_case_leaves_a_coded_line(helped, kadi):
    assert helped.survivor in pulled(helped.by)[0].own
    closure = close(helped, kadi)
    view, found = pulled(helped.by)
    assert helped.survivor not in view.roots
    assert closure in view.handed
    lines = [one["act"] for one in found if one["root"] == closure]
    assert [act["kind"] for act in lines] == ["closure.proposed", "closure.approved"]
    assert lines[0]["groups"] == {
        "link": {
            "case": helped.case, "survivor": helped.survivor, "code": helped.code,
        },
        "closing": {"reasons": ["needs_met"]},
    }  # fmt: skip
    assert all(act["sealed"] == [] for act in lines)
    others = [one for one in found if one["root"] != closure]
    assert helped.code not in json.dumps(others)


def test_others_hold_no_line_of_it(helped, kadi, salif):
    closure = close(helped, kadi)
    for person in (kadi, salif):
        assert closure not in pulled(person)[0].roots


def test_a_proposal_alone_changes_nothing_on_her_device(helped, kadi):
    closure = propose(helped)
    view, found = pulled(helped.by)
    assert helped.survivor in view.own
    assert closure not in view.handed
    kinds = {one["act"]["kind"] for one in found if one["root"] == helped.survivor}
    assert "closure.proposed" in kinds
    approve(kadi, closure)


def test_a_reopened_case_comes_back_whole(helped, kadi, deme_keys):
    closure = close(helped, kadi)
    agree_anew(helped)
    assert helped.survivor not in pulled(helped.by)[0].roots
    reopen(helped, deme_keys)
    view, found = pulled(helped.by)
    assert helped.survivor in view.own
    assert closure not in view.handed
    kinds = [one["act"]["kind"] for one in found if one["root"] == helped.survivor]
    assert kinds[0] == "consent.given"
    assert kinds[-1] == "case.reopened"
    [opened] = [one["act"] for one in found if one["act"]["kind"] == "case.opened"]
    assert opened["sealed"] == [], "the old keys do not come back"
    assert found[-1]["act"]["sealed"] != []
