"""Build Django's two databases from one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import SettingError

PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
    "PRAGMA foreign_keys=ON;"
)

QUICK = "-c jit=off"  # compiling a query costs more than any of ours takes


def databases(address: str, var: Path) -> dict[str, dict[str, Any]]:
    """Return the `default` and `grants` databases.

    An empty address means two SQLite files in `var`; otherwise it is
    `postgres://user:password@host:port/name` (host may be `?host=/socket`).
    """
    if not address:
        var.mkdir(parents=True, exist_ok=True)
        return {
            "default": sqlite(var / "demeso.sqlite3"),
            "grants": sqlite(var / "grants.sqlite3"),
        }
    main = postgres(address)
    apart = {**main, "ENGINE": "config.grants_schema"}
    apart["TEST"] = {"NAME": f"test_{main['NAME']}_grants", "DEPENDENCIES": []}
    apart["OPTIONS"] = {**main["OPTIONS"], "options": f"-c search_path=grants {QUICK}"}
    return {"default": main, "grants": apart}


def sqlite(path: Path) -> dict[str, Any]:
    """Return one embedded database: durable, one writer at a time."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": str(path.with_suffix(".test.sqlite3")), "DEPENDENCIES": []},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": PRAGMAS,
        },
    }


def postgres(address: str) -> dict[str, Any]:
    """Return one PostgreSQL database from its address."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or len(parts.path) < 2:  # noqa: PLR2004
        raise SettingError("DATABASE_URL is not postgres://user@host/name")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "TEST": {"DEPENDENCIES": []},
        "OPTIONS": {"options": QUICK},
    }
