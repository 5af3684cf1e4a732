"""Every door's addresses."""

from django.conf import settings
from django.urls import include, path

from config.api import api

VISIT = [path("", include("demeso.help.visit_urls"))]

urlpatterns = [
    path("", include("demeso.help.urls")),
    path("app/", include("demeso.worker.urls")),
    path("desk/", include("demeso.desk.urls")),
    path("desk/", include("demeso.interchange.urls")),
    path("_allauth/", include("config.sign_in")),
    *(VISIT if settings.DEMO else []),
    path("", api.urls),
]
