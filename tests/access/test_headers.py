"""Every address answers with strict headers, whoever asks; which, its door decides."""

import pytest
from django.conf import settings
from django.test import Client

from config.headers import BARE, CAMERA, FEATURES, UNTOLD
from tests.access.calls import call, place
from tests.access.table import MORE, NOBODY, ROWS

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
CLOSED = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
# The door → what may run there, and which policies may make it.
RUNS = {
    "/app/v1/": (None, "'none'"),
    "/app/version": (None, "'none'"),
    "/app/garde.js": (None, "'none'"),
    "/app/": ("'self'", "carnet"),
    "/desk/": ("'self'", "'none'"),
    "/": (None, "'none'"),
}
# Help runs one script, which no page needs.
HELPS = ("/", "/en/", "/suite", "/en/suite")
LEAVING = ("help:leave", "sign-in:session DELETE", "desk:leave")


def policy(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: said for name, _gap, said in (part.partition(" ") for part in parts)}


def door(path: str):
    if path in HELPS:
        return "'self'", "'none'"
    return next(said for start, said in RUNS.items() if path.startswith(start))


@pytest.mark.parametrize("row", [*ROWS, *MORE])
def test_every_address_answers_with_strict_headers(row, town):
    for role in (NOBODY, "supervisor"):
        answer = call(row, town.visitors[role], town)
        said, (scripts, makers) = policy(answer), door(place(row, town))
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
        assert {name: said[name] for name in CLOSED} == CLOSED
        assert (said.get("script-src"), said["trusted-types"]) == (scripts, makers)
        assert "wasm-unsafe-eval" not in answer.headers["Content-Security-Policy"]
        assert "//" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"]
        clears = answer.headers.get("Clear-Site-Data", "")
        assert "storage" not in clears  # one origin: it would delete unsent work
        assert bool(clears) == (row in LEAVING)
        assert unseeing(answer, place(row, town))


def unseeing(answer, path: str) -> bool:
    if path.startswith(BARE):
        return UNTOLD not in answer.headers
    said = answer.headers["Permissions-Policy"].split(", ")
    return said == [f"{name}=()" for name in FEATURES]


def test_only_the_page_that_reads_a_code_may_ask_for_the_camera():
    assert "camera" in FEATURES
    assert CAMERA not in ROWS  # that page is not built yet


def fetched(path: str):
    answer = Client().get(path)
    if answer.streaming:  # read to its end: closing it would close the databases too
        b"".join(answer)
    return answer


@pytest.mark.django_db(databases="__all__")
def test_webassembly_compiles_in_the_worker_that_stretches_and_nowhere_else():
    answer = fetched("/static/stretch.js")
    assert answer.status_code == 200
    assert policy(answer)["script-src"] == "'wasm-unsafe-eval'"
    assert policy(answer)["default-src"] == "'none'"
    for path in ("/static/app.js", "/static/keeper.js", "/app/", "/app/en/"):
        said = fetched(path).headers["Content-Security-Policy"]
        assert "wasm" not in said
        assert "unsafe" not in said


def test_an_error_page_has_them_too():
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert policy(answer)["default-src"] == "'none'"
    assert not settings.DEMO
