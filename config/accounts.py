"""Bend allauth to the house: staff only, no e-mail, second factors encrypted."""

import os
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from config.refusals import message_of
from demeso.agencies.rules.joining import is_login_key

NONCE_SIZE = 12


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Let nobody sign up, send no message, hash nothing but login keys."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-up closed: people join by invitation only."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse what is no login key before anything is counted or hashed."""
        if not is_login_key(credentials.get("password", "")):
            raise ValidationError(message_of("login.shape"), code="login.shape")
        super().pre_authenticate(request, **credentials)

    def post_login(
        self, request: HttpRequest, user: Any, **more: Any
    ) -> HttpResponse | None:
        """Let the app's session last a working day; the keys lock earlier."""
        request.session.set_expiry(settings.APP_SESSION_AGE)
        response: HttpResponse | None = super().post_login(request, user, **more)
        return response

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Send nothing: no account has an address."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keep second-factor secrets encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return the secret encrypted under the server's own key."""
        nonce = os.urandom(NONCE_SIZE)
        return (nonce + _cipher().encrypt(nonce, text.encode(), None)).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret in the clear."""
        raw = bytes.fromhex(encrypted_text)
        return _cipher().decrypt(raw[:NONCE_SIZE], raw[NONCE_SIZE:], None).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind keys of devices to the door where people sign in, by a neutral name."""
        host = urlsplit(settings.ORIGINS["app"]).hostname or ""
        return {"id": host, "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Say no more of somebody than the name she signs in with."""
        name = user.get_username()
        return {"id": str(user.pk).encode(), "name": name, "display_name": name}


def _cipher() -> AESGCM:
    secret = settings.SECRET_KEY.encode()
    return AESGCM(HKDF(SHA256(), 32, None, b"demeso/totp/v1").derive(secret))
