"""Names of the pages for anyone."""

from django.urls import path

from demeso.help import views

app_name = "help"
urlpatterns = [
    path("", views.show_home, name="home"),
    path("en/", views.show_home, name="home-en"),
    path("look/", views.show_look, name="look"),
    path("en/look/", views.show_look, name="look-en"),
    path("quitter", views.show_calendar, name="leave"),
]
