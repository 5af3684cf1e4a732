"""The tables of the room, gathered here because Django looks here for them."""

from demeso.agencies.models.devices import Blockade, Clearing, DeskCode, Device
from demeso.agencies.models.keeping import (
    Agreement,
    Drill,
    Holding,
    Renewal,
    Rota,
    Sheet,
)
from demeso.agencies.models.people import Account, Agency, Invitation, RoleGrant, Worker

__all__ = [
    "Account",
    "Agency",
    "Agreement",
    "Blockade",
    "Clearing",
    "DeskCode",
    "Device",
    "Drill",
    "Holding",
    "Invitation",
    "Renewal",
    "RoleGrant",
    "Rota",
    "Sheet",
    "Worker",
]
