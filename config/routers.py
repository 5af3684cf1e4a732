"""Keep grants in a database of their own, with backups of their own."""

from typing import Any

APART = {("vault", "grant"), ("vault", "keyringpage")}


class GrantsApart:
    """Send the two tables of wrapped keys to `grants`, all else to `default`."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        """Return the database to read a model from."""
        name = (model._meta.app_label, model._meta.model_name)
        return "grants" if name in APART else "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the database to write a model to."""
        return self.db_for_read(model, **hints)

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool:
        """Allow relations within one database only."""
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool:
        """Make each table in its own database only."""
        if model_name is None:  # a migration's own code or SQL
            return db == "default" or app_label == "vault"
        return (db == "grants") == ((app_label, model_name) in APART)
