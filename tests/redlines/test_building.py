"""Red lines about what the product is built of: columns, imports, code, styles."""

import ast
import re
from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import models

from config.acts import FORMS
from config.headers import APP, DESK, HEADERS, KEEPING, NOTHING, PAGE, WORKER
from demeso.agencies.rules.roles import ROLES
from demeso.kernel.forms import COMPARTMENTS
from tests.house.source import ROOT, Source, calls, files, name, sources
from tests.house.test_secrets import TELLING
from tests.redlines.scan import hers, questions

# Columns that name somebody: workers and organisations only, never a survivor.
NAMING = re.compile(
    r"name|(?<!re)called|nom|phone|mobile|birth|dob|address|village|email|photo|face|"
    r"fingerprint|biometr|story|narrative",
    re.I,
)
NAMED = {
    "agencies.Account.username", "agencies.Agency.name", "agencies.Worker.called",
    "desk.Reminder.address",  # a worker's own mailbox, because she asked
    "directory.Organisation.name", "vault.PublicKey.fingerprint",
    "agencies.Renewal.fingerprint",  # of a public key
    "agencies.Rota.named",  # workers on call, by id
    "ledger.Fact.name",  # of a public fact: a key's, a program's
    "directory.Site.name", "directory.Site.phone",  # of a service, never of a person
    "directory.Site.mobile",  # a team that moves
}  # fmt: skip
PERSONAL = {"called", "birth_date", "address", "phone", "meet_where", "code_word"}
SUSPECTS = re.compile(r"perpetrator|accused|suspect|offender|abuser|auteur", re.I)
FACTS = {"gbv_type", "month", "cercle", "relationship", "how_many", "exchange"}

DEVICE = re.compile(
    r"geolocation|watchPosition|getUserMedia|getDisplayMedia|mediaDevices|"
    r"MediaRecorder|ImageCapture|navigator\.contacts|ContactsManager|"
    r"FaceDetector|"
    r"DeviceMotion|DeviceOrientation|NDEFReader|navigator\.(?:bluetooth|usb|serial)|"
    r"BatteryManager|getBattery|capture=\"|accept=\"(?:image|audio|video)"
)
CHOSEN = re.compile(r"type=[\"']?file|\.type = \"file\"")
FILES = {  # a sealed parcel; a list of services, which the desk tries and takes in
    '<input id="parcel-file" type="file" accept=".bin">',
    '<input id="file" name="file" type="file" required accept=".xlsx,.csv,.zip,.json">',
    '<input id="same" name="file" type="file" required accept=".xlsx,.csv,.zip,.json">',
}
KEY_OF_DEVICE = re.compile(r"credentials\.(?:get|create)|PublicKeyCredential\b")
PRINTING = re.compile(
    r"\bprint\(\)|window\.print|\.print\(|Imprimer|data-act=\"print\""
)
POLICIES = (APP, DESK, KEEPING, NOTHING, PAGE, WORKER)
# The one thing that is printed: a sheet of the recovery key, which names nobody.
KEY_SHEETS = [
    "demeso/worker/templates/worker/screens/keeping.html", "web/src/keeping/sheets.ts",
]  # fmt: skip
ELSEWHERE = re.compile(r"[\"'`](?:https?:|wss?:)?//(?!www\.w3\.org/)[\w.-]+")
OUTWARD = {
    "aiohttp", "ftplib", "http.client", "httpcore", "httpx", "imaplib", "paramiko",
    "poplib", "requests", "smtplib", "socket", "telnetlib", "urllib.request",
    "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
LEARNING = {
    "anthropic", "catboost", "keras", "langchain", "lightgbm", "mistralai", "nltk",
    "numpy", "openai", "pandas", "scipy", "sklearn", "spacy", "tensorflow", "torch",
    "transformers", "xgboost",
}  # fmt: skip
# `demeso run` asks its own server whether it answers, at 127.0.0.1 only.
OWN_DOOR = "config/commands/running.py"
WEIGHED = re.compile(
    r"reasons\??\.(?:length(?! > 0\b)|reduce|size|filter)|\bscore\b", re.I
)
SENDING = re.compile(
    r"^(send_mail|send_mass_mail|EmailMessage|EmailMultiAlternatives|mail_admins|"
    r"mail_managers|message_user|enqueue|aenqueue|delay|apply_async|notify\w*|"
    r"webpush|send_sms)$"
)
REAL = re.compile(
    r"\+\s?\d{3}[\s.-]?\d{2}|0{2}223|(?<![\w.:+-])[5-9]\d(?:[ .-]\d{2}){3}(?![\w:-])"
)


def columns(found: Iterable[type[models.Model]]) -> list[str]:
    """Return every column of some tables, as `app.Model.field`."""
    return [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in found
        for field in model._meta.concrete_fields
    ]


def ours() -> list[type[models.Model]]:
    """Return the product's own tables."""
    rooms = {room.rpartition(".")[2] for room in settings.ROOMS}
    return [m for m in apps.get_models() if m._meta.app_label in rooms]


def naming(listed: Iterable[str]) -> list[str]:
    """Return columns that could hold who somebody is."""
    return [c for c in listed if NAMING.search(c.rpartition(".")[2]) and c not in NAMED]


def imports(source: Source) -> set[str]:
    """Return every module that a file imports, with all its parents."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    parts = [one.split(".") for one in found]
    return {".".join(p[:n]) for p in parts for n in range(1, len(p) + 1)}


def product() -> tuple[Source, ...]:
    return sources("demeso", "config")


def sends(source: Source) -> list[str]:
    """Return calls that would tell somebody something by themselves."""
    names = (
        getattr(call.func, "attr", getattr(call.func, "id", ""))
        for call in calls(source.tree)
    )
    return [f"{source.path}: {one}" for one in names if SENDING.match(one)]


def looked_up(source: Source) -> list[str]:
    """Return queries that search people by what identifies them."""
    words = {"called", "phone", "birth", "birth_date", "dob", "face", "address"}
    return [
        f"{source.path}:{call.lineno} {word.arg}"
        for call in calls(source.tree)
        for word in call.keywords
        if word.arg
        and getattr(call.func, "attr", "") in ("filter", "exclude", "get", "order_by")
        and word.arg.split("__")[0] in words
    ]


def shown(*suffixes: str) -> list[tuple[str, str]]:
    """Return the name and text of what a browser gets, our own tests apart."""
    return [
        (name(path), path.read_text(encoding="utf-8"))
        for path in files(*suffixes)
        if name(path).startswith(("web/src/", "web/styles/", "demeso/"))
        and not path.name.endswith(".test.ts")
    ]


def matching(pattern: re.Pattern[str], texts: Iterable[tuple[str, str]]) -> list[str]:
    return [place for place, text in texts if pattern.search(text)]


def test_redline_03_no_column_holds_who_a_survivor_is():
    assert naming(columns(ours())) == []
    assert set(columns(ours())) >= NAMED


def test_redline_03_identity_and_incident_never_share_a_group_or_a_compartment():
    for form in hers():
        groups = {q.group for q in form.questions if q.name in PERSONAL}
        facts = {q.group for q in form.questions if q.name in FACTS}
        assert not groups & facts, form.id
        assert not (groups and facts), form.id
    placed = {q.name: q.compartment for _place, q in questions(hers())}
    assert {placed[one] for one in PERSONAL} == {"identity", "contact"}
    assert {q.compartment for q in FORMS["incident@1"].questions} == {
        "", "sensitive", "narrative",
    }  # fmt: skip
    assert set(COMPARTMENTS) >= {"identity", "contact", "sensitive", "narrative"}


def test_redline_07_browsers_are_told_to_refuse_place_camera_and_microphone():
    told = HEADERS["Permissions-Policy"]
    for one in ("geolocation", "camera", "microphone"):
        assert f"{one}=()" in told


def test_redline_07_nothing_reads_place_contacts_pictures_or_a_body():
    assert matching(DEVICE, shown(".ts", ".html")) == []
    assert DEVICE.search('<input type="file" accept="image/*">')


def test_redline_07_files_that_are_chosen_are_parcels_and_lists_of_services():
    found = [text for _place, text in shown(".ts", ".html") if CHOSEN.search(text)]
    asked = re.findall(r"<input [^>]*type=\"file\"[^>]*>", "".join(found))
    assert set(asked) == FILES
    assert len(asked) == len(found) == len(FILES)


def test_redline_07_the_key_of_a_device_asks_for_no_finger_and_no_face():
    """Only staff have one, beside the passphrase that says who it is."""
    (place,) = matching(KEY_OF_DEVICE, shown(".ts", ".html"))
    assert settings.MFA_WEBAUTHN_USER_VERIFICATION == "discouraged"
    assert "userVerification" not in (ROOT / place).read_text(encoding="utf-8")


def test_redline_08_people_are_never_searched_by_name_phone_or_birth():
    assert [one for source in product() for one in looked_up(source)] == []
    indexed = [
        f"{m._meta.label}.{f.name}"
        for m in ours()
        for f in m._meta.concrete_fields
        if (f.db_index or f.unique) and NAMING.search(f.name)
    ]
    assert set(indexed) <= {"agencies.Account.username", "vault.PublicKey.fingerprint"}


def test_redline_11_there_is_no_column_for_an_accused_person():
    listed = columns(ours())
    assert [c for c in listed if SUSPECTS.search(c)] == []


def test_redline_12_nothing_calls_out_and_nothing_learns():
    found = {s.path: imports(s) & (OUTWARD | LEARNING) for s in product()}
    assert {path: what for path, what in found.items() if what} == {
        OWN_DOOR: {"urllib.request"},
        "config/commands/restoring.py": {"socket"},  # is our own server running?
        "demeso/survivors/porter/asking.py": {"socket"},  # the porter, next door
    }
    text = (ROOT / OWN_DOOR).read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^/{\"]+", text)) == {"http://127.0.0.1:"}
    assert matching(ELSEWHERE, shown(".ts", ".html", ".css")) == []
    asked = {policy.get("connect-src", "'self'") for policy in POLICIES}
    assert asked == {"'self'"}


def test_redline_12_reasons_of_risk_are_kept_and_never_counted():
    """Only the form, the answers and nothing else know of the reasons."""
    users = [s.path for s in product() if "risk_reasons" in s.text]
    assert sorted(users) == [
        "demeso/casework/forms/safety.py", "demeso/casework/rules/safety.py",
    ]  # fmt: skip
    reading = [
        node
        for s in product()
        for node in ast.walk(s.tree)
        if isinstance(node, ast.Attribute) and node.attr == "risk_reasons"
    ]
    assert reading == []
    assert matching(WEIGHED, shown(".ts")) == []


# What leaves at all: a neutral message to staff who asked for it. Both jobs are known.
TOLD_BY = {
    "config/commands/working.py: enqueue",  # the reminder, once a day
    "demeso/desk/jobs.py: EmailMessage",  # to the address that a worker gave
    "demeso/desk/views/looking.py: enqueue",  # walking over the log; tells nobody
}


def test_redline_13_no_code_tells_anybody_by_itself():
    assert {one for source in product() for one in sends(source)} == TOLD_BY


def test_redline_21_no_role_carries_a_permission_to_read_what_is_sealed():
    everything = {one for role in ROLES.values() for one in role.permissions}
    assert everything == {
        "agencies.write", "audit.read", "case.write", "centre.read", "centre.write",
        "directory.write", "figures.export", "figures.read", "keys.intake",
        "keys.oversight", "keys.vault", "losses.read", "people.read", "people.write",
        "referral.answer", "site.lock", "team.export", "team.read",
    }  # fmt: skip
    technical = ROLES["administrator"].permissions
    readers = {"case.write", "team.read", "referral.answer", "figures.read"}
    assert not technical & (readers | {"keys.vault", "keys.oversight", "audit.read"})


def test_redline_23_no_number_in_the_tree_could_ring():
    """Numbers of the demo, the tests and the country's lists are none at all."""
    looked = [
        (name(path), path.read_text(encoding="utf-8"))
        for path in files(".py", ".toml", ".ts", ".html", ".md")
        if not name(path).startswith("tests/vectors/")
    ]
    assert matching(REAL, looked) == []


def test_redline_28_addresses_and_file_names_say_nothing():
    built = [name(p) for p in (ROOT / "web" / "dist").glob("*")]
    assert [one for one in built if TELLING.search(one)] == []
    assert not TELLING.search(settings.SESSION_COOKIE_NAME)
    assert not TELLING.search(settings.MFA_TOTP_ISSUER)


def test_redline_29_nothing_offers_to_print_and_a_page_prints_empty():
    assert matching(PRINTING, shown(".ts", ".html")) == KEY_SHEETS
    style = "".join(text for _place, text in shown(".css"))
    rule = re.search(
        r"@media print\s*{\s*body:not\(\.printable\) > \*\s*{([^}]*)}", style
    )
    assert rule
    assert "display: none !important" in rule.group(1)
    printable = {place for place, text in shown(".html") if "printable" in text}
    assert {one.rpartition("/")[2] for one in printable} == {
        "figures.html", "gaps.html", "processing.html", "assessment.html",
        "export_paper.html",  # marked with who took it, when and what for
        "compared.html",  # two editions of the list of services
        "card.html",  # looks like a shop's; its risk is read before it shows
    }  # fmt: skip


class Planted(models.Model):
    phone = models.CharField(max_length=20)
    perpetrator = models.CharField(max_length=20)

    class Meta:
        app_label = "planted"
        managed = False

    def __str__(self) -> str:
        return ""


def test_planted_faults_are_found():
    source = Source(
        "demeso/casework/services.py",
        "import torch.nn\nfrom urllib import request\nimport requests\n"
        "Survivor.objects.filter(phone__contains=x)\nsend_mail(x)\njob.enqueue(y)\n",
    )
    assert imports(source) & (OUTWARD | LEARNING) == {
        "requests", "torch", "urllib.request",
    }  # fmt: skip
    assert len(looked_up(source)) == 1
    assert len(sends(source)) == 2
    assert naming(columns([Planted])) == ["planted.Planted.phone"]
    assert [c for c in columns([Planted]) if SUSPECTS.search(c)]
    ill = "navigator.geolocation.watchPosition(x); fetch('https://x.example'); print()"
    assert matching(WEIGHED, [("x", "here.reasons.length > 3")])
    for pattern in (DEVICE, ELSEWHERE, PRINTING):
        assert matching(pattern, [("x", ill)])
    for number in ("+" + "223 70112233", "7" + "0 11 22 33", "6" + "6.11.22.33"):
        assert matching(REAL, [("x", f"tel {number}")])
