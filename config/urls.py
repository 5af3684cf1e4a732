"""Every door's addresses."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    path("", include("demeso.help.urls")),
    path("app/", include("demeso.worker.urls")),
    path("desk/", include("demeso.desk.urls")),
    path("_allauth/", include("config.sign_in")),
    path("", api.urls),
]
