"""Makes, counts and measures reports in a home of the bench; prints JSON.

Run by `reports.py` with a temporary home: python -m upstander.site.benches.reports_inside drafts 9
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from upstander.kernel.audit.verify import verify  # noqa: E402
from upstander.kernel.clock import today  # noqa: E402
from upstander.kernel.people.models import User  # noqa: E402
from upstander.kernel.records.filtering import boxes_of  # noqa: E402
from upstander.kernel.subjects import passphrase  # noqa: E402
from upstander.kernel.subjects.models import Subject  # noqa: E402
from upstander.kernel.testing.people import person  # noqa: E402
from upstander.kernel.testing.timing import queries  # noqa: E402
from upstander.site.benches.reports_filling import REPORTS, Report, fill, part_of_reports  # noqa: E402

drafting = part_of_reports("changes.drafts")
journey = part_of_reports("engine.journey")
names_on = part_of_reports("forms.journey").names_on
Draft: Any = REPORTS.get_model("Draft")

VISITS = 6
READER = "reader@council.example"
FULL: dict[str, Any] = {
    "role": "target", "now": "no", "age": "25_34", "police": "police", "support": "yes",
    "landlord": "yes", "council": "yes", "story": "words of a story " * 60,
    "forms": ["attack", "damage", "online", "threats", "verbal"],
    "strands": ["race", "religion"], "why": "what they said and what they painted " * 8,
    "parts": ["race.eastern-european", "religion.jewish"], "said": "words that were used " * 6,
    "platform": "a website", "link": "https://website.example/post", "handle": "@somebody",
    "injured": "doctor", "injury": "a bruise", "weapon": "a stick", "damaged": "the door",
    "worth": "about 80 pounds", "when": "last Tuesday", "hour": "about 6pm", "series": "some",
    "told_whom": "a neighbour", "place_type": "transport", "where": "the stop in Tarn Street, SM4",
    "transport": "bus", "route": "93", "stop": "towards the station", "known": "sight",
    "relation": "neighbour", "number": "two", "alleged_name": "somebody", "looks": "tall",
    "alleged_address": "the next house", "vehicle": "a red car", "saw": "the driver",
    "shows": "a camera", "impact": "much", "wants": ["police", "support"], "feedback": "week",
    "reach": "yes", "given_names": "Anna", "family_name": "Kowalska", "phone": "07700 900123",
    "email": "somebody@post.example", "ways": ["email", "text"], "days": ["mon", "tue"],
    "hour_from": "09:00", "hour_until": "12:00", "leave_message": "no", "must_not_know": "a friend",
    "safe_words": "the library about your book", "address": "4 Tarn Street",
    "home_postcode": "SM4 5DX", "needs": ["alone"], "interpreter": "yes", "spoken": "pl",
    "gender": "woman", "ethnicity": "Polish", "belief": "none",
}  # fmt: skip
LONG_AGO = today() - timedelta(days=2)
PAGES = {
    "queue": "/reports/",
    "queue by the day of answer": "/reports/?sort=answer_by",
    "queue by stage": "/reports/?sort=stage",
    "queue from its far end": "/reports/?sort=id",
    "queue of what is open": "/reports/?flag=open",
    "queue of what is closed": "/reports/?stage=closed",
    "queue of words of danger": "/reports/?flag=danger",
    "queue of what was read in time": "/reports/?flag=in_time",
    "queue of one strand": "/reports/?strand=2",
    "queue of one risk": "/reports/?risk=high",
    "queue of what came before yesterday": f"/reports/?{urlencode(boxes_of(until=LONG_AGO))}",
    "one report": "",
}


def drafts(count: int) -> dict[str, Any]:
    """Write so many full forms up to the page that sends them; give the words of each."""
    made = [passphrase.draw() for _ in range(count)]
    for number, secret in enumerate(made):
        own = {"phone": f"07700 9{number % 100_000:05}", "where": f"{number} Tarn Street"}
        drafting.save_draft(secret, FULL | own | {"_seen": [*journey.CODES, journey.LAST]})
    return {"secrets": [secret.digits for secret in made], "fields": len(_asked())}


def _asked() -> dict[str, Any]:
    kept: dict[str, Any] = journey.kept(FULL, names_on)
    return kept


def stored() -> dict[str, Any]:
    """Count what stands there, and how many of the words on the input open a report."""
    told = json.loads(sys.stdin.read() or "[]")
    codes = [drafting.code_of(passphrase.read(digits)) for digits in told]
    there = set(Report.objects.values_list("code", flat=True))
    return {
        "reports": Report.objects.count(),
        "people": Subject.objects.count(),
        "opened": sum(code in there for code in codes),
        "unsent": Draft.objects.filter(vault_erased_at=None).count(),
        "whole": verify().whole,
    }


def filled(count: int) -> dict[str, Any]:
    """Bring the number of reports to `count`, and let somebody be there who reads them."""
    if not User.objects.filter(email=READER).exists():
        person("caseworker", email=READER)
    return {"seconds": fill(count), "reports": Report.objects.count()}


def pages() -> dict[str, Any]:
    """Measure pages as a caseworker sees them: seconds of processor time, and questions."""
    settings.SECOND_STEP = False
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=READER))
    latest = Report.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return {name: _page(client, path or f"/reports/{latest}/") for name, path in PAGES.items()}


def _page(client: Client, path: str) -> dict[str, float]:
    asked = queries(client, path)
    taken = []
    for _ in range(VISITS):
        begun = time.process_time()
        client.get(path)
        taken.append(time.process_time() - begun)
    return {"queries": asked, "seconds": min(taken)}


WORK: dict[str, Callable[..., dict[str, Any]]] = {
    "drafts": drafts,
    "stored": stored,
    "filled": filled,
    "pages": pages,
}

if __name__ == "__main__":
    work, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps(WORK[work](*map(int, numbers))))
