"""One changed byte is found, wherever it lies: each test changes one behind the product's back."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.models import EvidenceItem, Update
from upstander.kernel.quarters import changes, signing
from upstander.kernel.quarters.models import Snapshot
from upstander.kernel.quarters.snapshots import canonical, hash_of, root_of
from upstander.kernel.quarters.verifying import about, check, check_all
from upstander.kernel.testing.proofs import scaled

DECEMBER = datetime(2024, 12, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def _adopted_made(_quarter_made, django_db_blocker, tmp_path_factory):
    """Adopt a quarter with something of every kind in it, once for this file."""
    quarter, folder = _quarter_made, tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder):
        file = plan_changes.NewEvidence("file", "Minutes", file=ContentFile(b"%PDF-1 a", "a.pdf"))
        said = {"status": "behind", "text": "August was missed.", "reason": "The host fell ill."}
        changes.answer(quarter.asked, quarter.surgeries, evidence=[file], **said)
        changes.ask_back(quarter.review, quarter.surgeries.pk, "When?", by=quarter.lead)
        changes.accept(quarter.review, quarter.surgeries.pk, by=quarter.lead)
        plan_changes.edit_item(quarter.surgeries, by=quarter.lead, short_title="Hold surgeries")
        plan_changes.add_update(quarter.small.objective, by=quarter.lead, text="Of the whole.")
        quarter.adopted()
        yield folder


@pytest.fixture
def adopted(_adopted_made, quarter, settings):
    settings.MEDIA_ROOT = _adopted_made
    return quarter


def change(table, column, value, where="1=1"):
    """Change a value in the database itself, as no part of the product would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {where}", [value])
        assert cursor.rowcount > 0


def faults(quarter, **options):
    return " ".join(check(quarter.review, **options).faults)


def test_a_sound_quarter_has_no_faults(adopted):
    assert faults(adopted, files=True) == ""


def test_the_plan_can_go_on_in_every_way_without_a_fault(adopted):
    """Whatever the product itself changes later is no fault, though the same by hand would be."""
    lead, surgeries, small = adopted.lead, adopted.surgeries, adopted.small
    august = next(o for o in surgeries.occurrences.all() if "August" in o.label)
    with clock.set_to(DECEMBER):
        plan_changes.mark_done(august, on=date(2024, 8, 13), note="In the library", by=lead)
        plan_changes.edit_item(surgeries, by=lead, text="Other words.", due=date(2025, 3, 1))
        plan_changes.edit_item(small.objective, by=lead, title="Other title", due=None)
        plan_changes.edit_item(small.theme, by=lead, aim="")
        plan_changes.set_leads(surgeries, [plan_changes.NewLead(small.clarion)], by=lead)
        plan_changes.update_dependency(small.dependency, title="A budget", by=lead)
        plan_changes.meet_dependency(small.dependency, on=date(2024, 10, 1), how="Won.", by=lead)
        plan_changes.add_action(small.objective, text="A new one", by=lead)
        plan_changes.drop_action(small.publicity, why="Done with.", by=lead)
        plan_changes.add_update(surgeries, by=lead, status="completed", text="All done.")
        plan_changes.correct_update(Update.objects.filter(action=surgeries).last(), by=lead)
        small.clarion.name = "Clarion Homes"
        small.clarion.save()
        lead.name = "Ngozi Hartwell-Reid"
        lead.save()

    assert faults(adopted, files=True) == ""


@pytest.mark.parametrize(
    ("table", "column", "value", "where", "told"),
    [
        ("plan_update", "text", "August was kept.", "text LIKE 'August%%'", "said"),
        ("plan_update", "status", "completed", "text LIKE 'August%%'", "status"),
        ("plan_update", "reason", "", "reason <> ''", "reason"),
        ("plan_update", "reason", "Somebody said so.", "text = 'No budget.'", "reason"),
        ("plan_update", "author_name", "Somebody", "text LIKE 'August%%'", "author"),
        ("plan_update", "at", "2024-10-09 09:00:00.000001", "text LIKE 'August%%'", "said_at"),
        ("plan_update", "text", "Never read again.", "text = 'One held.'", "history"),
        ("plan_update", "author_name", "Somebody", "text = 'Of the whole.'", "history"),
        ("plan_edit", "before", '"Something else"', "field = 'short_title'", "plan.edits"),
        ("plan_edit", "author_name", "Somebody", "field = 'short_title'", "plan.edits"),
        ("plan_action", "text", "Hold none.", "position = 2", "text"),
        ("plan_action", "short_title", "", "position = 2", "short_title"),
        ("plan_action", "position", 9, "position = 2", "reference"),
        ("plan_action", "due", "2024-01-01", "position = 2", "due"),
        ("plan_objective", "title", "Another", "number = '18'", "title"),
        ("plan_objective", "number", "19", "number = '18'", "number"),
        ("plan_theme", "title", "Another", "1=1", "title"),
        ("plan_theme", "aim", "", "1=1", "aim"),
        ("plan_plan", "introduction", "Kept by nobody", "1=1", "plan.introduction"),
        ("plan_plan", "ends_on", "2025-04-30", "1=1", "plan.ends_on"),
        ("plan_lead", "organisation_id", None, "action_id IS NULL", "led_by"),
        ("plan_occurrence", "done_on", "2024-08-13", "label LIKE '%%August'", "done_on"),
        ("plan_occurrence", "done_on", None, "label LIKE '%%July'", "done_on"),
        ("plan_occurrence", "due_on", "2024-08-30", "label LIKE '%%August'", "due_on"),
        ("plan_occurrence", "label", "A holiday", "label LIKE '%%August'", "label"),
        ("plan_occurrence", "note", "With tea", "label LIKE '%%July'", "note"),
        ("plan_dependency", "title", "Nothing", "1=1", "title"),
        ("plan_dependency", "met_how = 'Won', met_on", "2024-10-01", "1=1", "met_on"),
        ("plan_evidenceitem", "title", "Other minutes", "1=1", "title"),
        ("plan_evidenceitem", "kind", "link", "1=1", "kind"),
        ("quarters_verdict", "by_name", "Somebody", "kind = 'accepted'", ".by"),
        ("quarters_verdict", "kind", "suggested", "kind = 'accepted'", "kind"),
        ("quarters_verdict", "at", "2024-10-09 09:00:00.000001", "kind = 'accepted'", "at"),
        ("quarters_verdict", "update_id", None, "kind = 'accepted'", "update"),
        ("quarters_verdict", "words", "Why not?", "kind = 'asked_back'", "words"),
        ("quarters_review", "meeting_on", "2024-11-20", "1=1", "quarter.meeting_on"),
        ("quarters_review", "adopted_at", "2024-11-15 09:00:00", "1=1", "moment of adoption"),
        ("quarters_snapshot", "by_name", "Somebody", "1=1", "name of who noted"),
        ("quarters_snapshot", "at", "2024-11-15 09:00:00", "1=1", "moment of adoption"),
        ("quarters_snapshot", "previous", "0" * 64, "1=1", "do not add up"),
        ("quarters_snapshot", "root", "0" * 64, "1=1", "do not add up"),
        ("quarters_snapshot", "signature", "0" * 128, "1=1", "signature is not true"),
        ("quarters_snapshot", "public_key", "0" * 64, "1=1", "signature is not true"),
        ("quarters_snapshot", "fields", "[1]", "1=1", "cannot be read"),
        ("quarters_snapshot", "fields", "{}", "1=1", "cannot be read"),
        ("quarters_snapshot", "redactions", '[{"path": "plan.title"}]', "1=1", "cannot be read"),
    ],
)
def test_a_value_that_was_changed_by_hand_is_found(adopted, table, column, value, where, told):
    if column == "organisation_id":
        value = adopted.small.clarion.pk

    change(table, column, value, where)

    assert told in faults(adopted)


@pytest.mark.parametrize("column", ["root", "signature", "public_key"])
def test_even_a_letter_that_would_mean_the_same_is_found(adopted, column):
    snapshot = Snapshot.objects.get()

    change("quarters_snapshot", column, getattr(snapshot, column).upper())

    assert faults(adopted)


def missed_flips(adopted, places_of):
    """Flip bits of the stored text, one at a time, and list those that nobody found."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")  # a bad disk asks nobody either
        cursor.execute("SELECT CAST(fields AS BLOB) FROM quarters_snapshot")
        text = bytes(cursor.fetchone()[0])
    missed = []
    for place in places_of(text):
        for bit in (1, 32):
            flipped = bytearray(text)
            flipped[place] ^= bit
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE quarters_snapshot SET fields = CAST(%s AS TEXT)", [bytes(flipped)]
                )
            missed += [] if faults(adopted) else [(place, bit, text[place - 9 : place + 9])]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    return missed


@pytest.mark.slow
def test_bytes_of_the_frozen_fields_count_wherever_they_lie(adopted):
    """Bits are flipped at places spread over the whole text: keys, values, salts, hashes, marks."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps values, and no text of them that could be flipped

    assert missed_flips(adopted, lambda text: range(0, len(text), len(text) // 20)) == []


@pytest.mark.proof
def test_every_part_of_every_frozen_field_counts(adopted):
    """So close together that the path, the salt, the value and the hash of each field are hit."""
    if connection.vendor != "sqlite":
        return
    step = max(1, 7 * 1_000 // scaled(1_000))

    assert missed_flips(adopted, lambda text: range(0, len(text), step)) == []


def test_a_row_that_is_gone_is_missed(adopted):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plan_occurrence WHERE label LIKE '%%August'")

    assert "is gone from the plan" in faults(adopted)


def test_a_row_that_was_slipped_in_among_older_ones_is_found(adopted):
    last = Update.objects.order_by("-pk").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE plan_update SET id = id + 100 WHERE id = %s AND id NOT IN"
            " (SELECT update_id FROM quarters_answer)",
            [last.pk],
        )

    assert "objective" in faults(adopted)


@pytest.mark.parametrize("statement", ["INSERT", "DELETE"])
def test_a_decision_more_or_less_than_was_adopted_is_found(adopted, statement):
    told = {
        "INSERT": "INSERT INTO quarters_verdict (review_id, action_id, kind, words, by_name, at)"
        " SELECT review_id, action_id, 'undone', '', 'Somebody', at FROM quarters_verdict LIMIT 1",
        "DELETE": "DELETE FROM quarters_verdict WHERE kind = 'accepted'",
    }
    with connection.cursor() as cursor:
        cursor.execute(told[statement])

    assert "verdict" in faults(adopted).lower()


def test_a_quarter_adopted_before_decisions_were_frozen_still_holds(adopted):
    before = Snapshot.objects.get()
    frozen = [f for f in before.fields if not f[0].startswith("verdict:")]
    plan = next(field for field in frozen if field[0] == "plan.facts")
    plan[2].pop("decisions")
    plan[3] = hash_of(*plan[:3])
    adopted_as(before, frozen)

    assert faults(adopted) == ""


def adopted_as(snapshot, fields):
    """Sign other fields, and let the trail know of them, as an earlier version would have."""
    root = root_of(fields, about(snapshot), snapshot.previous)
    change("quarters_snapshot", "fields", canonical(fields))
    change("quarters_snapshot", "root", root)
    change("quarters_snapshot", "signature", signing.sign(root))
    event = events_for(snapshot.review).get(kind="quarters.adopted")
    detail = {**event.facts, "root": root}
    change("audit_auditevent", "detail", canonical(detail), f"sequence = {event.sequence}")


def test_the_content_of_a_file_counts_for_the_command(adopted):
    path = Path(EvidenceItem.objects.get(kind="file").file.path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"b")
    changed = faults(adopted, files=True)
    path.unlink()
    gone, on_the_page = faults(adopted, files=True), faults(adopted)
    path.write_bytes(content)

    assert "sha256" in changed
    assert "sha256" in gone
    assert on_the_page == ""  # a page does not read all files


def test_a_snapshot_made_anew_with_a_key_of_ones_own_is_found(adopted, settings, tmp_path):
    """Whoever can write the database, but not the trail, cannot put another adoption in place."""
    snapshot = Snapshot.objects.get()
    settings.HOME = tmp_path / "elsewhere"
    fields = signing_anew(snapshot)

    change("quarters_snapshot", "fields", json.dumps(fields, ensure_ascii=False))

    told = faults(adopted)
    assert "The trail knows another root." in told
    assert "another key" in told


def signing_anew(snapshot):
    fields = [
        [path, salt, value, hash_of(path, salt, value)] if path.endswith(".said") else field
        for field in snapshot.fields
        for path, salt, value in [(*field[:2], "Forged.")]
    ]
    root = root_of(fields, about(snapshot), snapshot.previous)
    change("quarters_snapshot", "root", root)
    change("quarters_snapshot", "signature", signing.sign(root))
    change("quarters_snapshot", "public_key", signing.public_key())
    return fields


def test_the_trail_remembers_an_adoption_that_was_removed(adopted):
    Snapshot.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE quarters_review SET state = 'collecting', adopted_at = NULL")

    assert verify_command()[0] == 1


def test_the_key_file_counts_for_the_last_adoption(adopted, settings, tmp_path):
    (tmp_path / "keys").mkdir()
    settings.HOME = tmp_path
    gone = check_all()[-1].faults
    (tmp_path / "keys" / signing.KEY).write_text("another key")
    changed = check_all()[-1].faults

    assert "The key that signs is gone" in " ".join(gone)
    assert "its file was changed" in " ".join(changed)


# ---- the command


def verify_command(*words):
    told = StringIO()
    try:
        call_command("plan_verify", *words, stdout=told)
    except SystemExit as leaving:
        return leaving.code, told.getvalue()
    return 0, told.getvalue()


def test_the_command_says_of_each_quarter_that_it_holds(adopted):
    code, told = verify_command()

    assert code == 0
    assert "Hate crime work plan, quarter 2, 2024-25:" in told
    assert "fields as they were adopted." in told
    assert Snapshot.objects.get().root in told


def test_the_command_says_what_does_not_hold_and_leaves_with_1(adopted):
    change("plan_update", "text", "August was kept.", "text LIKE 'August%%'")

    code, told = verify_command()

    assert code == 1
    assert "The plan says something else of action:" in told


def test_the_command_gives_the_same_as_data(adopted):
    _, sound = verify_command("--json")
    change("plan_theme", "title", "Another")
    code, broken = verify_command("--json")

    (quarter,) = json.loads(sound)["quarters"]
    assert (quarter["quarter"], quarter["faults"]) == ("Quarter 2, 2024-25", [])
    assert quarter["fields"] == len(Snapshot.objects.get().fields)
    assert code == 1
    assert len(json.loads(broken)["quarters"][0]["faults"]) == 1


def test_a_broken_trail_is_told_first_since_all_else_leans_on_it(adopted):
    change("audit_auditevent", "detail", "{}", "kind = 'quarters.opened'")

    code, told = verify_command()

    assert code == 1
    assert told.startswith("The trail is broken.")
