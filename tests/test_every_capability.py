"""What holds for every part of the product: a new one is tested here before it has its own tests.

Nothing below names a capability. Whoever declares something in the registry gets these questions.
"""

import json
import re
from collections import Counter
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse
from jsonschema import Draft202012Validator

from tests.access_table import ACCESS, NOBODY, parts
from upstander.kernel.access.declared import opening_purposes
from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.api.addresses import name_of
from upstander.kernel.api.gathering import all_operations
from upstander.kernel.clock import today
from upstander.kernel.figures import Period
from upstander.kernel.links.changes import answer, offer_over
from upstander.kernel.links.declared import all_offers, taker_of
from upstander.kernel.links.models import Handover
from upstander.kernel.offers import Taker
from upstander.kernel.outbox.wording import one_line, words_for
from upstander.kernel.people.models import Membership
from upstander.kernel.records.typed_fields import mistakes_of
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    Column,
    Dataset,
    MessageKind,
    Permission,
    all_datasets,
    all_directories,
    all_measures,
    all_messages,
    all_permissions,
    capabilities,
    permission,
    registered,
)
from upstander.kernel.subjects.changes import give_consent
from upstander.kernel.subjects.purposes import purpose_of
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.site.reference import roles_of

OBJECTIVES = {str(number) for number in range(1, 24)} | {"*"}
YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
MARKER = "free-text-7f3c"
FREE_TEXT = ("text", "note", "name", "email", "body", "message", "author", "address", "phone")
SHUT = {302, 403, 404, 405}

KINDS = [kind for capability in capabilities() for kind in capability.audit_kinds]
PAGES = [capability for capability in capabilities() if capability.urls]
PUBLIC = [capability for capability in capabilities() if capability.public_urls]

each_capability = pytest.mark.parametrize("capability", capabilities(), ids=lambda c: c.slug)
each_permission = pytest.mark.parametrize("wanted", all_permissions(), ids=lambda p: p.verb)
each_measure = pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.code)
each_dataset = pytest.mark.parametrize("dataset", all_datasets(), ids=lambda d: d.code)
each_offer = pytest.mark.parametrize("offer", all_offers().values(), ids=lambda o: o.code)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.code)
each_message = pytest.mark.parametrize("kind", all_messages(), ids=lambda k: k.code)
each_operation = pytest.mark.parametrize("operation", all_operations(), ids=lambda o: o.code)
each_set_of_public_pages = pytest.mark.parametrize("capability", PUBLIC, ids=lambda c: c.slug)
each_set_of_pages = pytest.mark.parametrize("capability", PAGES, ids=lambda c: c.slug)


# ---- permissions ---------------------------------------------------------------------------------


class Outsider:
    """Somebody who signed in and holds no role."""

    roles = frozenset()
    is_active = is_authenticated = True
    pk = 0

    def organisations_as(self, *roles):
        return frozenset()


@each_permission
def test_a_permission_lets_some_role_in_and_no_outsider(wanted):
    assert wanted.title
    assert roles_of(wanted), "no role may do this"
    assert not any(predicate(Outsider(), None) for predicate in wanted.allow)


@each_capability
def test_a_capability_shows_pages_only_under_permissions_that_exist(capability):
    for item in (*capability.nav, *capability.panels, *capability.datasets):
        permission(item.verb)
    for item in capability.nav:
        assert reverse(item.page)
    for item in capability.public_nav:
        assert reverse(item.page)
    for panel in (*capability.panels, *capability.public_panels):
        get_template(panel.template)


# ---- measures ------------------------------------------------------------------------------------


@each_measure
def test_a_measure_names_objectives_of_the_plan(measure):
    assert measure.objectives
    assert set(measure.objectives) <= OBJECTIVES
    assert all((measure.title, measure.definition, measure.unit))
    assert measure.better in ("up", "down")


@each_measure
def test_a_measure_shows_the_list_that_it_counted(measure, demonstration):
    evidence = measure.value(YEAR).evidence

    if evidence:
        assert reverse(evidence.page)


# ---- hand-overs ----------------------------------------------------------------------------------


@each_offer
def test_an_offer_names_records_that_there_are_and_a_purpose_to_which_people_can_agree(offer):
    assert apps.get_model(offer.record)
    assert purpose_of(offer.purpose)
    assert offer.title


@each_offer
def test_another_part_takes_an_offer_without_an_import_and_its_state_comes_back(offer, db):
    record = next(made for part in parts() for made in offered(part, offer))
    give_consent(record.subject, purpose=offer.purpose, wording="w", language="en", by=SYSTEM)
    taken = []

    def take(handover):
        taken.append(handover.about)
        return "trialcases.case:1"

    part = Capability(slug="takes", title="Takes", takers=(Taker(offer.code, "Take it", take),))
    with registered(part):
        handed = offer_over(
            record, offer.code, subject=record.subject, to=organisation(), what=["All"], by=SYSTEM
        )
        answer(handed, state="accepted", outcome="Begun", by=SYSTEM)

    assert taken == [f"{record._meta.label_lower}:{record.pk}"]
    back = Handover.objects.of(record).get()
    assert (back.state, back.outcome, back.taken_as) == ("accepted", "Begun", "trialcases.case:1")
    assert taker_of(offer.code) is None or taker_of(offer.code).offer == offer.code


def offered(part, offer):
    """Give a record that a part of the product offers, as its own tests make one."""
    make = getattr(part, "OFFERED", {}).get(offer.code)
    return [make()] if make else []


def test_no_offer_is_taken_by_two():
    takers = Counter(taker.offer for part in capabilities() for taker in part.takers)

    assert [offer for offer, count in takers.items() if count > 1] == []


# ---- the trail -----------------------------------------------------------------------------------


def leaks(kind):
    detail = dict.fromkeys(FREE_TEXT, MARKER) | {"old": {"note": MARKER}}
    return MARKER in json.dumps(kind.redact(detail), default=str)


@each_kind
def test_a_row_of_the_trail_has_wording_and_no_free_text(kind):
    assert kind.title[0].isupper()
    assert not leaks(kind)


@each_capability
def test_the_trail_keeps_nothing_that_people_type(capability):
    typed = {name for names in capability.typed.values() for name in names}
    kept = [
        kind.code
        for kind in capability.audit_kinds
        if MARKER in json.dumps(kind.redact(dict.fromkeys(typed, MARKER)), default=str)
    ]

    assert kept == []


@each_capability
def test_every_field_that_holds_text_is_declared_as_typed_or_not(capability):
    assert mistakes_of(capability) == []


def test_a_redaction_that_keeps_free_text_would_be_found():
    assert leaks(AuditKind("x.kept", "Kept everything", dict))


def test_no_wording_of_the_trail_stands_for_two_kinds_of_one_part():
    told = Counter((kind.code.split(".")[0], kind.title) for kind in KINDS)

    assert [words for words, times in told.items() if times > 1] == []


# ---- datasets ------------------------------------------------------------------------------------


def test_a_column_without_meaning_would_be_found():
    assert unexplained(
        Dataset("x.rows", "Rows", (Column("a", "A", ""),), lambda user: iter(()), "x")
    )


def unexplained(dataset):
    return [column.name for column in dataset.columns if not (column.title and column.meaning)]


@each_dataset
def test_a_dataset_explains_each_column(dataset):
    names = [column.name for column in dataset.columns]

    assert unexplained(dataset) == []
    assert len(set(names)) == len(names)


@each_dataset
def test_a_dataset_gives_its_columns_and_gives_an_outsider_nothing(dataset, demonstration):
    insider = holder_of(roles_of(permission(dataset.verb))[0][0].code)
    names = {column.name for column in dataset.columns}

    assert all(set(row) == names for row in dataset.rows(insider))
    assert list(dataset.rows(person(None))) == []


# ---- messages ------------------------------------------------------------------------------------

# names of the context that speak of a person or of what happened to one, never for a subject
CLOSED = (*FREE_TEXT, "person", "who", "subject", "case", "report", "link", "reference", "strand")
CODE = re.compile(r"[<>{}]|&(?:amp|lt|gt|quot|#)")  # markup in what should be plain text
AMERICAN = re.compile(r"\b(?:\w+(?:ize|izing|ization)|color|center|behavior|please note)\b", re.I)


@each_message
def test_a_message_says_who_gets_it_why_and_how_to_stop_it(kind):
    assert all((kind.title, kind.goes_to, kind.subject, kind.days > 0))
    assert kind.channel in ("email", "sms")
    for sentence in (kind.why, kind.stop):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    end = words_for(kind, kind.context).text
    assert one_line(f"{kind.why} {kind.stop}") in one_line(end)
    assert one_line(end)[-160:].count("Upstander") == 1, "its end does not say who sent it"


@each_message
def test_a_message_names_what_it_declares_and_its_subject_nothing_of_a_person(kind):
    marked = {name: f"marker-{name}" for name in kind.context}
    words = words_for(kind, marked)

    assert {name for name in kind.context if f"marker-{name}" in words.subject} == set(
        kind.in_subject
    )
    assert [name for name in kind.in_subject if any(part in name for part in CLOSED)] == []
    unused = {name for name in kind.context if f"marker-{name}" not in words.text + words.subject}
    assert unused == set(), "declared, but never said"


@each_message
def test_a_message_is_plain_british_english(kind):
    words = words_for(kind, kind.context)

    assert CODE.search(words.text) is None
    assert AMERICAN.search(words.subject + words.text) is None
    assert len(words.subject) <= 70, "a telephone shows no more"
    assert kind.channel == "email" or len(words.text) <= 2 * 153, "more than two text messages"


def test_a_careless_message_would_be_found():
    template = "outbox/messages/test.txt"
    careless = MessageKind(
        code="x.told",
        title="Told",
        goes_to="Anybody",
        subject="What happened to {victim_name}",
        text=template,
        why="Because.",
        stop="You cannot.",
        context={"sent_from": "<b>here</b>", "victim_name": "x"},
        in_subject=("victim_name",),
    )

    with pytest.raises(AssertionError):
        test_a_message_names_what_it_declares_and_its_subject_nothing_of_a_person(careless)
    with pytest.raises(AssertionError):
        test_a_message_is_plain_british_english(careless)


# ---- what happened, and what needs talking about ------------------------------------------------


@each_capability
def test_news_and_matters_lead_somewhere_and_come_once(capability, client, demonstration):
    client.force_login(holder_of("strategic_lead"))
    news = [item for tell in capability.news for item in tell(YEAR)]
    matters = [matter for tell in capability.matters for matter in tell()]

    for told in [*news[:3], *matters[:3]]:
        assert all((told.heading, told.title))
        assert not told.url or client.get(told.url).status_code == 200, told.url
    assert len({matter.source for matter in matters}) == len(matters)


# ---- the demonstration ---------------------------------------------------------------------------


def rows_of_all():
    ours = [model for model in apps.get_models() if model.__module__.startswith("upstander.")]
    return {model._meta.label: model._base_manager.count() for model in ours}


@pytest.mark.slow
def test_the_demonstration_loads_twice_without_harm(demonstration):
    before = rows_of_all()

    for capability in sorted(capabilities(), key=lambda c: c.demo_order):
        if capability.demo:
            capability.demo()

    assert rows_of_all() == before


def test_the_demonstration_has_somebody_for_every_role(demonstration):
    held = set(Membership.objects.current().values_list("role", flat=True))

    assert {role.code for role in ALL_ROLES} <= held


# ---- pages ---------------------------------------------------------------------------------------

EXAMPLES = {"int": 1, "str": "1", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


def patterns_of(capability, *, public=False):
    urls = capability.public_urls if public else capability.urls
    yield from walk(import_module(urls).urlpatterns)


def walk(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern


def address_of(capability, pattern):
    words = {
        name: EXAMPLES[
            type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        ]
        for name, converter in pattern.pattern.converters.items()
    }
    namespace = getattr(import_module(capability.urls), "app_name", capability.slug)
    return reverse(f"{namespace}:{pattern.name}", kwargs=words)


@each_set_of_pages
def test_every_page_has_a_name(capability):
    assert [str(p.pattern) for p in patterns_of(capability) if not p.name] == []


def is_for_everybody(capability, pattern):
    """Tell whether the table of access opens a page to passers-by: then that is held there."""
    space = getattr(import_module(capability.urls), "app_name", capability.slug)
    return any(NOBODY in row.get for row in ACCESS.get(f"{space}:{pattern.name}", ()))


@each_set_of_pages
def test_a_passer_by_and_an_outsider_see_no_page_that_is_not_for_everybody(
    capability, client, demonstration
):
    patterns = [p for p in patterns_of(capability) if not is_for_everybody(capability, p)]
    addresses = [address_of(capability, pattern) for pattern in patterns]
    for visitor in (None, person(None)):
        if visitor:
            client.force_login(visitor)
        for address in addresses:
            assert client.get(address).status_code in SHUT, address
            assert client.post(address).status_code in SHUT, address


@each_set_of_pages
def test_a_page_asks_no_more_when_its_rows_double(capability, client, demonstration):
    for role in ("administrator", "strategic_lead"):
        client.force_login(holder_of(role))
        for pattern in patterns_of(capability):
            if not pattern.pattern.converters:
                address = address_of(capability, pattern)
                if client.get(address).status_code == 200:
                    half, full = questions_with_half(client, address), questions(client, address)
                    assert full <= half, f"{address}: {half} questions grew to {full}"


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def questions_with_half(client, address):
    with half_of_all_rows():
        return questions(client, address)


@contextmanager
def half_of_all_rows():
    """Let each list see every second row, the newest among them, through its door to records."""
    within = []  # the doors that are being asked: one may ask another's, which gives all it has
    with pytest.MonkeyPatch.context() as patch:
        for model in apps.get_models():
            manager, queryset = model._default_manager, type(model._default_manager.all())
            if hasattr(queryset, "visible_to"):
                every = manager.order_by("-pk").values_list("pk", flat=True)
                keys = list(every)[::2] or [0]  # of an empty table Django would not even ask
                door = seeing_only(queryset, keys, within)
                patch.setattr(type(manager), "visible_to", door, raising=False)
        yield


def seeing_only(queryset, keys, within):
    def visible_to(manager, user):
        within.append(manager)
        try:
            rows = queryset.visible_to(manager.get_queryset(), user)
        finally:
            within.pop()
        return rows if within else rows.filter(pk__in=keys)

    return visible_to


def holder_of(role):
    held = Membership.objects.current().filter(role=role).select_related("user")
    return held[0].user


@each_set_of_public_pages
def test_a_public_page_lets_everybody_read_and_keeps_nothing_of_who_does(
    capability, client, demonstration
):
    space = import_module(capability.public_urls).app_name
    for pattern in patterns_of(capability, public=True):
        if pattern.pattern.converters or pattern.pattern.regex.groups:
            continue
        address = reverse(f"{space}:{pattern.name}")
        answer = client.get(address)
        has_form = "csrfmiddlewaretoken" in answer.content.decode()
        assert answer.status_code == 200, address
        assert set(answer.cookies) <= ({settings.CSRF_COOKIE_NAME} if has_form else set()), address


def test_the_public_home_draws_every_panel_for_everybody(client, demonstration):
    answer = client.get("/")

    panels = [panel for capability in capabilities() for panel in capability.public_panels]
    assert answer.status_code == 200
    assert len(answer.context["help"]) + len(answer.context["proof"]) == len(panels)


def test_a_directory_gives_each_of_its_services_once_under_a_key_that_nobody_can_guess(
    demonstration,
):
    for directory in all_directories():
        _check_directory(directory)


def _check_directory(directory):
    count = directory.count()
    listed = directory.listings(0, count)

    assert len({listing.key for listing in listed}) == len(listed) == count
    assert all(UUID(listing.key).version == 4 for listing in listed)
    assert list(directory.listings(1, 3)) == list(listed[1:3])
    assert all(directory.find(listing.key) == listing for listing in listed[:3])
    assert directory.find(str(uuid4())) is None
    assert {term for listing in listed for term in listing.terms} <= set(directory.terms())


# ---- what other systems may ask ------------------------------------------------------------------


@each_operation
def test_an_operation_stands_in_the_table_of_access_and_needs_an_agreement(operation):
    assert f"endpoints:{name_of(operation.path)}" in ACCESS
    assert all((operation.title, operation.text, operation.purposes))
    for purpose in operation.purposes:
        assert set(purpose.under) & set(opening_purposes()) == set(purpose.under) != set()
        assert purpose.sentence.endswith(".")


@each_operation
def test_an_operation_has_strict_schemas_and_examples_that_fit_them(operation):
    pairs = [(operation.answer, operation.example_answer)]
    if operation.writes:
        pairs.append((operation.body(), operation.example))
    for schema, example in pairs:
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(example)
        assert schema["additionalProperties"] is False


# ---- what is due ---------------------------------------------------------------------------------


@each_capability
def test_what_is_due_leads_somewhere(capability, client, demonstration):
    for role in ("action_lead", "strategic_lead"):
        user = holder_of(role)
        client.force_login(user)
        for due in capability.dues:
            for item in list(due(user, today()))[:3]:
                assert all((item.title, item.why, item.on))
                assert client.get(item.url).status_code == 200, item.url


def test_a_permission_that_lets_nobody_in_would_be_found():
    assert roles_of(Permission("x.see", "See", ())) == []
