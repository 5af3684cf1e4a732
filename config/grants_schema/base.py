"""The database engine of the `grants` database."""

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Make the schema before anything looks for a table in it."""

    def init_connection_state(self) -> None:
        """Prepare a new connection."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'grants'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE SCHEMA IF NOT EXISTS grants")
        super().init_connection_state()
