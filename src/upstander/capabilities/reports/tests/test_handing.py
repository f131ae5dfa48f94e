"""To whom a report goes, what each gets of it, and how what they answer comes back."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from upstander.capabilities.reports.changes import following, handing, triage
from upstander.capabilities.reports.forms.receivers import receivers_of
from upstander.capabilities.reports.models import Body, Report, Stage
from upstander.capabilities.reports.reading import OURS
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.changes.records import bar
from upstander.kernel.errors import Refused
from upstander.kernel.links.changes import answer
from upstander.kernel.links.models import Handover
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.support_bodies import in_order, named_services
from upstander.kernel.referrals.changes import add_form, use_form
from upstander.kernel.referrals.tables import UnfitForm
from upstander.kernel.subjects.changes import NotShared
from upstander.kernel.subjects.masking import masked
from upstander.kernel.subjects.models import Disclosure, Override
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.retention.rules import load_rules

ALL = {"police": "police", "support": "yes", "landlord": "yes", "council": "yes"}


@pytest.fixture(autouse=True)
def reference(db):
    load_reference()
    load_rules()


@pytest.fixture
def worker():
    return person("caseworker", name="Jo Lindqvist")


@pytest.fixture
def police():
    return organisation("A police force", sector="police", email="hate@police.example")


@pytest.fixture
def landlord():
    return organisation("A landlord", sector="housing")


def ready(worker, **more):
    report = told(**{**ALL, **more})
    fields = {"kind": "crime", "risk": "medium", "reason": "Threats.", "summary": "Threats"}
    return triage.decide(report, by=worker, **fields)


def hand(report, body, to, worker):
    return handing.hand_over(report, body=body, to=to, said=said, by=worker)


def keys(report, body, worker):
    made = handing.sheet_for(report, body, said=said, by=worker)
    return {field.key for field, _ in made.lines}


# ---- to whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "sector"),
    [
        ("police", "housing"),
        ("landlord", "police"),
        ("support", "police"),
        ("council", "voluntary"),
        ("prevent", "voluntary"),
        ("safeguarding_child", "housing"),
        ("borough", "police"),
    ],
)
def test_a_body_of_another_kind_gets_nothing_though_the_kind_was_agreed_to(worker, body, sector):
    report = ready(worker)
    triage.note_agreement(report, purpose=body, by=worker)

    with pytest.raises(handing.NotTheirs):
        hand(report, body, organisation("Wrong", sector=sector), worker)

    assert not Disclosure.objects.exists()


def test_nor_does_one_that_is_named_instead_of_a_body_that_is_barred(worker, police, landlord):
    report = ready(worker)
    bar(report, landlord, ground="accused", instead=police, by=SYSTEM)

    with pytest.raises(handing.NotTheirs):
        hand(report, "landlord", landlord, worker)

    assert not Disclosure.objects.exists()


def test_the_list_offers_what_was_agreed_to_and_nothing_else(worker, police, landlord):
    report = ready(worker, landlord="no")

    agreed = {group.body for group in receivers_of(report, agreed=True)}
    not_agreed = {group.body for group in receivers_of(report, agreed=False)}

    assert {"police", "support"} <= agreed
    assert "landlord" in not_agreed
    assert not agreed & not_agreed


def test_a_body_that_is_named_alone_is_offered_alone(worker):
    report = ready(worker, support="no")
    galop = organisation("Galop", sector="voluntary")
    organisation("Other service", sector="voluntary")
    triage.note_agreement(report, purpose="support", recipient=galop, by=worker)

    (support,) = [each for each in receivers_of(report, agreed=True) if each.body == "support"]

    assert support.choices == ((f"support:{galop.pk}", "Galop"),)
    assert hand(report, "support", galop, worker).organisation == galop


def test_the_person_sees_the_one_body_and_takes_it_back(worker):
    report = ready(worker, support="no")
    galop = organisation("Galop", sector="voluntary")
    triage.note_agreement(report, purpose="support", recipient=galop, by=worker)
    hand(report, "support", galop, worker)
    (name,) = [each for each in following.agreed(report.subject) if "people." in each]

    following.change_agreements(report, {name: "no"}, "en")

    assert not handing.may_hand(report, "support", galop)
    assert name not in following.agreed(report.subject)
    assert report.handed.get().state == "taken_back"


def test_taking_all_back_ends_what_one_body_alone_had(worker):
    report = ready(worker, support="no")
    galop = organisation("Galop", sector="voluntary")
    triage.note_agreement(report, purpose="support", recipient=galop, by=worker)

    following.withdraw(report)

    assert not handing.may_hand(report, "support", galop)


def test_services_for_the_strand_stand_first_then_those_for_everybody():
    names = [each.name for each in in_order(["transgender"])]

    assert names[0] == "Galop"
    assert names.index("Victim Support") < names.index("Community Security Trust (CST)")


def test_no_service_is_said_to_take_referrals_in_a_way_that_nobody_told_us():
    known = {each.name for each in named_services() if each.way}

    assert known == {"Community Security Trust (CST)", "Stop Hate UK"}


def test_a_service_by_name_becomes_an_organisation_once(worker, client):
    report = ready(worker, strands=["transgender"])
    client.force_login(worker)
    page = reverse("reports:hand", args=[report.pk])
    shown = client.get(page).content.decode()
    assert "Galop" in shown.split("Victim Support")[0]
    assert "How they take referrals is not known" in shown

    for _ in range(2):
        client.post(page, {"to": "support:galop"})

    assert Organisation.objects.filter(name="Galop").count() == 1
    assert report.handed.count() == 1  # the second one was told that they have it


@pytest.mark.parametrize(
    "to", ["", "police", "police:0", "police:x", "inside:nobody", "support:", "a:b:c", "landlord:1"]
)
def test_a_spoilt_choice_is_refused_in_words(worker, client, police, to):
    report = ready(worker, landlord="no")
    client.force_login(worker)

    answered = client.post(reverse("reports:hand", args=[report.pk]), {"to": to})

    assert answered.status_code == 200
    assert "There is a problem" in answered.content.decode()
    assert not Handover.objects.exists()


# ---- what each gets ------------------------------------------------------------------------------


def test_nobody_gets_more_than_they_need(worker):
    report = ready(worker, saw="A neighbour", needs=["alone"], injured="doctor", injury="A cut")

    assert {"name", "suspect_name", "witnesses", "injury"} <= keys(report, "police", worker)
    assert not {"injury", "needs", "age"} & keys(report, "landlord", worker)
    assert not {"suspect_name", "witnesses", "evidence"} & keys(report, "support", worker)
    assert not {"witnesses", "injury", "needs"} & keys(report, "prevent", worker)


def test_every_line_of_the_table_has_an_answer_that_reports_can_hold(worker):
    everything = dict.fromkeys(
        ("hour", "worth", "damaged", "weapon", "route", "stop", "platform", "link", "handle",
         "told_whom", "number", "shows", "saw", "looks", "vehicle", "alleged_address", "injury"),
        "x",
    )  # fmt: skip
    report = told(
        **ALL,
        **everything,
        spoken="pl",
        age="25_34",
        email="a@b.example",
        address="1 Street",
        said="words",
        when="today",
        series="first",
        interpreter="yes",
        needs=["alone"],
        tenant_of="x",
        relation="neighbour",
        impact="much",
        wants=["police"],
    )
    triage.decide(report, kind="crime", risk="high", reason="A", summary="B", by=worker)

    shown = set().union(*(keys(report, body, worker) for body in Body))

    on_paper = {field.key for field in OURS.fields if field.bodies != {"team"}}
    assert on_paper - shown == {"ward"}


def test_the_sheet_without_details_hides_a_home_and_what_they_are_called(worker):
    report = ready(
        worker,
        police="police_without_details",
        story="Zebra here. AMARA’S door was kicked; call 07700 900123 or 0044 7700-900 123.",
        tenant_of="A landlord",
        told_whom="My doctor, Dr Who",
        saw="Ask Amara",
    )

    made = handing.sheet_for(report, "police_without_details", said=said, by=worker)

    text = made.as_json()
    for secret in ("Zebra", "AMARA", "900123", "900 123", "900-123", "London Road", "5DX",
                   "Who", "A landlord"):  # fmt: skip
        assert secret not in text, secret
    assert "door was kicked" in text


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        ("Kowalczyka i Zuzannę", ["Kowalczyk", "Zuzanna"], "[removed] i Zuzannę"),
        ("Jose and José", ["José"], "[removed] and [removed]"),
        ("Li likes lilies", ["Li"], "[removed] likes lilies"),
        ("Straße 5 is where Ann lives", ["Ann"], "Straße 5 is where [removed] lives"),
        ("Annoyed, said Ann", ["Ann"], "Annoyed, said [removed]"),
        ("SM4 5DX or sm45dx", ["SM4 5DX"], "[removed] or [removed]"),
        ("12, London Road", ["12 London Road"], "[removed]"),
        ("on the road", ["Flat 4, London Road"], "on the road"),
        ("write a.b@c.example now", ["a.b@c.example"], "write [removed] now"),
        ("محمد قال", ["محمد"], "[removed] قال"),
        ("nothing", [], "nothing"),
    ],
)
def test_what_says_who_somebody_is_goes_out_of_free_text(text, known, left):
    assert masked(text, known) == left


@pytest.fixture
def own_form(police):
    """A force's own form, brought in for a kind of sheet."""

    def bring(lines, body="police", by=SYSTEM):
        text = "key,heading,part,source\n" + "\n".join(lines)
        kind = f"reports.referral.{body}"
        table = ContentFile(text.encode(), name="form.csv")
        return add_form(organisation=police, kind=kind, table=table, by=by)

    return bring


def what_went():
    disclosure = Disclosure.objects.get()
    Door(SYSTEM, "trying").open(disclosure)
    return disclosure.what


HEAD = ("NB,Note,Police,danger", "REF,Ref,Police,reference", "LAW,Ground,Police,consent")


def test_a_force_has_its_own_form_in_place_of_ours(worker, police, own_form):
    report = ready(worker)
    use_form(own_form([*HEAD, "VIC_SURNAME,Surname,Victim,name", "MO,MO,Event,story"]), by=SYSTEM)

    made = handing.sheet_for(report, "police", said=said, by=worker, to=police)
    other = organisation("Another force", sector="police")
    theirs = handing.sheet_for(report, "police", said=said, by=worker, to=other)

    assert set(json.loads(made.as_json())) == {"sheet", "REF", "LAW", "VIC_SURNAME", "MO"}
    assert "what" in json.loads(theirs.as_json())


def test_the_ledger_names_what_stands_on_their_form(worker, police, own_form):
    report = ready(worker)
    use_form(own_form([*HEAD, "MO,MO,Event,story"]), by=SYSTEM)

    hand(report, "police", police, worker)

    assert what_went() == ("Police: Ref", "Police: Ground", "Event: MO")


def test_what_went_to_a_stand_in_is_on_the_form_of_the_stand_in(worker, police, own_form):
    report = ready(worker)
    barred = organisation("A barred force", sector="police")
    bar(report, barred, ground="accused", instead=police, by=SYSTEM)
    use_form(own_form([*HEAD, "MO,MO,Event,story"]), by=SYSTEM)

    hand(report, "police", barred, worker)

    assert what_went() == ("Police: Ref", "Police: Ground", "Event: MO")


def test_a_sheet_stays_on_the_form_of_the_day_on_which_it_went(worker, police, own_form, client):
    report = ready(worker)
    handed = hand(report, "police", police, worker)
    use_form(own_form([*HEAD, "MO,MO,Event,story"]), by=SYSTEM)
    client.force_login(worker)

    page = client.get(reverse("reports:sheet", args=[report.pk, handed.pk, "json"]))

    assert {"what", "name"} <= set(page.json())


@pytest.mark.parametrize("source", ["name", "phone", "email", "address", "safe_contact", "saw"])
def test_a_form_of_their_own_cannot_ask_whom_they_may_not_know(own_form, source):
    with pytest.raises(UnfitForm, match=f"{source}, which does not go to"):
        own_form([*HEAD, f"A,Anything,Part,{source}"], body="police_without_details")


def test_nor_does_an_older_form_get_what_the_rules_no_longer_give(worker, police, own_form):
    report = ready(worker, police="police_without_details")
    own = use_form(own_form([*HEAD, "C,C,P,story"], body="police_without_details"), by=SYSTEM)
    type(own).objects.filter(pk=own.pk).update(
        table="key,heading,part,source\nA,A,P,name\nB,B,P,phone\nC,C,P,story\n"
    )

    made = handing.sheet_for(report, "police_without_details", said=said, by=worker, to=police)

    assert [field.key for field, _ in made.lines] == ["C"]


def test_danger_stands_on_the_form_of_a_force(worker, police, own_form):
    report = ready(worker, now="yes")
    Report.objects.filter(pk=report.pk).update(danger=True)
    use_form(own_form([*HEAD, "MO,MO,Event,story"]), by=SYSTEM)

    made = handing.sheet_for(report, "police", said=said, by=worker, to=police)

    assert "Words of danger" in json.loads(made.as_json())["NB"]


# ---- when ----------------------------------------------------------------------------------------


def test_a_withdrawal_between_page_and_click_is_heard(worker, police, client):
    report = ready(worker)
    client.force_login(worker)
    page = reverse("reports:hand", args=[report.pk])
    assert str(police) in client.get(page).content.decode()

    following.change_agreements(report, {"police": "no"}, "en")
    client.post(page, {"to": f"police:{police.pk}"})

    assert not Handover.objects.exists()


def test_a_report_that_was_taken_back_meanwhile_goes_nowhere(worker, police):
    report = ready(worker)
    seen = Report.objects.get(pk=report.pk)
    following.withdraw(report)

    with pytest.raises(Refused, match="nothing of it goes out"):
        hand(seen, "police", police, worker)
    with pytest.raises(Refused):
        handing.hand_over_without_agreement(
            seen, body="police", to=police, gateway="s115", why="A.", told="B.", said=said,
            by=worker,
        )  # fmt: skip

    assert not Override.objects.exists()
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("missing", ["why", "told", "gateway"])
def test_an_override_needs_who_why_which_law_and_what_was_told(worker, police, missing):
    report = ready(worker, police="no")
    told_all = {"gateway": "vital_interests", "why": "A knife.", "told": "By phone."}

    with pytest.raises(Refused):
        handing.hand_over_without_agreement(
            report, body="police", to=police, said=said, by=worker, **{**told_all, missing: " "}
        )

    assert not Override.objects.exists()
    assert not Handover.objects.exists()


def test_an_override_is_for_one_body_and_says_so_on_the_sheet(worker, police):
    report = ready(worker, police="no")

    handing.hand_over_without_agreement(
        report, body="police", to=police, gateway="vital_interests", why="A knife.",
        told="By phone.", said=said, by=worker,
    )  # fmt: skip

    other = organisation("Another force", sector="police")
    made = handing.sheet_for(report, "police", said=said, by=worker, to=police)
    assert "Decided without their agreement" in made.as_json()
    with pytest.raises(NotShared):
        hand(report, "police", other, worker)


# ---- what comes back -----------------------------------------------------------------------------


def test_the_person_and_the_centre_see_what_a_body_answered(worker, police, client):
    centre = organisation("Fade and Friends")
    barber = person("centre_worker", centre)
    report = ready(worker)
    Report.objects.filter(pk=report.pk).update(organisation=centre)
    handed = hand(report, "police", police, worker)
    client.force_login(worker)
    fields = {"handed": handed.pk, "state": "done", "outcome": "He was warned",
              "message": "canary-for-the-team"}  # fmt: skip

    client.post(reverse("reports:answered", args=[report.pk]), fields)

    team = client.get(reverse("reports:detail", args=[report.pk])).content.decode()
    client.force_login(barber)
    sent = client.get(reverse("reports:sent_list")).content.decode()
    assert "He was warned" in team
    assert "canary-for-the-team" in team
    assert "A police force: done" in sent
    assert "canary" not in sent


def test_the_person_reads_the_state_in_words_and_no_message_to_the_team(worker, police, client):
    secret, report = with_words(worker)
    answer(hand(report, "police", police, worker), state="accepted", message="canary", by=worker)

    client.post(reverse("tell:come_back"), {"words": secret.digits})
    page = client.get(reverse("tell:follow")).content.decode()

    assert "A police force has taken it on" in page
    assert "canary" not in page


def with_words(worker):
    report = ready(worker)
    return triage.renew_words(report, by=worker), report


def test_taking_a_hand_over_back_has_a_page(worker, police, client):
    report = ready(worker)
    handed = hand(report, "police", police, worker)
    client.force_login(worker)

    client.post(reverse("reports:take_back", args=[report.pk]), {"handed": handed.pk})

    assert report.handed.get().state == "taken_back"
    assert hand(report, "police", police, worker).pk != handed.pk


def test_an_answer_about_another_report_is_not_taken(worker, police, client):
    mine, other = ready(worker), ready(worker)
    handed = hand(other, "police", police, worker)
    client.force_login(worker)

    page = client.post(
        reverse("reports:answered", args=[mine.pk]), {"handed": handed.pk, "state": "done"}
    )

    assert page.status_code == 200
    assert other.handed.get().state == "sent"


def test_the_first_hand_over_means_that_somebody_acts(worker, police, landlord):
    report = ready(worker)

    hand(report, "police", police, worker)
    hand(report, "landlord", landlord, worker)

    assert report.stage == Stage.ACTING
    assert report.moves.filter(to_stage="acting").count() == 1


def test_nothing_goes_out_that_nobody_has_triaged(worker, police):
    with pytest.raises(Refused, match="Triage"):
        hand(told(**ALL), "police", police, worker)


def test_what_takes_cases_is_offered_and_sends_its_state_back(worker, client):
    from upstander.kernel.offers import Taker
    from upstander.kernel.registry import Capability, registered

    report = ready(worker)
    client.force_login(worker)
    page = reverse("reports:hand", args=[report.pk])
    assert "Open a case" not in client.get(page).content.decode()

    taker = Taker("reports.case", "Open a case", lambda handover: "trial.case:7")
    with registered(Capability(slug="trial", title="Trial", takers=(taker,))):
        assert "Open a case" in client.get(page).content.decode()
        client.post(page, {"to": "inside:reports.case"})
    answer(report.handed.get(), state="accepted", by=SYSTEM)

    (back,) = report.handed
    assert (back.offer, back.taken_as, back.state) == ("reports.case", "trial.case:7", "accepted")
    assert client.get(reverse("reports:detail", args=[report.pk])).status_code == 200
