"""Seal a text as a device does, when a test only needs that it is sealed."""

from typing import Any

from client.sealing import Place, new_key, seal_body


def sealed(case: str, compartment: str, version: int = 1, **answers: Any) -> Any:
    """Return a body part of a case under some key."""
    place = Place(case, compartment, version)
    return seal_body(answers, place=place, key=new_key(0))
