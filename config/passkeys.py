"""Keys of devices (passkeys): a second factor beside the code, after the passphrase."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.headless.base.response import ConflictResponse
from allauth.headless.mfa.inputs import (
    AddWebAuthnInput,
    AuthenticateWebAuthnInput,
    DeleteWebAuthnInput,
)
from allauth.headless.mfa.views import (
    AuthenticateWebAuthnView,
    AuthenticatorsView,
    ManageWebAuthnView,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from demeso.agencies.queries.people import SECOND_FACTOR
from demeso.agencies.rules.passkeys import may_add, may_remove, moves_on, tidy_name


class OneAnswer(AuthenticateWebAuthnInput):  # type: ignore[misc]  # allauth has no types
    """What a key says to the challenge that was drawn for it."""

    def clean_credential(self) -> Authenticator:
        """Return the key that answered; a challenge is spent by any answer."""
        try:
            said = _read(
                auth.parse_authentication_response, self.cleaned_data["credential"]
            )
            _require_here(said)
            key = super().clean_credential()
        finally:
            auth.clear_state()
        return _counted(key, said.authenticator_data.counter)


class NewKey(AddWebAuthnInput):  # type: ignore[misc]  # allauth has no types
    """A key that was just born, and what its owner calls it."""

    def clean_name(self) -> str:
        """Return its name; without one, the plainest."""
        said = tidy_name(self.cleaned_data["name"])
        return said or gettext("Clé d’appareil")

    def clean(self) -> dict[str, Any]:
        """Check that it was born here, for the challenge that this spends."""
        try:
            born = self.cleaned_data.get("credential")
            if born:
                _require_here(_read(auth.parse_registration_response, born))
            found: dict[str, Any] = super().clean()
        finally:
            auth.clear_state()
        return found


class KeyStep(AuthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Finish signing in with a key, after the passphrase."""

    input_class = {"POST": OneAnswer}


class Factors(AuthenticatorsView):  # type: ignore[misc]  # allauth has no types
    """Show what one's second step may be: the code, and keys by name and date."""

    http_method_names = ["get"]

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse who has not shown a second factor."""
        return _whole(request) or super().handle(request, *args, **kwargs)


class Keys(ManageWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Add a key, or take one away while another factor stays."""

    http_method_names = ["get", "post", "delete"]
    input_class = {"POST": NewKey, "DELETE": DeleteWebAuthnInput}

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse who has not shown a second factor."""
        return _whole(request) or super().handle(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw a challenge, unless there are keys enough."""
        kind = Authenticator.Type.WEBAUTHN
        held = Authenticator.objects.filter(user=request.user, type=kind).count()
        if not may_add(held):
            return _conflict(request)
        offered: HttpResponse = super().get(request, *args, **kwargs)
        return offered

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take keys away; the last factor stays."""
        mine = Authenticator.objects.filter(user=request.user)
        gone = [key.pk for key in self.input.cleaned_data["authenticators"]]
        if not may_remove(list(mine.values_list("pk", flat=True)), gone):
            return _conflict(request)
        done: HttpResponse = super().delete(request, *args, **kwargs)
        return done


def _whole(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal of a session that has a passphrase only; None for others."""
    if not request.user.is_authenticated:
        return None  # allauth says so itself
    steps = get_authentication_records(request, request.user)
    shown = any(step.get("method") == SECOND_FACTOR for step in steps)
    return None if shown else _conflict(request)


def _conflict(request: HttpRequest) -> HttpResponse:
    refused: HttpResponse = ConflictResponse(request)
    return refused


def _read(parse: Callable[[Any], Any], credential: Any) -> Any:
    """Return what a key said; what cannot be read is a wrong answer."""
    try:
        return parse(credential).response
    except (ValueError, KeyError) as fault:
        raise get_adapter().validation_error("incorrect_code") from fault


def _require_here(said: Any) -> None:
    """Refuse what was said at another origin, be it a neighbour of the same name."""
    if said.client_data.origin != settings.ORIGINS["app"]:
        raise get_adapter().validation_error("incorrect_code")


def _counted(key: Authenticator, shown: int) -> Authenticator:
    """Keep how far a key has counted; refuse a copy."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=key.pk)
        kept = row.data.get("counter", row.wrap().authenticator_data.counter)
        if not moves_on(kept, shown):
            raise get_adapter().validation_error("incorrect_code")
        row.data["counter"] = shown
        row.save(update_fields=["data"])
    return row
