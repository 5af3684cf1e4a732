"""PostgreSQL, with the `grants` schema made when it is missing."""
