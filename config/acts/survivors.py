"""The acts of `survivors`."""

from demeso.kernel.act import Kind
from demeso.kernel.forms import Form
from demeso.survivors.forms import (
    ACCESS,
    ACCESS_END,
    ACCESS_LOCK,
    ACCESS_RESET,
    CALLBACK,
    CALLBACK_DONE,
    IDENTITY,
)
from demeso.survivors.rules import (
    AccessAnswers,
    AccessEndAnswers,
    CallbackAnswers,
    CalledBackAnswers,
    IdentityAnswers,
    LockAnswers,
    ResetAnswers,
)

SERVICES = "demeso.survivors.services"


def _kind(name: str, form: Form, answers: type, service: str) -> Kind:
    return Kind(name, name.partition(".")[0], form.id, answers, f"{SERVICES}.{service}")


KINDS: tuple[Kind, ...] = (
    Kind(
        "identity.recorded",
        record="survivor",
        form=IDENTITY.id,
        answers=IdentityAnswers,
        service=f"{SERVICES}.recording.record_identity",
    ),
    _kind("access.given", ACCESS, AccessAnswers, "accessing.give_access"),
    _kind("access.reset", ACCESS_RESET, ResetAnswers, "accessing.reset_access"),
    _kind("access.ended", ACCESS_END, AccessEndAnswers, "accessing.end_access"),
    _kind("access.locked", ACCESS_LOCK, LockAnswers, "accessing.lock_access"),
    _kind("callback.asked", CALLBACK, CallbackAnswers, "calling.ask_callback"),
    _kind("callback.done", CALLBACK_DONE, CalledBackAnswers, "calling.finish_callback"),
)
FORMS: tuple[Form, ...] = (
    IDENTITY,
    ACCESS,
    ACCESS_RESET,
    ACCESS_END,
    ACCESS_LOCK,
    CALLBACK,
    CALLBACK_DONE,
)
