"""Nothing in the tree names a registry, a machine, or a secret."""

import json
import re

from tests.house.source import ROOT, files, name

TEXT = {
    ".py", ".md", ".toml", ".lock", ".json", ".html", ".css", ".ts", ".mjs", ".js",
    ".sh", ".svg", ".txt", ".po", ".yml", ".yaml", ".cfg", ".ini", ".csv", "",
}  # fmt: skip
# Written in halves, so that this file does not name them either.
HOSTS = (
    "py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb." + "debian",
    "docker" + ".io", "gh" + "cr.io", "jsdel" + "ivr", "un" + "pkg.com",
)  # fmt: skip
PLACES = re.compile(
    r"(?<![\w.:/{}$-])/(" + "work|ro" + "ot|ho" + r"me|t" + r"mp)/[\w.-]"
)
SETTINGS = re.compile(r"--(extra-)?index" + r"-url[ =]|^\s*registry\s*=", re.MULTILINE)
SECRETS = re.compile(
    "BEGIN [A-Z ]*PRIVATE " + r"KEY|otpauth://totp/\S+secret=[A-Z2-7]{16}"
)


def faults(path: str, text: str) -> list[str]:
    """Return what a file gives away."""
    found = [f"{path} names {host}" for host in HOSTS if host in text]
    found += [f"{path} names {m.group()}…" for m in PLACES.finditer(text)]
    if SETTINGS.search(text):
        found.append(f"{path} sets a registry")
    if SECRETS.search(text):
        found.append(f"{path} holds a secret")
    return found


def unhashed(lock: str) -> list[str]:
    """Return the packages of a Python lock file that carry no hash."""
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    return [e.split(" ")[0] for e in entries if "--hash=sha256:" not in e]


def loose(lock: str) -> list[str]:
    """Return the packages of package-lock.json with an address or no hash."""
    packages = json.loads(lock)["packages"]
    return [
        place
        for place, entry in packages.items()
        if place and ("resolved" in entry or "integrity" not in entry)
    ]


def test_no_file_names_a_registry_a_machine_or_a_secret():
    found = []
    for path in files():
        if path.suffix in TEXT and path.name != "LICENSE":
            found += faults(name(path), path.read_text(encoding="utf-8"))
    assert found == []


def test_lock_files_carry_hashes_and_no_address():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert unhashed(text) == []
        assert "://" not in text
    assert loose((ROOT / "web/package-lock.json").read_text(encoding="utf-8")) == []


def test_the_runtime_is_part_of_what_the_tests_use():
    def pins(lock):
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / lock).read_text(), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text


def test_planted_faults_are_found():
    assert faults("x.py", "see " + HOSTS[0])
    assert faults("x.py", 'open("/' + 'tmp/x")')
    assert faults("x.sh", "pip install --index" + "-url x")
    assert faults("x.py", "-----BEGIN PRIVATE " + "KEY-----")
    assert not faults("x.py", 'path("app/v1/ho" + "me/x")')
    assert unhashed("a==1 \\\n    --hash=sha256:aa\nb==2\n") == ["b==2"]
    assert loose('{"packages": {"": {}, "a": {"resolved": "x", "integrity": "y"}}}')
    assert loose('{"packages": {"a": {}}}')
