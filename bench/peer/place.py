"""One place of the peer: `python place.py found|enrol|write|change|carry|read …`.

Each prints one line of JSON. Runs in the peer's own virtual environment, with
PEER_PLACE the folder of its database.
"""

import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from held.models import PROFILE, Organisation
from morango.models.certificates import Certificate, Filter
from morango.models.core import Store
from morango.sync.controller import MorangoProfileController

NAME, WORD, SCOPE = "bench", "bench", "whole-house"


def found():
    """Make the server's database, its certificate and who may sign."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("loaddata", "scopedefinitions", verbosity=0)
    get_user_model().objects.create_superuser(NAME, password=WORD)
    return {"house": Certificate.generate_root_certificate(SCOPE).id}


def enrol(origin):
    """Make a device's database and get a certificate from the server."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("loaddata", "scopedefinitions", verbosity=0)
    line = connect(origin)
    root = line.get_remote_certificates(house(), SCOPE)[0]
    line.certificate_signing_request(
        root, SCOPE, {"house": root.id}, userargs=NAME, password=WORD
    )
    return {"house": root.id}


def house():
    """Return the root of the only house, as it was left beside the database."""
    return (Path(os.environ["PEER_PLACE"]) / "house").read_text()


def connect(origin):
    """Open a line to the server."""
    return MorangoProfileController(PROFILE).create_network_connection(origin)


def write(count):
    """Write that many organisations down."""
    begun, root = time.perf_counter(), house()
    for place in range(int(count)):
        Organisation.objects.create(
            house=root, name=f"Centre {place}", region="mopti", cercle="mopti",
            services="health psychosocial",
        )  # fmt: skip
    return {"seconds": time.perf_counter() - begun}


def change(count, mark):
    """Change the first organisations, each as this place sees it."""
    begun = time.perf_counter()
    for row in Organisation.objects.order_by("name")[: int(count)]:
        row.name = f"{row.name} {mark}"
        row.save()
    return {"seconds": time.perf_counter() - begun}


def carry(origin, *ways):
    """Push and pull over one line, in that order or one of them."""
    begun = time.perf_counter()
    line = connect(origin)
    own = Certificate.objects.exclude(_private_key=None).get()
    session = line.create_sync_session(own, own.parent)
    for way in ways:
        client = getattr(session, f"get_{way}_client")()
        client.initialize(Filter(own.parent_id))
        client.run()
        client.finalize()
    session.close_sync_session()
    return {"seconds": time.perf_counter() - begun}


def read():
    """Count what is here, and whose losing value can still be read."""
    kept = Store.objects.filter(model_name="organisation")
    return {
        "rows": Organisation.objects.count(),
        "losing": kept.exclude(conflicting_serialized_data="").count(),
    }


if __name__ == "__main__":
    deeds = {one.__name__: one for one in (found, enrol, write, change, carry, read)}
    print(json.dumps(deeds[sys.argv[1]](*sys.argv[2:])))
