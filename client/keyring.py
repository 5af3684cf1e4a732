"""Keep opened case keys under the user key, 64 objects a page."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from client.ringing import PACKED, packed_keys, unpacked_keys
from client.sealing import (
    CompartmentKey,
    Part,
    Random,
    decrypt,
    encrypt,
    keys_from,
    pad,
    read_plain,
    unpad,
)
from demeso.kernel.canon import b64, unb64
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import (
    BODY_SUITE,
    KEYRING_INFO,
    PAGE_OBJECTS,
    SALT_SIZE,
    VERSION,
    keyring_context,
    page_fault,
)

Keys = Mapping[str, Mapping[str, CompartmentKey]]  # object → compartment → key


@dataclass(frozen=True)
class PagePlace:
    """Whose page of a keyring it is, which one, and its version."""

    worker: str
    page: int
    version: int


def seal_page(
    keys: Keys, *, place: PagePlace, user_key: bytes, random: Random = os.urandom
) -> Part:
    """Seal one page of a keyring."""
    refuse_unless(len(keys) <= PAGE_OBJECTS, "keyring.full")
    salt = random(SALT_SIZE)
    context = keyring_context(place.worker, place.page, place.version)
    sealed = encrypt(user_key, salt, KEYRING_INFO, context, pad(packed_keys(keys)))
    return {
        "v": VERSION,
        "suite": BODY_SUITE,
        "worker": place.worker,
        "page": place.page,
        "version": place.version,
        "salt": b64(salt),
        "ct": b64(sealed),
    }


def open_page(
    page: Part, *, place: PagePlace, user_key: bytes
) -> dict[str, dict[str, CompartmentKey]]:
    """Open the page that must be that worker's, that number, that version.

    A page that an earlier app wrote holds JSON.
    """
    fault = page_fault(page)
    refuse_unless(not fault, "keyring.malformed", field=fault)
    found = (page["worker"], page["page"], page["version"])
    refuse_unless(found == (place.worker, place.page, place.version), "sealed.other")
    context = keyring_context(place.worker, place.page, place.version)
    salt, sealed = unb64(str(page["salt"])), unb64(str(page["ct"]))
    plain = decrypt(user_key, salt, KEYRING_INFO, context, sealed)
    raw = unpad(plain)
    if raw.startswith(PACKED):
        return unpacked_keys(raw)
    return {object_: keys_from(keys) for object_, keys in read_plain(plain).items()}
