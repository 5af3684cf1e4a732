"""A neutral reminder: one's own wish, and the link in the message that ends it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from demeso.desk.queries.reminding import reminder_of
from demeso.desk.services.reminding import ask_reminder, end_reminder, stop_reminder
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor, door
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_reminder(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for the reminder, change its address, or stop it."""
    kept = reminder_of(actor)
    context = {"kept": kept, "typed": kept.address if kept else "", "fault": False}
    if request.method != "POST":
        return shown(request, actor, "desk/reminder.html", context)
    if request.POST.get("deed") == "stop":
        end_reminder(actor=actor)
        return redirect("desk:reminder")
    typed = request.POST.get("address", "").strip()
    language = "en" if get_language() == "en" else "fr"
    try:
        ask_reminder(actor=actor, address=typed, language=language, at=now())
    except RefusedError:
        wrong = {**context, "typed": typed, "fault": True}
        return shown(request, actor, "desk/reminder.html", wrong)
    return redirect("desk:reminder")


@csrf_exempt  # mail programs press this link for one; the token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a reminder by its link; opening the link alone stops nothing."""
    if request.method == "POST":
        stop_reminder(actor=door("stop"), token=token)
    done = request.method == "POST"
    return render(request, "desk/stop.html", {"done": done, "token": token})
