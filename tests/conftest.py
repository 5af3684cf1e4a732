"""What every test stands on; databases and sockets are in tests/database.py."""

import hypothesis
import pytest

# A busy machine is no fault of the code.
SLOW = hypothesis.HealthCheck.too_slow
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[SLOW]
)
hypothesis.settings.load_profile("patient")

pytest_plugins = ["tests.scene", "tests.cast", "tests.portering"]


def pytest_configure(config: pytest.Config) -> None:
    """Say how to start the tests when the database plugin is missing."""
    if not config.pluginmanager.has_plugin("tests.database"):
        raise pytest.UsageError("run: python -m pytest -p tests.database …")
