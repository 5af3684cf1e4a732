"""The desk's door, for the pages of files and editions."""

from tests.desk.conftest import enter

__all__ = ["enter"]
