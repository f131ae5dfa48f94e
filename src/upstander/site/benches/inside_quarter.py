"""Measures a quarter from within a process, on plans of a given size; prints JSON.

Run by `quarter.py`, in a temporary home: python -m upstander.site.benches.inside_quarter opening 9
"""

import json
import os
import statistics
import sys
from datetime import timedelta
from functools import partial
from typing import Any

import django


def main(what: str, *size: str) -> None:
    """Measure one thing and print what was found."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"
    django.setup()
    found = _opening(int(size[0])) if what == "opening" else _review(int(size[0]), int(size[1]))
    sys.stdout.write(json.dumps(found))


def _opening(leads: int) -> dict[str, Any]:
    """Open a quarter whose actions are each led by somebody else, on three plans."""
    from upstander.kernel.outbox.models import Message  # noqa: PLC0415
    from upstander.kernel.testing import timing  # noqa: PLC0415
    from upstander.kernel.testing.scale import make_plan, name_leads  # noqa: PLC0415

    times = []
    for number in range(timing.ROUNDS):
        plan = make_plan(leads // 5, leads, 4, year=f"opening {number}")
        name_leads(plan, prefix=f"lead{number}")
        times.append(timing.seconds(partial(_open, plan)))
    waiting = Message.objects.filter(kind="quarters.asked", state="queued").count()
    return {"seconds": statistics.median(times), "letters": waiting // timing.ROUNDS}


def _review(objectives: int, actions: int) -> dict[str, Any]:
    """Adopt a quarter, open the next, and look at its review as the Strategic Lead."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from upstander.kernel.people.models import Membership  # noqa: PLC0415
    from upstander.kernel.quarters.changes import adopt, mark_reviewed  # noqa: PLC0415
    from upstander.kernel.quarters.verifying import check  # noqa: PLC0415
    from upstander.kernel.testing import timing  # noqa: PLC0415
    from upstander.kernel.testing.people import person  # noqa: PLC0415
    from upstander.kernel.testing.scale import make_plan  # noqa: PLC0415

    settings.ROOT_URLCONF = "upstander.site.benches.urls"
    settings.SECOND_STEP = False
    plan = make_plan(objectives, actions, 8, year=f"scale of {actions}")
    first = _open(plan)
    mark_reviewed(first, by=BY, leave_open=True)
    adoption = timing.seconds(lambda: adopt(first, by=BY))
    proof = timing.seconds(lambda: check(first, files=True))
    second = _open(plan)
    holds = Membership.objects.current().filter(role="strategic_lead").first()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(holds.user if holds else person("strategic_lead"))
    page = f"/unkept-review/{second.pk}/"
    return {
        "queries": timing.queries(client, page),
        "ratio": timing.server_ratio(client, page, "/nothing/", times=20),
        "bytes": timing.size(client, page),
        "adoption": adoption,
        "proof": proof,
        "fields": len(first.snapshot.fields),
    }


BY = "system:bench"


def _open(plan: Any) -> Any:
    """Open the first quarter of a plan that is not opened yet."""
    from upstander.kernel.clock import today  # noqa: PLC0415
    from upstander.kernel.quarters.changes import open_quarter  # noqa: PLC0415
    from upstander.kernel.reference.quarters import previous, quarter_of  # noqa: PLC0415

    now = quarter_of(today())
    quarter = now if plan.reviews.exists() else previous(now)
    return open_quarter(plan, quarter, answer_by=today() + timedelta(days=14), by=BY)


if __name__ == "__main__":
    main(*sys.argv[1:])
