"""The answers that many questions of this room share."""

YES, NO = "yes", "no"
NOT_SAID = frozenset({"", "unknown", "declined"})
