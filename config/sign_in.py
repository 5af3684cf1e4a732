"""The few sign-in addresses that are open; allauth's others do not exist here."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.headless.account.views import LoginView, SessionView
from allauth.headless.base.response import ConflictResponse
from allauth.headless.constants import Client
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.headless.mfa.views import AuthenticateView, ManageTOTPView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.passkeys import Factors, Keys, KeyStep


class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Take a code once, for as long as it would be right."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Finish signing in; a code seen before is a wrong code."""
        code = f"second-step:{self.stage.login.user.pk}:{self.data['code']}"
        steps = 2 * settings.MFA_TOTP_TOLERANCE + 1
        if not cache.add(code, 1, timeout=30 * steps):
            fault = get_adapter().validation_error("incorrect_code")
            refused: HttpResponse = ErrorResponse(request, exception=fault)
            return refused
        done: HttpResponse = super().post(request, *args, **kwargs)
        return done


class FirstCode(ManageTOTPView):  # type: ignore[misc]  # allauth has no types
    """Set up the second factor once; nobody takes it off by herself."""

    http_method_names = ["get", "post"]

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a second set-up before its code is looked at."""
        if request.method == "POST" and is_mfa_enabled(request.user):
            refused: HttpResponse = ConflictResponse(request)
            return refused
        done: HttpResponse = super().handle(request, *args, **kwargs)
        return done

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the factor, and count the code shown as this session's second step."""
        done: HttpResponse = super().post(request, *args, **kwargs)
        record_authentication(request, request.user, "mfa", type="totp")
        return done


VIEWS = (
    ("auth/session", SessionView, "session"),
    ("auth/login", LoginView, "login"),
    ("auth/2fa/authenticate", SecondStep, "second-step"),
    ("auth/webauthn/authenticate", KeyStep, "key-step"),
    ("account/authenticators", Factors, "factors"),
    ("account/authenticators/totp", FirstCode, "first-code"),
    ("account/authenticators/webauthn", Keys, "keys"),
)
app_name = "sign-in"
urlpatterns = [
    path(f"app/v1/{place}", view.as_api_view(client=Client.APP), name=name)
    for place, view, name in VIEWS
]
