import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from demeso.agencies.models import Agency, Invitation
from demeso.agencies.queries.people import (
    agencies,
    devices_of,
    get_agency,
    get_worker,
    people,
    worker_of_username,
)
from demeso.agencies.queries.recovery import drills_due, keepers, kept_for
from demeso.agencies.queries.roles import roles_held
from demeso.agencies.rules.recovery import keeps_key
from demeso.agencies.rules.roles import KEY_PERMISSIONS, ROLES
from demeso.directory.queries.listing import organisations
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.ledger.models import Checkpoint
from demeso.ledger.notes import public_of
from demeso.ledger.proving import Proved, consistency, proved
from demeso.vault.queries import (
    current_fingerprints,
    fingerprints_of,
    get_bundle,
    grants_to,
    kdf_settings,
    keyring_versions,
    keys_of,
    latest_epoch,
)
from demeso.worker.late import late_counts

Shown = dict[str, Any]
SALT_LABEL = b"demeso/salt/v1\n"


def show_settings(username: str) -> Shown:
    """Return how to stretch a passphrase, for every name alike."""
    secret = hashlib.sha256(SALT_LABEL + settings.SECRET_KEY.encode()).digest()
    name = username.lower()
    return {"kdf": kdf_settings(name, worker_of_username(name), secret)}


def show_invitation(invitation: Invitation) -> Shown:
    """Return what an invited person's browser needs to make her keys."""
    worker = invitation.worker
    return {
        "worker": worker.id,
        "called": worker.called,
        "agency": {"id": worker.agency_id, "name": worker.agency.name},
        "until": stamp(invitation.until),
    }


def show_me(actor: Actor, *, at: datetime) -> Shown:
    """Return who is signed in: person, agency, roles, devices, keys."""
    worker = get_worker(actor.worker, actor=actor)
    agency = get_agency(actor.agency, actor=actor)
    current = current_fingerprints([actor.worker, actor.agency])
    return {
        "worker": {
            "id": worker.id,
            "called": worker.called,
            "username": worker.account.username if worker.account else "",
        },
        "agency": {"id": agency.id, "name": agency.name, "region": agency.region},
        "active": agency.activated_at is not None,
        "front": _front(agency),
        "late": late_counts(actor),
        "drills": [
            {"agency": one.pk, "house": one.name} for one in drills_due(actor, at=at)
        ],
        "roles": sorted(actor.roles),
        "permissions": sorted(actor.permissions),
        "bundle": get_bundle(actor.worker),
        "key": current.get(("worker", actor.worker), ""),
        "epoch": latest_epoch("worker", actor.worker),
        "devices": [
            {
                "id": device.id,
                "kind": device.kind,
                "label": device.label,
                "public": device.public,
                "enrolled_at": stamp(device.enrolled_at),
                "revoked_at": device.revoked_at and stamp(device.revoked_at),
            }
            for device in devices_of([actor.worker])
        ],
        "agency_keys": [
            {"fp": key.fingerprint, "owner": key.owner, "epoch": key.epoch}
            for key in keys_of([actor.agency])
            if key.revoked_at is None
        ],
    }


def _front(agency: Agency) -> Shown | None:
    """Return what an agency proposes for home screens; nothing while none is chosen."""
    if not agency.front_label:
        return None
    return {"label": agency.front_label, "icon": agency.front_icon}


def show_people(actor: Actor) -> Shown:
    """Return the workers and agencies whom an actor may know of, and all roles."""
    workers = list(people(actor))
    kept = kept_for(actor.worker)
    names = [worker.id for worker in workers]
    roles, keys = roles_held(names), current_fingerprints(names)
    return {
        "people": [
            {
                "id": worker.id,
                "called": worker.called,
                "agency": worker.agency_id,
                "joined": worker.joined_at is not None,
                "left": worker.left_at is not None,
                "key": keys.get(("worker", worker.id), ""),
                "roles": [
                    {"grant": held.grant, "role": held.role, "since": stamp(held.since)}
                    for held in roles.get(worker.id, ())
                ],
            }
            for worker in workers
        ],
        "agencies": [
            {"id": agency.id, "name": agency.name, "region": agency.region}
            for agency in agencies(actor, *kept)
        ],
        "named": _named(actor, [one for one in kept if keeps_key(kept[one])]),
        "roles": [
            {"name": role.name, "title": role.title, "description": role.description}
            for role in ROLES.values()
        ],
    }


def _named(actor: Actor, held: Iterable[str]) -> list[Shown]:
    """Return who answers for the organisations, and who may keep a key with her.

    These are partners of her own agency, and the people of one whose key she holds.
    """
    rows = organisations(actor)
    found = [row.focal_point for row in rows] + [row.deputy for row in rows]
    if any(actor.may(needed) for needed in KEY_PERMISSIONS.values()):
        found += keepers(actor.agency).exclude(agency=actor.agency)
        others = [one for one in held if one != actor.agency]
        found += [who for one in others for who in keepers(one) if who.agency_id == one]
    people = {worker.id: worker for worker in found if worker is not None}
    return [
        {"id": worker.id, "called": worker.called, "agency": worker.agency_id}
        for worker in people.values()
    ]


def show_keys(found: Iterable[Any], size: int) -> list[Shown]:
    """Return public key entries, each with its proof in the tree of `size` leaves."""
    keys = list(found)
    proofs = proved("key", (key.fingerprint for key in keys), size)
    return [
        {
            "fp": key.fingerprint,
            "entry": key.entry,
            "record": key.record,
            "published_at": stamp(key.published_at),
            "revoked_at": key.revoked_at and stamp(key.revoked_at),
            "proof": _wired(proofs.get(key.fingerprint)),
        }
        for key in keys
    ]


def _wired(proof: Proved | None) -> Shown | None:
    return dict(proof.wire()) if proof else None


def show_log(made: Checkpoint | None, since: int) -> Shown:
    """Return a checkpoint, and what shows that the tree only grew since one seen."""
    public = public_of(bytes.fromhex(settings.LEDGER_SEED))
    size = made.size if made else 0
    return {
        "key": b64(public),
        "note": made.note if made else "",
        "since": since,
        "proof": [b64(step) for step in consistency(since, size)],
    }


def show_grants(actor: Actor, after: int) -> Shown:
    """Return the next grants to the actor's own keys."""
    found = grants_to(fingerprints_of([actor.worker]), after)
    return {
        "grants": [{"act": grant.act_id, "part": grant.part} for grant in found],
        "next": found[-1].place if found else after,
        "more": bool(found),
    }


def show_keyring(actor: Actor) -> Shown:
    """Return which pages the actor's keyring has."""
    versions = keyring_versions(actor.worker)
    return {"pages": [{"page": p, "version": v} for p, v in versions.items()]}
