"""The demonstration's network is whole: true to the map, nothing empty, and the alarm rings."""

import json
import re

import pytest

from upstander.capabilities.centres import measures
from upstander.capabilities.centres.demo.loading import STORY
from upstander.capabilities.centres.models import Centre, Sector, Stage
from upstander.capabilities.centres.reading import standings
from upstander.kernel.clock import today
from upstander.kernel.figures import Period
from upstander.kernel.geography.boundaries import DRAWN_BY_US, borders
from upstander.kernel.openreferral.tests.standard import faults_of
from upstander.kernel.plan.models import MeasureSample
from upstander.kernel.reference.quarters import quarter_of

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.slow]


@pytest.fixture(autouse=True)
def drawn_map(settings):
    settings.BOUNDARIES = DRAWN_BY_US


def test_every_stage_and_nearly_every_kind_of_place_is_there():
    centres = Centre.objects.all()

    assert {centre.stage for centre in centres} == set(Stage)
    assert set(Sector) - {centre.sector for centre in centres} == {Sector.OTHER}
    assert {centre.shown for centre in centres} == set(Centre.Shown)


def test_each_centre_lies_in_the_ward_that_it_names():
    known = borders()

    for centre in Centre.objects.select_related("ward"):
        assert known.at((centre.latitude, centre.longitude)).name == centre.ward.title, centre


def test_some_have_faded_and_each_shows_why():
    stood = {centre.name: s for centre, s in standings(Centre.objects.all(), today())}

    faded = {name: s.why_not for name, s in stood.items() if s.why_not}
    assert faded == {
        "Wandle Bend Boxing Gym": ("Failed its check on 29 October 2024",),
        "Merrow Disability Voices": ("Nobody trained is there since 21 October 2024",),
        "The Old Dairy Tea Rooms": ("Not seen since 12 March 2024",),
        "Longthornton Community Hall": ("Nobody trained is there since 2 October 2024",),
    }
    assert Centre.objects.needing_somebody(today()).count() >= len(faded)


def test_the_plan_moves_as_the_centres_do():
    quarter = quarter_of(today())
    now = measures.live_in_date(Period(quarter.start, quarter.end))
    samples = MeasureSample.objects.filter(code="centres.live_in_date", objective="5")

    # a quarter may be counted more than once; its last count is the one that stands
    last = {s.starts_on: (s.numerator, s.denominator) for s in samples.order_by("counted_on", "pk")}
    assert [last[on] for on in sorted(last)] == [
        (11, 14),
        (15, 18),
        (now.numerator, now.denominator),
    ]
    assert (now.numerator, now.denominator) == (11, 19)


def test_every_page_of_the_demonstrations_feed_is_as_the_standard_asks_and_names_nobody(client):
    services = client.get("/open-referral/services?full=true").json()
    told = json.loads(STORY.read_text(encoding="utf-8"))["centres"]
    names = [name for centre in told for name in _words(centre)]

    assert faults_of("services", {**services, "contents": []}) == []
    assert [fault for row in services["contents"] for fault in faults_of("service", row)] == []
    assert services["total_items"] == 10
    assert len(names) > 60
    assert [name for name in names if name in str(services)] == []


def _words(told):
    facts = told["facts"]
    leads = [step[2]["name"] for step in told["then"] if step[1] == "add_lead"]
    words = [word for name in leads for word in re.findall(r"\w{4,}", name)]
    shown = facts["shown"] == "full"
    return words if shown else [*words, facts["name"], facts.get("address", facts["name"])]
