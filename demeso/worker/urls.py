"""Addresses of the worker's document and its forms."""

from django.urls import path

from demeso.worker import views

app_name = "worker"

urlpatterns = [
    path("", views.open_app, name="open-app"),
    path("en/", views.open_app, name="open-app-english"),
    path("garde.js", views.show_keeper, name="show-keeper"),
    path("version", views.show_release, name="show-release"),
    path("arret.<str:language>.html", views.show_stopped, name="show-stopped"),
    path("rest/<str:digest>.<str:language>.html", views.show_rest, name="show-rest"),
    path("voix/<str:digest>", views.show_recording, name="show-recording"),
    path("ecran/<str:icon>.svg", views.show_icon, name="show-icon"),
    path(
        "ecran/<str:label>-<str:icon>.<str:language>.webmanifest",
        views.show_label,
        name="show-label",
    ),
    path("forms/<str:form>.<str:language>.html", views.show_form, name="show-form"),
]
