"""The addresses as they are in demo mode."""

from config.urls import VISIT
from config.urls import urlpatterns as everywhere

urlpatterns = [*VISIT, *everywhere]
