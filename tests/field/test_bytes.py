"""How many bytes an exchange costs each way: on 2G they are what it waits for."""

import gzip
import json

import pytest

from demeso.field import queries, rules
from demeso.kernel.canon import canonical
from tests.field.device import PATH

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]
ONE_KB = 1024


@pytest.fixture
def hers(aissata, monkeypatch):
    """Return a root that Aïssata may hold."""
    root, none = aissata.pen.new_id(), frozenset()
    monkeypatch.setattr(queries, "survivor_roots", lambda _actor: frozenset({root}))
    monkeypatch.setattr(queries, "referral_roots", lambda _actor, at: none)
    return root


def wire_bytes(head, headers, body):
    """Count a message of HTTP/1.1 as it goes over the wire."""
    lines = [head, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return len("\r\n".join(lines).encode()) + len(body)


def test_an_empty_exchange_costs_a_kilobyte_each_way_and_one_round_trip(aissata, hers):
    aissata.post([aissata.note(hers, place={"place": "Gao"})])
    aissata.pull_all()
    body = json.dumps(aissata.request(), separators=(",", ":")).encode()
    headers = aissata.signed(body, pull=True) | {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)), "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "fr", "Accept": "*/*",
    }  # fmt: skip
    answer = aissata.send(body, headers)
    told = answer.json()
    assert (told["changes"], told["more"], told["resnapshot"]) == ([], False, False)
    host = {"Host": "carnet.example.org"}
    asked = wire_bytes(f"POST {PATH} HTTP/1.1", headers | host, body)
    said = wire_bytes("HTTP/1.1 200 OK", answer.headers, answer.content)
    assert max(asked, said) <= ONE_KB


def test_a_long_answer_is_packed_for_who_unpacks_it_and_a_short_one_never(
    aissata, hers
):
    aissata.post([aissata.note(hers, place={"place": "Gao"}) for _act in range(20)])
    raw = json.dumps(aissata.request()).encode()
    headers = aissata.signed(raw, pull=True)
    plain = aissata.send(raw, headers)
    packed = aissata.send(raw, headers | {"Accept-Encoding": "gzip, br"})
    asked = aissata.signed(raw) | {"Accept-Encoding": "gzip"}
    short = aissata.send(raw, asked)  # without a session nothing is pulled
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in short.headers
    whole = json.loads(gzip.decompress(packed.content))
    assert whole["changes"] == plain.json()["changes"]
    assert len(packed.content) * 2 < len(plain.content)


def test_every_answer_says_that_what_is_sent_may_be_packed(aissata):
    assert aissata.post().headers["Accept-Encoding"] == "gzip"


def test_a_body_that_inflates_past_the_limit_is_refused_by_name(aissata):
    bomb = gzip.compress(bytes(100 * rules.MOST_RAW), mtime=0)
    headers = aissata.signed(bomb) | {"Content-Encoding": "gzip"}
    answer = aissata.send(bomb, headers)
    assert len(bomb) < rules.MOST_COMPRESSED
    assert (answer.status_code, answer.json()["code"]) == (413, "exchange.too_large")


def test_a_page_is_no_longer_than_was_asked(aissata, hers):
    aissata.post([aissata.note(hers, place={"place": "Gao"}) for _act in range(40)])
    pages = aissata.pull_all(max_bytes=rules.FEWEST_BYTES)
    assert len(pages) > 3
    for page in pages:
        assert len(canonical(page["changes"])) <= rules.FEWEST_BYTES + ONE_KB
