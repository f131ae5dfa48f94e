"""Everything that is kept of one person, for the person: right of access (UK GDPR Art. 15).

Found are the person's record, every protected record that points at them, the files of these, what
other parts of the product declare (`PersonalRecords`), the ledger, what was sent and to whom, what
waits to be sent, and what the trail says of them. What speaks of others is masked by what the
fields declare (`of`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from upstander.kernel.access.reading import content_for_work, note_read, open_for_work
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.clock import today
from upstander.kernel.holding import Entry, Place
from upstander.kernel.outbox.models import Message
from upstander.kernel.registry import all_personal_records, audit_kind
from upstander.kernel.subjects.models import Consent, Subject, Telling, ToTell
from upstander.kernel.subjects.others import MASK, Others
from upstander.kernel.vault.fields import SpecialChoice
from upstander.kernel.vault.inventory import classified_models
from upstander.kernel.vault.models import Classified, StoredFile
from upstander.kernel.vault.models.classified import classified_fields

GATHERING = "system:subject access"
INNER = frozenset(
    {"public_id", "reference", "kept_by", "kept_since", "by", "author", "ended_on", "told_by"}
)
TO_READ = "Read it: names of other people may stand in it that nobody told us apart."
FILE_TO_SEE = "Look at it: it may show, name or let one hear other people."


@dataclass(frozen=True)
class KeptFile:
    """A file of the person's records, to be looked at before it is handed over."""

    name: str
    record: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Gathered:
    """All that is kept of a person, on a day, with others masked."""

    person: str
    on: date
    entries: tuple[Entry, ...]
    files: tuple[KeptFile, ...]
    decided: bool = False

    @property
    def by_hand(self) -> int:
        """Count what somebody has to look at before it is handed over."""
        return sum(len(entry.by_hand) for entry in self.entries)


def gather(subject: Subject, *, by: Any) -> Gathered:
    """Gather all that is kept of a person, and write that it was read.

    That it was handed over is for the caller to write.
    """
    records = _records_of(subject)
    entries = entries_of(subject, records, by=by)
    entries += [entry for kept in all_personal_records() for entry in kept.gather(subject)]
    stored = list(_files([entry.record for entry in entries], by))
    entries += [
        *map(_file_entry, stored),
        *_ledger(subject),
        *_messages(subject),
        *_trail(subject),
    ]
    note_read([*records, *stored], about=subject, page="export", by=by)
    files = tuple(
        KeptFile(
            f"{each.pk}.{each.kind}",
            key_of(each),
            partial(content_for_work, "rights", each, by=by),
        )
        for each in stored
    )
    return Gathered(str(subject), today(), tuple(entries), files)


def entries_of(
    subject: Subject, records: Sequence[Classified], *, by: Any = GATHERING
) -> list[Entry]:
    """Open records that speak of a person and say what they hold, with others masked.

    This is what a part of the product gives for records that it declares itself. Whoever stands in
    the person's own records is masked in these as well.
    """
    own = _records_of(subject)
    for _, some in groupby([*own, *records], key=type):
        open_for_work("rights", list(some), by=by)
    others = known_others([*own, *records])
    return [entry_of(record, others) for record in records]


def _records_of(subject: Subject) -> list[Classified]:
    """Give the person, and what is found of them without being declared, shut."""
    return [Subject.objects.get(pk=subject.pk), *_found_without_being_declared(subject)]


def _found_without_being_declared(subject: Subject) -> Iterator[Classified]:
    declared = {kept.label for kept in all_personal_records()}
    for model, name in pointing_at_subjects():
        if model._meta.label_lower not in declared:
            yield from model._base_manager.filter(**{name: subject.pk})


def _files(record_keys: Iterable[str], by: Any) -> Iterator[StoredFile]:
    stored = list(StoredFile.objects.filter(owner_key__in=set(record_keys), vault_erased_at=None))
    open_for_work("rights", stored, by=by)
    yield from stored


def pointing_at_subjects() -> Iterator[tuple[type[Classified], str]]:
    """Name the models with a protected part that are of one person, and by which field.

    A record that points at two people, such as who was hurt and who did it, belongs to whoever's
    key it stands under. What it may tell the other is for a declaration to say.
    """
    for model in classified_models():
        names = fields_to_subjects(model)
        if len(names) == 1:
            yield model, names[0]
        elif model.classification.keyed_to in names:
            yield model, model.classification.keyed_to


def fields_to_subjects(model: type[Classified]) -> list[str]:
    """Name the foreign keys of a model to people."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is Subject]


def known_others(records: Iterable[Classified]) -> Others:
    """Learn from opened records what is the person's own, and who else stands in them."""
    others = Others()
    for record in records:
        for field in classified_fields(type(record)):
            texts = [str(each) for each in _listed(getattr(record, field.name))]
            if field.of == "others":
                others.know_others(texts)
            elif isinstance(record, Subject) and field.of == "person":
                others.know_own(texts)
    return others


def entry_of(record: Classified, others: Others, title: str = "") -> Entry:
    """Say in words what an opened record holds of the person, with others masked."""
    facts, by_hand, places = [*_plain_facts(record)], [], []
    for field in classified_fields(type(record)):
        value = getattr(record, field.name)
        if value in field.empty_values:
            continue
        facts.append((_title(field), _shown(field, value, others)))
        if field.of == "both":
            by_hand.append(f"{_title(field)}. {TO_READ}")
            places.append(_place(record, field, value, others))
    name = title or str(record._meta.verbose_name).capitalize()
    return Entry(name, key_of(record), tuple(facts), tuple(by_hand), tuple(places))


def _place(record: Classified, field: Any, value: Any, others: Others) -> Place:
    text, heading = _words(value), _title(field)
    return Place(f"{key_of(record)} {heading}", heading, text, tuple(others.in_text(text)))


def _title(field: Any) -> str:
    return str(field.verbose_name).capitalize()


def _shown(field: Any, value: Any, others: Others) -> str:
    if field.of == "others":
        return MASK
    said = _words(value)
    return others.mask_what_may_be(said) if field.of == "both" else said


def _words(value: Any) -> str:
    return ", ".join(_said(each) for each in _listed(value))


def _listed(value: Any) -> Sequence[Any]:
    if value in (None, ""):
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d %B %Y, %H:%M}"
    return f"{value:%d %B %Y}" if isinstance(value, date) else str(value)


def _plain_facts(record: models.Model) -> Iterator[tuple[str, str]]:
    for field in record._meta.concrete_fields:
        if field.primary_key or field.is_relation or field.name.startswith("vault_"):
            continue
        value = getattr(record, field.attname)
        if field.name not in INNER and value not in (None, ""):
            yield _title(field), _plain(record, field, value)


def _plain(record: Any, field: Any, value: Any) -> str:
    if field.choices or isinstance(field, SpecialChoice):
        return str(getattr(record, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return named(_said(value))


def named(key: str) -> str:
    """Call a body by its name where a text is the key of an organisation."""
    label, _, pk = key.partition(":")
    if label != "people.organisation":
        return key
    body = apps.get_model(label)._base_manager.filter(pk=pk).first()
    return str(body or key)


def _file_entry(stored: StoredFile) -> Entry:
    facts = (
        ("Called", stored.called),
        ("Kind", stored.kind),
        ("Size in bytes", f"{stored.size:,}"),
        ("Added", _said(stored.added_at)),
    )
    return Entry("File", key_of(stored), facts, (FILE_TO_SEE,))


def _ledger(subject: Subject) -> Iterator[Entry]:
    for model in (Consent, Telling, ToTell):
        for row in model._default_manager.filter(subject=subject):
            title = str(model._meta.verbose_name).capitalize()
            facts = tuple(fact for fact in _plain_facts(row) if fact[0] != "By name")
            yield Entry(title, key_of(row), facts)


def _messages(subject: Subject) -> Iterator[Entry]:
    """Give what was sent to the person, and the words of what still waits."""
    for message in Message.objects.filter(to=key_of(subject)):
        facts = [
            ("What", message.title),
            ("State", message.get_state_display()),  # type: ignore[attr-defined]
            ("Written", _said(message.queued_at)),
        ]
        if message.letter:
            letter = message.open()
            facts += [("To", letter.to), ("Subject", letter.subject), ("Text", letter.text)]
        yield Entry("Message to you", key_of(message), tuple(facts))


def _trail(subject: Subject) -> Iterator[Entry]:
    facts = [(event.at[:10], audit_kind(event.kind).title) for event in events_for(subject)]
    if facts:
        yield Entry("What was done with your record", key_of(subject), tuple(facts))
