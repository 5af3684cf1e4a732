"""Names of the pages on which the directory comes in and goes out."""

from django.urls import path

from demeso.interchange import views

app_name = "interchange"
urlpatterns = [
    path("fichiers", views.show_files, name="files"),
    path(
        "editions/<str:before>/<str:after>",
        views.compare,
        name="compare",
    ),
]
