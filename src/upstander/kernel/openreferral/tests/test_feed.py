"""The open feed says what its standard asks, page by page, to anybody, and can only be read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from upstander.kernel.listing import Body, Directory, Listing, Opens, Spot, Term
from upstander.kernel.openreferral.tests.standard import faults_of
from upstander.kernel.openreferral.writing import twin_of
from upstander.kernel.registry import Capability, registered

LISTEN = Term("Service", "listen", "Listening", "Somebody listens.")
ADVICE = Term("Service", "advice", "Advice", "Somebody advises.")


def listing(number: int, **fields) -> Listing:
    told = {
        "key": str(uuid4()),
        "name": f"Service {number}",
        "description": "People listen here.",
        "body": Body(f"Body {number % 2}", "It answers for services.", "https://body.example"),
        "changed_at": datetime(2024, 11, 1, 9, tzinfo=UTC),
        "area": "Abbey",
        "spot": Spot("A house", 51.41, -0.19, "1 Elm Row", "Merton", "SW19 9ZZ", ("Step-free",)),
        "assured_on": date(2024, 10, 1),
        "url": "https://services.example/1",
        "languages": (("ta", "Tamil"),),
        "hours": (Opens(("MO", "TU"), "09:00", "17:00", date(2024, 1, 1), date(2025, 1, 1)),),
        "terms": (LISTEN,),
        "minimum_age": 16,
    }
    return Listing(**told | fields)


@dataclass
class Counted:
    """A directory of these services that counts how many it was made to read."""

    all: list[Listing]
    read: int = 0

    def some(self, placed: bool) -> list[Listing]:
        return [known for known in self.all if known.spot or not placed]

    def listings(self, start: int, stop: int, *, placed: bool = False) -> list[Listing]:
        self.read += len(self.some(placed)[start:stop])
        return self.some(placed)[start:stop]

    def find(self, key: str) -> Listing | None:
        found = next((known for known in self.all if known.key == key), None)
        self.read += found is not None
        return found

    def declare(self, code: str, order: int = 50) -> Capability:
        directory = Directory(
            f"{code}.services",
            code,
            lambda *, placed=False: len(self.some(placed)),
            self.listings,
            self.find,
            lambda: [LISTEN, ADVICE],
            lambda: [known.body for known in self.all],
            order,
        )
        return Capability(slug=code, title=code, directories=(directory,))


def declare(code: str, listings: list[Listing], order: int = 50) -> Capability:
    return Counted(listings).declare(code, order)


@pytest.fixture
def places():
    return [listing(n) for n in range(5)]


@pytest.fixture
def advice():
    return [listing(10, terms=(ADVICE,), spot=None, minimum_age=None), listing(11, name="Helpline")]


@pytest.fixture
def feed(db, client, places, advice):
    """Two directories, the second declared to come first; without what the product itself lists."""

    def ask(path: str, **query):
        response = client.get(f"/open-referral/{path}", query)
        return response.json() if response.status_code == 200 else response

    with registered(declare("zplaces", places, 2)), registered(declare("zadvice", advice, 1)):
        yield ask


LISTS = ("services", "service_at_locations", "organizations", "locations")
WORDS = ("taxonomies", "taxonomy_terms")


@pytest.mark.parametrize("kind", [*LISTS, *WORDS])
def test_every_page_of_every_list_is_as_the_standard_asks(feed, kind):
    first = feed(kind, per_page=2)
    pages = [feed(kind, per_page=2, page=n + 1) for n in range(first["total_pages"])]
    rows = [row for page in pages for row in page["contents"]]

    assert [fault for page in pages for fault in faults_of(kind, page)] == []
    assert len(rows) == len({row["id"] for row in rows}) == first["total_items"]
    assert [page["first_page"] for page in pages] == [True] + [False] * (len(pages) - 1)
    assert [page["last_page"] for page in pages] == [False] * (len(pages) - 1) + [True]


@pytest.mark.parametrize("kind", [*LISTS, *WORDS])
def test_each_row_of_a_list_has_a_page_of_its_own(feed, kind):
    row = feed(kind)["contents"][0]

    assert feed(f"{kind}/{row['id']}")["id"] == row["id"]
    assert feed(f"{kind}/{row['id']}/")["id"] == row["id"]
    assert feed(f"{kind}/{uuid4()}").status_code == 404


@pytest.mark.parametrize("kind", LISTS)
def test_one_row_costs_one_row_and_a_page_costs_a_page(db, client, kind):
    many = Counted([listing(n) for n in range(60)])
    with registered(many.declare("zplaces", order=1)):
        page = client.get(f"/open-referral/{kind}", {"per_page": 3}).json()
        of_the_page, many.read = many.read, 0
        row = page["contents"][-1]

        shown = client.get(f"/open-referral/{kind}/{row['id']}").json()

    assert shown["id"] == row["id"]
    if kind == "organizations":  # who answers is told without reading any service
        assert (of_the_page, many.read) == (0, 0)
    else:
        assert (of_the_page, many.read) == (3, 1)


def test_the_ids_of_what_a_service_has_one_of_stay_and_lead_back_to_it():
    key = str(uuid4())
    ids = {kind: twin_of(kind, key) for kind in ("at", "location")}

    assert len({key, *ids.values()}) == 3
    assert {kind: twin_of(kind, key) for kind in ids} == ids
    assert [twin_of(kind, each) for kind, each in ids.items()] == [key, key]
    assert {UUID(each).version for each in ids.values()} == {4}


def test_directories_follow_one_another_in_their_order(feed, places, advice):
    keys = [row["id"] for row in feed("services", per_page=3)["contents"]]
    keys += [row["id"] for row in feed("services", per_page=3, page=2)["contents"]]

    assert keys == [known.key for known in (*advice, *places[:4])]


def test_a_list_holds_what_there_is_one_of_and_a_service_all(feed, places):
    (key, *_) = [known.key for known in places]
    listed = next(row for row in feed("services")["contents"] if row["id"] == key)
    whole = feed(f"services/{key}")

    assert "schedules" not in listed
    assert faults_of("service", whole) == []
    assert whole["schedules"][0]["byday"] == "MO,TU"
    assert whole["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "SW19 9ZZ"
    assert whole["languages"][0]["name"] == "Tamil"
    assert feed("services", full="true")["contents"][-1].keys() == whole.keys()


def test_a_service_that_does_not_tell_its_place_has_none(feed, advice):
    whole = feed(f"services/{advice[0].key}")

    assert "service_at_locations" not in whole
    assert whole["service_areas"][0]["name"] == "Abbey"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"search": "helpline"}, 1),
        ({"search": "listen here"}, 7),
        ({"minimum_age": "18"}, 0),
        ({"minimum_age": "12"}, 6),
        ({"maximum_age": "10"}, 1),
        ({"day": "TU"}, 7),
        ({"day": "WE"}, 0),
        ({"start_time": "08:00"}, 0),
        ({"end_time": "17:00"}, 7),
        ({"unheard_of": "1"}, 7),
    ],
)
def test_a_reader_may_narrow_the_list(feed, query, count):
    assert feed("services", **query)["total_items"] == count


def test_a_reader_may_ask_for_one_word_or_one_list_of_words(feed):
    terms = {row["name"]: row for row in feed("taxonomy_terms")["contents"]}

    assert feed("services", taxonomy_term_id=terms["Advice"]["id"])["total_items"] == 1
    assert feed("services", taxonomy_id=terms["Advice"]["taxonomy_id"])["total_items"] == 7
    assert feed("services", taxonomy_id="0")["total_items"] == 0


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"per_page": "999"}, {"maximum_age": "-1"}]
)
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(feed, query):
    response = feed("services", **query)

    assert response.status_code == 400
    assert response.json()["message"]


def test_a_page_beyond_the_last_is_empty(feed):
    page = feed("services", page=9)

    assert (page["empty"], page["contents"], page["last_page"]) == (True, [], True)


def test_any_page_of_anybody_may_read_and_nobody_may_write(db, client):
    for path in ("", "services", "openapi.json", f"services/{uuid4()}"):
        response = client.get(f"/open-referral/{path}")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        refused = client.post(f"/open-referral/{path}", {})
        assert refused.status_code == 405
        assert refused["Access-Control-Allow-Origin"] == "*"


def test_the_feed_says_what_it_is(db, client):
    about = client.get("/open-referral/").json()

    assert about["version"] == "3.0"
    described = client.get(about["openapi_url"]).json()
    assert "/services/{id}" in described["paths"]


def test_a_feed_without_any_directory_is_empty_and_well_formed(db, client, monkeypatch):
    monkeypatch.setattr("upstander.kernel.openreferral.catalogue.all_directories", list)

    page = client.get("/open-referral/services").json()

    assert page["empty"]
    assert faults_of("services", page) == []
