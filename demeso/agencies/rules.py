"""Decide who may act: roles as data, and what each answer set holds."""

from dataclasses import dataclass
from enum import StrEnum

from demeso.kernel.text import _


class DeviceKind(StrEnum):
    """What a device is."""

    BROWSER = "browser"
    DOOR = "door"
    CLIENT = "client"
