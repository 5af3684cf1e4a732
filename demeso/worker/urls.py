"""Addresses of the worker's document and its forms."""

from django.urls import path

from demeso.worker import views

app_name = "worker"

urlpatterns = [
    path("", views.open_app, name="open-app"),
    path("en/", views.open_app, name="open-app-english"),
    path("forms/<str:form>.<str:language>.html", views.show_form, name="show-form"),
]
