"""Whatever is sent to the forms of reports is answered calmly, and leaves no word in the log.

Each example is a visit of several requests with the cookies of one visitor, so that a spoilt answer
on one page meets the next page, the check, the sending, and the coming back.
"""

from urllib.parse import quote_from_bytes

import pytest
from django.forms import EmailField
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upstander.capabilities.reports.changes import handing, triage
from upstander.capabilities.reports.forms import sending, team
from upstander.capabilities.reports.forms.journey import QUESTIONS
from upstander.capabilities.reports.forms.taking import TakeForm
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.tests.factories import ANSWERS, told
from upstander.capabilities.reports.views.answers import said
from upstander.capabilities.reports.views.steps import STEPS
from upstander.capabilities.reports.views.throttle import TALLY
from upstander.kernel.reference.load import load_reference
from upstander.kernel.subjects.passphrase import draw
from upstander.kernel.testing.listening import the_log
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.testing.proofs import scaled
from upstander.kernel.vault.retention.rules import load_rules

MARK = "zebra4711"
VISIT = 16  # requests of one visit
PUBLIC = ("check", "delete", "come_back", "follow", "agreements", "withdraw", "own_text")
READ = ("save", "sent", "languages", "start", "add_file", *PUBLIC)
SENDING = (("check", b""), ("get sent", b""), ("get follow", b""))
FORM = "application/x-www-form-urlencoded"
ODD = (
    *(b"", b" ", b"\x00", b"\xed\xa0\x80", b"\xff\xfe", b"\r\n", "\u2028".encode(), b"\x0b"),
    *("\u202e".encode(), "\U0010ffff".encode(), "e\u0301".encode(), "ß".encode(), "İ".encode()),
    *(b"<script>alert(1)</script>", b"{{ 7*7 }}", b"%s%n%x", b"' OR 1=1 --", b"../../etc/passwd"),
    *(b"-1", b"0", b"9" * 40, b"1e400", b"NaN", b"\xd9\xa1\xd9\xa2", b"on", b"true", b"[]", b"{}"),
    b"a" * 400,
    b"\xf0\x9f\x92\x94" * 3_000,
    b"\xe0\xae\x95" * 9_000,
)
FIELDS = {
    **{f"step {code}": form({"strands": ["race"]}) for code, form in QUESTIONS.items()},
    "check": sending.SecondWordForm(),
    "come_back": sending.WordsForm(),
    "follow": sending.MessageForm(),
    "agreements": sending.AgreementsForm(initial={"prevent": "yes"}),
    "own_text": sending.OwnWordForm(),
}
TEAM = {
    "decide": team.DecideForm,
    "write": team.WriteForm,
    "feed_back": team.WriteForm,
    "move": team.MoveForm,
    "close": team.CloseForm,
    "hand": team.HandForm,
    "override": team.OverrideForm,
    "answered": team.AnswerForm,
    "agreed": team.AgreedForm,
    "keep_subject": team.KeepForm,
}
MORE = {"step start": ("place", "save"), "keep_subject": ("until_day", "until_month", "until_year")}

texts = st.one_of(
    st.sampled_from(ODD),
    st.binary(max_size=40),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
).map(lambda odd: MARK.encode() + odd + b".")


def values_of(field):
    """Values for one field: what it takes, what it does not, and several at once."""
    codes = [str(pair[0]).encode() for pair in getattr(field, "choices", ()) if pair][:40]
    one = st.one_of(st.sampled_from(codes), texts) if codes else texts
    usual = st.sampled_from(codes) if codes else st.just(MARK.encode())
    return st.one_of(
        usual.map(lambda value: [value]), one.map(lambda value: [value]), st.lists(one, max_size=3)
    )


@st.composite
def bodies(draw_one, form, more=()):
    """Fields of a form as they are sent: some missing, some twice, some nobody asked for."""
    fields = {**getattr(form, "base_fields", {}), **getattr(form, "fields", {})}
    every = [*fields, *more]
    some = st.lists(st.sampled_from([*every, "csrfmiddlewaretoken", "x"]), max_size=9)
    names = draw_one(st.one_of(some, st.just(every)))
    pairs = [(name.encode(), draw_one(values_of(fields.get(name)))) for name in names]
    return sent_as(pairs)


def requests_of(forms, name):
    return bodies(forms.get(name), MORE.get(name, ())).map(lambda body: (name, body))


def likely(form):
    """Fields as somebody might fill them in: answers that exist, and odd words."""
    parts = [
        st.tuples(st.just(name.encode()), likely_value(field))
        for name, field in form.fields.items()
    ]
    return st.tuples(*parts).map(sent_as)


def likely_value(field):
    codes = [str(pair[0]).encode() for pair in getattr(field, "choices", ())]
    if codes:
        return st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True)
    if isinstance(field, EmailField):
        return st.just([b"somebody@example.org"])
    short = [odd for odd in ODD if len(odd) < 41]
    return st.sampled_from(short).map(lambda odd: [MARK.encode() + odd + b".12345"])


def sent_as(pairs):
    return b"&".join(
        quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode()
        for name, values in pairs
        for value in values
    )


public_posts = st.sampled_from([*FIELDS, "delete", "withdraw"]).flatmap(
    lambda name: requests_of(FIELDS, name)
)
pages = st.tuples(
    *(
        st.tuples(
            st.just(f"step {code}"),
            st.one_of(likely(form), likely(form), bodies(form, MORE.get(f"step {code}", ()))),
        )
        for code, form in ((code, FIELDS[f"step {code}"]) for code in QUESTIONS)
    )
)
uploads = st.tuples(
    st.just("add_file"),
    st.one_of(
        st.binary(max_size=200),
        st.tuples(texts, st.binary(max_size=60), st.sampled_from((b"file", b"", b"x"))).map(
            lambda parts: (
                b'--zz\r\nContent-Disposition: form-data; name="'
                + parts[2]
                + b'"; filename="'
                + parts[0]
                + b'"\r\nContent-Type: image/png\r\n\r\n'
                + parts[1]
                + b"\r\n--zz--\r\n"
            )
        ),
    ),
)
reads = st.tuples(st.sampled_from([f"get {name}" for name in READ]), st.just(b""))
spoils = st.tuples(
    st.sampled_from(("cookie tell", "cookie told")), st.one_of(texts, st.just(b"1" * 28))
)
raw = st.tuples(st.sampled_from(("check", "follow", "step story")), st.binary(max_size=300))
extras = st.lists(
    st.one_of(public_posts, public_posts, uploads, reads, spoils, raw), min_size=4, max_size=4
)
visits = st.tuples(pages, extras, extras).map(
    lambda parts: [*parts[0], *parts[1], *SENDING, *parts[2]]
)
team_posts = st.sampled_from([*(step.name for step in STEPS), "new_words", "take_down"]).flatmap(
    lambda name: requests_of({**TEAM, "take_down": TakeForm()}, name)
)
queries = st.tuples(
    st.just("list"),
    st.lists(
        st.tuples(
            st.sampled_from(("flag", "stage", "strand", "sort", "after", "q", "kind", "page")),
            texts,
        ),
        max_size=4,
    ).map(
        lambda pairs: b"&".join(
            name.encode() + b"=" + quote_from_bytes(value).encode() for name, value in pairs
        )
    ),
)
shifts = st.lists(st.one_of(team_posts, team_posts, queries), min_size=VISIT, max_size=VISIT)


@pytest.fixture
def borough(db):
    load_reference()
    load_rules()
    police = organisation("Police", sector="police")
    report = told()
    triage.decide(
        report, kind="crime", risk="high", reason="Threats.", summary="Threats", by=SYSTEM
    )
    handing.hand_over(report, body="police", to=police, said=said, by=SYSTEM)
    return report


def sure(lines, answer, asked):
    """Hold an answer and the log against what may never be."""
    assert answer.status_code < 500, asked
    assert not [line for line in lines if MARK in line or " ERROR " in line], (asked, lines)
    lines.clear()


def proof(examples):
    return settings(
        max_examples=scaled(examples),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def ask_in_public(client, name, body):
    """Send one request of a visit."""
    kind, _, code = name.partition(" ")
    if kind == "cookie":
        client.cookies[code] = body.decode("latin-1")
        return None
    if kind == "get":
        return client.get(reverse(f"tell:{code}"))
    if kind == "step":
        return client.post(reverse("tell:step", args=[code]), body, FORM)
    content = "multipart/form-data; boundary=zz" if kind == "add_file" else FORM
    return client.post(reverse(f"tell:{kind}"), body, content)


@pytest.mark.proof
@pytest.mark.slow
def test_whatever_the_public_sends_is_answered_calmly(borough):
    known = draw()

    @proof(380)
    @given(visits, st.booleans())
    def visit(requests, comes_back):
        TALLY.forget()
        client = Client()
        client.post(reverse("tell:start"), {"role": "target"})
        if comes_back:
            client.cookies["told"] = known.digits
        for name, body in requests:
            answer = ask_in_public(client, name, body)
            if answer is not None:
                sure(lines, answer, (name, body))

    from upstander.capabilities.reports.changes.receiving import Told, receive

    receive(Told(known, ANSWERS, "second"))
    with the_log() as lines:
        visit()


@pytest.mark.proof
@pytest.mark.slow
def test_whatever_the_team_and_the_centres_send_is_answered_calmly(borough):
    caseworker, centre = person("caseworker"), person("centre_worker")

    @proof(190)
    @given(shifts)
    def shift(requests):
        team_client, centre_client = Client(), Client()
        team_client.force_login(caseworker)
        centre_client.force_login(centre)
        report = Report.objects.order_by("-pk")[0].pk
        for name, body in requests:
            if name == "take_down":
                answer = centre_client.post(reverse("reports:take_down"), body, FORM)
            elif name == "list":
                answer = team_client.get(f"{reverse('reports:list')}?{body.decode('ascii')}")
            else:
                answer = team_client.post(reverse(f"reports:{name}", args=[report]), body, FORM)
            sure(lines, answer, (name, body))

    with the_log() as lines:
        shift()
