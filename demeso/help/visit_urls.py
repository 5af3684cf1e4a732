"""Addresses of the demo's visit; wired in demo mode only."""

from django.urls import path

from demeso.help.views import visiting

app_name = "visit"
urlpatterns = [
    path("visite", visiting.show_visit, name="cards"),
    path("en/visite", visiting.show_visit, name="cards-en"),
    path("visite/cle", visiting.give_key, name="key"),
    path("visite/tables", visiting.show_tables, name="tables"),
]
