"""Store the login key: 256 random-looking bits, stretched on the device."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class LoginKeyHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds: the device has already run Argon2id."""

    algorithm = "login_key"
    iterations = 1000
