"""Measures pages from within a process, on a plan of a given size; prints JSON.

Run by `plan.py` with a temporary home: python -m upstander.site.benches.inside 23 58 8
"""

import json
import os
import sys

import django


def main(objectives: int, actions: int, updates: int) -> None:
    """Make the plan, then measure its home page as the Strategic Lead sees it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from upstander.kernel.people.models import Membership  # noqa: PLC0415
    from upstander.kernel.testing import timing  # noqa: PLC0415
    from upstander.kernel.testing.scale import make_plan  # noqa: PLC0415

    settings.ROOT_URLCONF = "upstander.site.benches.urls"
    make_plan(objectives, actions, updates, year=f"scale of {objectives}")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Membership.objects.current().filter(role="strategic_lead")[0].user)
    found = {
        "ratio": timing.server_ratio(client, "/plan/", "/nothing/", times=20),
        "unkept_ratio": timing.server_ratio(client, "/unkept/", "/nothing/", times=20),
        "unkept_queries": timing.queries(client, "/unkept/"),
        "queries": timing.queries(client, "/plan/"),
        "bytes": timing.size(client, "/plan/"),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
