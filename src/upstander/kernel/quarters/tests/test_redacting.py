import json
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from upstander.kernel import clock
from upstander.kernel.audit.record import whole_trail
from upstander.kernel.exports.changes import withdraw
from upstander.kernel.exports.models import LedgerIsKept
from upstander.kernel.jobs.tests.processes import in_home
from upstander.kernel.outbox.models import Message
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.plan.redaction import INSTEAD, TooShort, Why, Words, places
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.models import Snapshot, Verdict
from upstander.kernel.quarters.snapshots import redact, values_of
from upstander.kernel.quarters.verifying import check
from upstander.kernel.testing.tables import published

NAME = "Zoë Marlowe"
DECEMBER = datetime(2024, 12, 2, 9, tzinfo=UTC)


def take_out(quarter, words=NAME):
    return changes.redact_words(Words(words), why=Why.NAMED, by=quarter.lead)


def snapshot_of(quarter):
    return Snapshot.objects.select_related("review__plan").get(review=quarter.review)


# ---- words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Met Zoë Marlowe on Monday.", "Met [taken out] on Monday."),
        ("met ZOË   marlowe", "met [taken out]"),
        ("Zoë\nMarlowe’s view", "[taken out]’s view"),
        ("Zoe\u0308 Marlowe wrote", "[taken out] wrote"),
        ("Zoë Marlowe, Zoë Marlowe", "[taken out], [taken out]"),
        ("Zoë Marlowes", "Zoë Marlowes"),
        ("aZoë Marlowe", "aZoë Marlowe"),
        ("Marlowe", "Marlowe"),
    ],
)
def test_words_are_found_in_any_case_and_spacing_and_never_inside_of_others(text, found):
    assert Words(NAME).without(text) == found
    assert Words(NAME).stand_in(text) == (text != found)


def test_a_text_whose_letters_fold_into_two_goes_whole_rather_than_half():
    assert Words("Marlowe").without("Frau Weiß traf Marlowe") == INSTEAD


def test_values_of_every_shape_are_searched_and_keys_are_left():
    value = {"Marlowe": ["Marlowe", 3, None, {"x": "Marlowe"}]}

    assert Words("Marlowe").without(value) == {"Marlowe": [INSTEAD, 3, None, {"x": INSTEAD}]}


@pytest.mark.parametrize("text", ["Then\nMarlowe came.", "“Marlowe”", "Then\tMarlowe"])
def test_words_inside_of_a_value_are_found_at_the_beginning_of_a_line_too(text):
    assert Words("Marlowe").stand_in({"items": [{"notes": text}]})
    assert not Words("Marlowe").stand_in({"Marlowe": ["Somebody", 2024, None]})


@pytest.mark.parametrize("words", ["", "  ", "a", " \t b"])
def test_a_letter_is_too_short(words):
    with pytest.raises(TooShort):
        Words(words)


# ---- everywhere


@pytest.fixture
def named(quarter):
    """A quarter into which a name was typed wherever one can type, adopted, and gone on with."""
    lead, small, surgeries = quarter.lead, quarter.small, quarter.surgeries
    link = plan_changes.NewEvidence("link", f"{NAME}’s page", url="https://x.example/Marlowe")
    plan_changes.edit_item(small.theme, by=lead, aim=f"So that {NAME} is safe")
    plan_changes.edit_item(small.theme, by=lead, aim="Better support")
    plan_changes.add_occurrence(surgeries, label=NAME, due_on=datetime(2024, 9, 1), by=lead)
    changes.answer(quarter.asked, surgeries, status="behind", text=f"{NAME} came.", evidence=[link])
    changes.answer(quarter.asked, surgeries, status="behind", text="Somebody came.")
    changes.give_reason(quarter.review, surgeries.pk, "zoë marlowe was ill", by=lead)
    changes.ask_back(quarter.review, small.publicity.pk, f"Does {NAME} know?", by=lead)
    quarter.adopted()
    with clock.set_to(DECEMBER):
        plan_changes.edit_item(surgeries, by=lead, text=f"Hold them with {NAME}.")
    return quarter


def test_a_name_is_gone_from_every_table_and_the_signature_still_holds(named, everything):
    assert len(places(Words(NAME))) == 9

    done = take_out(named)

    assert places(Words(NAME)) == []
    assert len(done.places) == 9
    assert not any(Words(NAME).stand_in(row) for rows in everything().values() for row in rows)
    assert check(named.review).faults == ()


def test_pages_show_what_stands_instead(named):
    take_out(named)

    read = adopted_plan(snapshot_of(named))
    told = next(action for action in read.actions if action.pk == named.surgeries.pk)

    assert (told.said, told.reason) == ("Somebody came.", f"{INSTEAD} was ill")
    assert [date["label"] for date in read.dates.values()].count(INSTEAD) == 1


def test_history_that_held_the_name_is_still_proved_after_it_was_taken_out(named):
    take_out(named)
    earlier = Update.objects.get(text=f"{INSTEAD} came.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plan_update SET text = 'x' WHERE id = %s", [earlier.pk])

    assert ".history" in " ".join(check(named.review).faults)


def test_taking_words_out_does_not_cover_what_was_done_by_hand_before(named):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plan_update SET text = text || '!' WHERE text LIKE '%% came.'")

    take_out(named)

    assert ".history" in " ".join(check(named.review).faults)


def test_taking_out_more_later_keeps_what_was_taken_out_before(named):
    take_out(named)
    take_out(named, "Somebody")

    told = next(a for a in adopted_plan(snapshot_of(named)).actions if a.pk == named.surgeries.pk)

    assert (told.said, told.reason) == (f"{INSTEAD} came.", f"{INSTEAD} was ill")
    assert check(named.review).faults == ()


def test_a_second_name_in_the_same_field_goes_as_well(named):
    take_out(named)
    take_out(named, "was ill")

    told = next(a for a in adopted_plan(snapshot_of(named)).actions if a.pk == named.surgeries.pk)

    assert told.reason == f"{INSTEAD} {INSTEAD}"
    assert check(named.review).faults == ()


def test_words_that_are_codes_elsewhere_leave_the_codes_alone(named):
    take_out(named, "behind")

    told = next(a for a in adopted_plan(snapshot_of(named)).actions if a.pk == named.surgeries.pk)

    assert told.status == "behind"


def test_the_trail_says_who_where_when_and_why_and_never_what(named):
    take_out(named)

    told = whole_trail().filter(kind__in=["plan.words_taken_out", "quarters.redacted"])
    assert {event.actor_name for event in told} == {"Ngozi Hartwell"}
    assert all(event.facts["why"] == "named" for event in told)
    assert not any("Marlowe" in event.detail for event in whole_trail())


def test_a_letter_that_waits_and_quotes_the_words_is_stopped(named):
    quoting = Message.objects.get(kind="quarters.asked_back")

    done = take_out(named)

    quoting.refresh_from_db()
    assert (done.letters, quoting.state, quoting.letter) == (1, "stopped", "")


def test_even_the_name_of_who_noted_the_adoption_can_go(named):
    take_out(named, "Ngozi Hartwell")

    assert snapshot_of(named).by_name == INSTEAD
    assert check(named.review).faults == ()


def test_the_name_of_who_decided_goes_out_of_the_review_and_of_what_was_adopted(named):
    decided = Verdict.objects.filter(review=named.review).first()
    path = f"verdict:{decided.pk}.by"

    take_out(named, decided.by_name)

    decided.refresh_from_db()
    values = values_of(snapshot_of(named).fields, snapshot_of(named).redactions)
    assert (decided.by_name, values[path]) == (INSTEAD, INSTEAD)
    assert check(named.review).faults == ()


def test_a_name_goes_even_out_of_a_ledger_whose_rows_are_written_once(named):
    taken_back = withdraw(published(), reason=f"{NAME} could be known by it", by=named.lead)

    take_out(named)

    taken_back.refresh_from_db()
    assert taken_back.reason == f"{INSTEAD} could be known by it"
    with pytest.raises(LedgerIsKept):
        taken_back.save()


def test_words_that_stand_nowhere_change_nothing(named):
    before = snapshot_of(named).redactions, whole_trail().count()

    assert take_out(named, "Nobody Ever").places == []
    assert (snapshot_of(named).redactions, whole_trail().count()) == before


# ---- what stands instead is proved as well


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (lambda told: told[0].update(instead="Another name"), "is not signed"),
        (lambda told: told[0].update(by="Somebody"), "is not signed"),
        (lambda told: told[0].update(signature="0" * 128), "is not signed"),
        (lambda told: told[0].update(key="0" * 64), "is not signed"),
        (lambda told: told.pop(0), "is not what was adopted"),
        (lambda told: told.append({**told[0], "path": "plan.title"}), "is not what was adopted"),
        (lambda told: told.append({**told[0], "path": "no.such"}), "was not there"),
    ],
)
def test_a_forged_redaction_is_found(named, forge, told):
    take_out(named)
    redactions = snapshot_of(named).redactions
    forge(redactions)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE quarters_snapshot SET redactions = %s",
            [json.dumps(redactions, ensure_ascii=False, separators=(",", ":"), sort_keys=True)],
        )

    assert told in " ".join(check(named.review).faults)


def test_a_value_that_was_emptied_without_the_product_is_found(named):
    snapshot = snapshot_of(named)
    gone = redact(snapshot.fields, {"plan.title"})
    Snapshot.objects.filter(pk=snapshot.pk).update(fields=gone)

    assert "plan.title is not what was adopted." in check(named.review).faults


# ---- files


def test_a_file_is_destroyed_and_the_signature_still_holds(
    quarter, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    file = plan_changes.NewEvidence("file", f"{NAME}.pdf", file=ContentFile(b"%PDF-1", "a.pdf"))
    changes.answer(quarter.asked, quarter.surgeries, status="behind", text="So.", evidence=[file])
    quarter.adopted()
    item = EvidenceItem.objects.get(kind="file")

    with django_capture_on_commit_callbacks(execute=True):
        stood_in = changes.take_out_file(item, why=Why.NAMED, by=quarter.lead)

    item.refresh_from_db()
    assert (stood_in, item.title, item.file.name) == (1, INSTEAD, "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert check(quarter.review, files=True).faults == ()


# ---- the files of the database itself

STORY = """
import django
from django.conf import settings
class Quick:  # tables without migrations, as in all other tests
    __contains__ = lambda self, app: True
    __getitem__ = lambda self, app: None
settings.MIGRATION_MODULES = Quick()
django.setup()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.redaction import Why, Words
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.verifying import check
from upstander.kernel.testing.quarter import small_quarter
quarter = small_quarter()
for number in range(30):
    text = f"Mendelberg {number} " + "came to the surgery. " * number
    changes.answer(quarter.asked, quarter.surgeries, status="behind", text=text)
plan_changes.edit_item(quarter.surgeries, by=quarter.lead, text="With Mendelberg")
quarter.adopted()
changes.redact_words(Words("Mendelberg"), why=Why.NAMED, by=quarter.lead)
assert check(quarter.review).faults == ()
import os
os._exit(0)  # as in a power cut: nothing is tidied up at the end
"""


@pytest.mark.slow
def test_no_byte_of_the_name_is_left_in_the_files_of_the_installation(tmp_path):
    if connection.vendor != "sqlite":
        return  # PostgreSQL writes over what was changed in its own time
    home = tmp_path / "home"
    home.mkdir()

    in_home(home, STORY, begin="")

    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    assert [path.name for path in files if b"Mendelberg" in path.read_bytes()] == []
