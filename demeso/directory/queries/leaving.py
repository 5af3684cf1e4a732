"""Read for which organisations somebody answers, before she leaves."""

from django.db.models import Q

from demeso.directory.models import Organisation


def answered_by(worker: str) -> list[Organisation]:
    """Return the organisations whose focal point or deputy somebody is."""
    named = Q(focal_point=worker) | Q(deputy=worker)
    return list(Organisation.objects.filter(named).order_by("name"))
