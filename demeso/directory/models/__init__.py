"""The tables of the room, gathered here because Django looks here for them."""

from demeso.directory.models.keeping import (
    CaseOpening,
    Feedback,
    TravelReport,
    Verification,
)
from demeso.directory.models.listing import Organisation, Revision, Site
from demeso.directory.models.locking import Lock, Posting

__all__ = [
    "CaseOpening",
    "Feedback",
    "Lock",
    "Organisation",
    "Posting",
    "Revision",
    "Site",
    "TravelReport",
    "Verification",
]
