from datetime import UTC, datetime, timedelta

import pytest

from demeso.agencies.rules.devices import hashed, is_digest
from demeso.agencies.rules.joining import (
    LONGEST_INVITATION,
    Inviting,
    is_invitation,
    is_login_key,
    is_username,
)
from demeso.agencies.rules.roles import (
    APART,
    KEY_PERMISSIONS,
    ROLES,
    knows_everybody,
    may_end,
    may_keep,
    may_take,
    permissions_of,
)
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp

pytestmark = pytest.mark.rules
NOW = datetime(2026, 11, 2, tzinfo=UTC)


def test_every_role_says_what_it_is_in_plain_words():
    assert all(role.title and role.description.endswith(".") for role in ROLES.values())
    assert [name for name, role in ROLES.items() if role.name != name] == []


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        ("caseworker", "case.write"), ("supervisor", "team.read"),
        ("supervisor", "keys.vault"), ("focal_point", "referral.answer"),
        ("coordinator", "figures.read"), ("data_focal_point", "figures.read"),
        ("dpo", "audit.read"), ("dpo", "keys.oversight"),
        ("administrator", "people.write"), ("administrator", "agencies.write"),
    ],
)  # fmt: skip
def test_a_role_lets_one_do_its_work(role, permission):
    assert permission in permissions_of([role])


def test_unknown_roles_give_nothing():
    assert permissions_of(["queen"]) == frozenset()


def test_nobody_but_caseworkers_writes_cases():
    writers = [n for n, role in ROLES.items() if "case.write" in role.permissions]
    assert writers == ["caseworker"]


def test_no_role_holds_both_keys():
    assert not any(role.permissions >= APART for role in ROLES.values())


@pytest.mark.parametrize(
    ("role", "roles", "keys", "allowed"),
    [
        ("dpo", (), (), True),
        ("dpo", ("caseworker",), (), True),
        ("dpo", ("supervisor",), (), False),
        ("supervisor", ("dpo",), (), False),
        ("dpo", (), ("vault",), False),
        ("supervisor", (), ("oversight",), False),
        ("supervisor", (), ("vault",), True),
    ],
)
def test_no_role_is_added_that_would_join_the_two_keys(role, roles, keys, allowed):
    assert may_take(role, roles=roles, keys=keys) is allowed


@pytest.mark.parametrize(
    ("role", "others", "allowed"),
    [
        ("administrator", 0, False),
        ("administrator", 1, True),
        ("supervisor", 0, True),
        ("a role of another time", 0, True),
    ],
)
def test_somebody_is_left_who_gives_roles(role, others, allowed):
    assert may_end(role, others=others) is allowed


@pytest.mark.parametrize(
    ("key", "roles", "keys", "allowed"),
    [
        ("vault", ("supervisor",), (), True),
        ("vault", ("supervisor",), ("vault",), True),
        ("vault", ("supervisor",), ("oversight",), False),
        ("vault", ("caseworker",), (), False),
        ("oversight", ("dpo",), (), True),
        ("oversight", ("dpo",), ("vault",), False),
    ],
)
def test_a_key_is_held_by_its_own_role_alone(key, roles, keys, allowed):
    assert may_keep(key, roles=roles, keys=keys) is allowed
    assert set(KEY_PERMISSIONS.values()) == APART | {"keys.intake"}


@pytest.mark.parametrize(
    "text", ["", "a" * 42, "a" * 44, "é" * 43, "a" * 42 + "=", "a" * 43 + "\n"]
)
def test_a_password_has_no_other_shape_than_a_login_key(text):
    assert not is_login_key(text)
    assert is_login_key(b64(bytes(32)))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("awa", True), ("awa.d-2", True), ("aw", False), ("Awa", False),
        ("2awa", False), ("awa d", False), ("a" * 40, True), ("a" * 41, False),
        ("awa\n", False), ("aïssata", False),
    ],
)  # fmt: skip
def test_a_username_is_plain(name, right):
    assert is_username(name) is right


def test_a_token_is_kept_as_a_digest():
    assert is_digest(hashed("token"))
    assert not is_digest("token")
    assert not is_digest(b64(bytes(31)))


@pytest.mark.parametrize(
    ("ahead", "right"),
    [(timedelta(days=7), True), (LONGEST_INVITATION, True),
     (LONGEST_INVITATION + timedelta(seconds=1), False)],
)  # fmt: skip
def test_an_invitation_ends_soon(ahead, right):
    answers = Inviting("agency", "Nana", hashed("t"), stamp(NOW + ahead))
    assert is_invitation(answers, NOW) is right


def test_an_invitation_has_a_time_and_a_hashed_token():
    assert not is_invitation(Inviting("a", "N", hashed("t"), "tomorrow"), NOW)
    assert not is_invitation(Inviting("a", "N", "t", stamp(NOW)), NOW)


def test_who_keeps_people_knows_everybody():
    actors = (Actor("w", "a", permissions_of([role])) for role in ROLES)
    known = [
        r for r, actor in zip(ROLES, actors, strict=True) if knows_everybody(actor)
    ]
    assert known == ["coordinator", "administrator"]
