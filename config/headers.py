"""Send strict headers with every answer; which policy, the door decides.

`sealed` ones are built into the keeper (web/src/generated/headers.json), so that a
server cannot weaken them later.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY_NAME = "carnet"  # of web/src/trusted.ts
STRETCH = "/static/stretch.js"
KEEPER = "/app/garde.js"
CAMERA = "worker:read-code"  # the one page that will read a QR code
EXIT = "help:leave"
SIGN_OUT = ("sign-in:session", "DELETE")
FEATURES = (
    "accelerometer", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "fullscreen", "geolocation", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock",
    "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip

Policy = dict[str, str]
NOTHING: Policy = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
# A page for anyone: words and style, no script.
PAGE: Policy = NOTHING | {
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "form-action": "'self'",
}
# Help for anybody: one script that keeps the tab's history short, and voices.
HELP: Policy = PAGE | {
    "script-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
}
HELPS = ("/", "/en/", "/suite", "/en/suite")
# The desk says that somebody is writing, and asks for nothing else.
DESK: Policy = PAGE | {"script-src": "'self'", "connect-src": "'self'"}
APP: Policy = PAGE | {
    "script-src": "'self'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "trusted-types": POLICY_NAME,
}
# The demo's cards sign in from wherever they stand.
VISITED = {name: APP[name] for name in ("script-src", "worker-src", "connect-src")}
VISITED |= {"trusted-types": POLICY_NAME}
WORKER: Policy = NOTHING | {"script-src": "'wasm-unsafe-eval'"}  # Argon2id only
KEEPING: Policy = NOTHING | {"connect-src": "'self'"}
JSON = ("/app/v1/", "/app/version", "/field/", "/_allauth/", "/api/")

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FEATURES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Never a page: what a page may ask of the machine would be a third of an empty answer,
# which must fit a kilobyte (tests/field/test_bytes.py).
BARE, UNTOLD = "/field/", "Permissions-Policy"
# The desk is entered by a form, which must say where it comes from.
FROM_APP = "strict-origin"


def written(policy: Policy) -> str:
    """Write a policy as its header."""
    return "; ".join(f"{name} {said}" for name, said in policy.items())


def policy_at(path: str) -> Policy:
    """Return the content policy of an address."""
    if path in (STRETCH, KEEPER):
        return WORKER if path == STRETCH else KEEPING
    if path.startswith(JSON):
        return NOTHING
    if path.startswith("/app/"):
        return APP | {"form-action": " ".join(("'self'", *_desk_elsewhere()))}
    policy = DESK if path.startswith("/desk/") else HELP if path in HELPS else PAGE
    return policy | VISITED if settings.DEMO else policy


def referrer_at(path: str) -> str:
    """Return what a page of an address may say of where it stands."""
    if path.startswith("/app/"):
        return FROM_APP
    return "same-origin" if settings.DEMO else HEADERS["Referrer-Policy"]


def sealed() -> dict[str, object]:
    """Return the headers that the keeper sets by itself."""
    return {
        "page": HEADERS
        | {"Referrer-Policy": FROM_APP, "Content-Security-Policy": written(APP)},
        "worker": HEADERS | {"Content-Security-Policy": written(WORKER)},
    }


def _desk_elsewhere() -> list[str]:
    app, desk = settings.ORIGINS["app"], settings.ORIGINS["desk"]
    return [desk] if desk != app and urlsplit(desk).netloc else []


class SecurityHeaders:
    """Add the headers, and forbid keeping what is not a fixed file."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.answer(request)
        found = HEADERS | {
            "Content-Security-Policy": written(policy_at(request.path)),
            "Referrer-Policy": referrer_at(request.path),
            "Cache-Control": "no-store",
            **_by_page(request),
        }
        for name, value in found.items():
            if not (request.path.startswith(BARE) and name == UNTOLD):
                response.headers.setdefault(name, value)
        return response


def _by_page(request: HttpRequest) -> dict[str, str]:
    page = request.resolver_match.view_name if request.resolver_match else ""
    found = {}
    if page == EXIT or (page, request.method) == SIGN_OUT:
        found["Clear-Site-Data"] = '"cache"'  # never "storage": docs/adr/0014
    if page == CAMERA:
        opened = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
        found["Permissions-Policy"] = opened
    return found
