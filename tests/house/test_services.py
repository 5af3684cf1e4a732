"""A service is keyword-only, takes actor and act, and reads no clock."""

import ast

from tests.house.source import Source, calls, chain, public_functions, sources

# The machine rooms write down for others; there what is written comes by place.
INSTRUMENTS = {"ledger": 2, "vault": 1}
# Services where nobody acts, each with its reason.
NOBODY = {
    "begin_epoch": "a server that starts from a copy says so itself",
    "checkpoint": "the server signs its own tree",
    "end_sessions": "it follows from an act that names who did it",
    "spend_desk_code": "only the code says who it is",
    "stop_devices": "it follows from an act that names who did it",
    "writing": "it opens a unit of work and writes nothing itself",
}


def faults(source: Source) -> list[str]:
    """Return what is wrong with the public services of a module."""
    if source.role != "services":
        return []
    found = []
    for function in public_functions(source.tree):
        where = f"{source.path}: {function.name}"
        spec = function.args
        named = {argument.arg for argument in spec.kwonlyargs}
        by_place = spec.posonlyargs + spec.args
        if len(by_place) > INSTRUMENTS.get(source.app, 0) or spec.vararg:
            found.append(f"{where} is not keyword-only")
        if function.name.startswith("require_") or function.name in NOBODY:
            continue
        if "actor" not in named:
            found.append(f"{where} takes no actor")
    return found


def clocks(source: Source) -> list[str]:
    """Return where rules, queries or services read the time."""
    if source.role not in ("rules", "forms", "models", "queries", "services"):
        return []
    return [
        f"{source.path}:{call.lineno} reads the clock"
        for call in calls(source.tree)
        if chain(call)[-1:] in (["now"], ["today"], ["utcnow"])
        or chain(call) in (["time", "time"], ["monotonic"])
    ]


def doors(source: Source) -> list[str]:
    """Return services that know a request, HTML or JSON."""
    if source.role != "services":
        return []
    names = {
        argument.arg
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args + node.args.kwonlyargs
    }
    return [f"{source.path} takes {n}" for n in names & {"request", "response"}]


def all_of(find) -> list[str]:
    return [fault for source in sources("demeso") for fault in find(source)]


def test_public_services_are_keyword_only_and_take_an_actor():
    assert all_of(faults) == []


def test_no_rule_query_or_service_reads_the_clock():
    assert all_of(clocks) == []


def test_services_know_no_request():
    assert all_of(doors) == []


PLANTED = Source(
    "demeso/casework/services.py",
    "def open_case(act):\n    return now()\n"
    "def close_case(*, act, request):\n    ...\n"
    "def _quiet(x):\n    ...\n",
)


def test_planted_faults_are_found():
    assert len(faults(PLANTED)) == 3
    assert len(clocks(PLANTED)) == 1
    assert len(doors(PLANTED)) == 1
