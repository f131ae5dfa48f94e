"""A body's own form: brought in and tried out, put to use, ended."""

from typing import IO, Any

from django.db import transaction
from django.db.models import Max

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.documents.word_form import LARGEST, WordForm
from upstander.kernel.errors import Refused
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.people.models import Organisation
from upstander.kernel.referrals import tables
from upstander.kernel.referrals.checking import check, chosen
from upstander.kernel.referrals.declared import Kind, all_kinds
from upstander.kernel.referrals.models import OwnForm, title_of
from upstander.kernel.referrals.sheets import tried
from upstander.kernel.referrals.tables import Field, UnfitForm

NOTHING = "Choose a table, a Word form, or both."


@transaction.atomic
def add_form(
    *,
    organisation: Organisation,
    kind: str,
    table: IO[bytes] | None = None,
    document: IO[bytes] | None = None,
    by: Any,
) -> OwnForm:
    """Take a new edition in, to be tried out; nothing is written on it before `use_form`.

    Raises UnfitForm, and NotRead for a Word file that does more than hold words.
    """
    wanted = all_kinds()[kind]
    if organisation.sector not in wanted.referral.kinds[wanted.purpose]:
        raise UnfitForm(
            f"{organisation} is in the sector “{organisation.get_sector_display()}”: nothing goes "
            f"to it as “{wanted.title}”."
        )
    content = document.read(LARGEST + 1) if document else b""
    fields = _fields(wanted, table, content)
    # whoever adds a second one at the same time waits here, and takes the next number
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = OwnForm.objects.of(organisation, kind).aggregate(last=Max("edition"))["last"]
    own = OwnForm.objects.create(
        organisation=organisation,
        kind=kind,
        edition=(before or 0) + 1,
        table=tables.as_text(fields),
        document=content,
        added_at=now(),
    )
    tried(own, wanted).written("docx")  # what cannot be filled is found now, and not in the night
    _note("added", own, by)
    return own


def _fields(kind: Kind, table: IO[bytes] | None, content: bytes) -> tuple[Field, ...]:
    """Read and check what was brought: a table, a Word file, or both."""
    if table is None and not content:
        raise UnfitForm(NOTHING)
    places = WordForm(content).places if content else None
    if table is not None:
        sheet = read_rows(table, str(getattr(table, "name", "")))
        fields = tables.fields_from(sheet.columns, sheet.rows)
    else:
        fields = chosen(kind, places or frozenset())
    check(kind, fields, places)
    return fields


@transaction.atomic
def use_form(own: OwnForm, *, by: Any) -> OwnForm:
    """Write sheets on an edition from now on, in place of the one before."""
    Organisation.objects.select_for_update().get(pk=own.organisation_id)
    own.refresh_from_db(fields=["used_from", "used_until"])
    kind = own.of_kind
    if own.used_from is not None or kind is None:
        raise Refused("This edition was used before. Bring the form in again as a new edition.")
    fields = own.as_table().fields
    check(kind, fields, WordForm(bytes(own.document)).places if own.document else None)
    moment = now()
    for before in OwnForm.objects.of(own.organisation, own.kind).used_at(moment):
        _end(before, by)
    own.used_from = moment
    own.save(update_fields=["used_from"])
    _note("used", own, by)
    return own


@transaction.atomic
def end_form(own: OwnForm, *, by: Any) -> OwnForm:
    """Write sheets on our form again."""
    Organisation.objects.select_for_update().get(pk=own.organisation_id)
    own.refresh_from_db(fields=["used_from", "used_until"])
    if not own.in_use:
        raise Refused(f"{own} is not in use.")
    return _end(own, by)


def _end(own: OwnForm, by: Any) -> OwnForm:
    own.used_until = now()
    own.save(update_fields=["used_until"])
    _note("ended", own, by)
    return own


def _note(what: str, own: OwnForm, by: Any) -> None:
    kept = {"organisation": own.organisation.short, "kind": title_of(own), "edition": own.edition}
    record(f"referrals.form_{what}", own, by=by, **kept)
