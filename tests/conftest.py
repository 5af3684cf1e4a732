"""What every test stands on; databases and sockets are in tests/database.py."""

import pytest

pytest_plugins = ["tests.scene", "tests.cast"]


def pytest_configure(config: pytest.Config) -> None:
    """Say how to start the tests when the database plugin is missing."""
    if not config.pluginmanager.has_plugin("tests.database"):
        raise pytest.UsageError("run: python -m pytest -p tests.database …")
