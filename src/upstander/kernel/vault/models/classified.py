"""Records with a protected part: the base of every model that speaks of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, NoReturn

from django.core import checks
from django.db import models, transaction
from django.db.models import Q

from upstander.kernel.rows import insert
from upstander.kernel.vault import tokens
from upstander.kernel.vault.contents import SLOT, Contents
from upstander.kernel.vault.envelope import Place, Sealed, seal, unseal
from upstander.kernel.vault.fields import ClassifiedField, SpecialChoice
from upstander.kernel.vault.keys.pool import draw_keys
from upstander.kernel.vault.keys.store import Key, store
from upstander.kernel.vault.models.numbering import number
from upstander.kernel.vault.models.pairing import check_pairing
from upstander.kernel.vault.models.search import replace_tokens
from upstander.kernel.vault.refusals import KeyLost, Unwritable

OWN = ("vault_key", "vault_document", "vault_erased_at")


@dataclass(frozen=True)
class Clock:
    """From when on a class of records is kept: which rule, since which day, of which rows."""

    rule: str  # the code of a retention rule (retention.py)
    since: str  # a plain field that holds the day, or moment, from which the rule counts
    where: Q = field(default_factory=Q)


@dataclass(frozen=True)
class Classification:
    """What a model says of its protected part as a whole.

    `purpose` and `basis` stand in the record of processing; `people` says of whom the records
    speak. `keyed_to` names the field that holds whose key locks the record: a person's own fields
    stand under the person's key, so that it takes them all along when it goes; unsaid, each record
    has a key of its own.
    """

    people: str
    purpose: str
    basis: str
    keyed_to: str = ""
    clocks: tuple[Clock, ...] = ()
    search: tuple[tokens.Searched, ...] = ()


class ClassifiedQuerySet(models.QuerySet[Any]):
    """Reads records; shut are the ways of writing that would pass the vault by."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unwritable(
            "records with a protected part are saved one by one, and erased, not deleted"
        )

    bulk_create = bulk_update = delete = _refuse  # type: ignore[assignment]


class Classified(models.Model):
    """A record with a protected part. Saving it seals what was set; a door opens it."""

    classification: ClassVar[Classification]

    vault_key = models.CharField(max_length=24, blank=True, editable=False, db_index=True)
    vault_document = models.TextField(blank=True, editable=False)
    vault_erased_at = models.DateTimeField(null=True, editable=False)

    objects = ClassifiedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __getstate__(self) -> dict[str, Any]:
        """Let no copy and no pickle carry off what is open."""
        state: dict[str, Any] = super().__getstate__()
        Contents.of(self).refuse_to_lose()
        return state | {SLOT: Contents()}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Seal what was set and save the row, whole or not at all; options go by name."""
        if args:
            raise TypeError("save() of a record with a protected part takes its options by name")
        only = kwargs.get("update_fields")
        pending = Contents.of(self).pending
        saved = {name: pending[name] for name in pending if only is None or name in only}
        written = _written(self, saved)
        with transaction.atomic(savepoint=False):
            if self._state.adding:
                self._add(written)
            else:
                self._change(written, kwargs)
        Contents.of(self).close(but={name: pending[name] for name in pending if name not in saved})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a record with a protected part is erased, which leaves a row to count."""
        raise Unwritable("use erase() of kernel.vault.erasure")

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """Read the row again; what was opened, or set and not saved, is forgotten."""
        if fields is None:
            Contents.of(self).close()
        names = list(fields or [field.attname for field in self._meta.concrete_fields])
        choices = {each.name for each in self._meta.fields if isinstance(each, SpecialChoice)}
        masked = [name for name in names if name in choices]
        plain = [name for name in names if name not in masked]
        if plain:
            super().refresh_from_db(using, plain, from_queryset)
        if masked:  # Django would copy the mask
            self.__dict__.update(_rows(self).values(*masked).get())

    def full_clean(self, exclude: Any = None, *args: Any, **kwargs: Any) -> None:
        """Check the record; what is sealed and not set anew was checked when it was."""
        contents = Contents.of(self)
        sealed = () if self._state.adding else set(names_of(type(self))) - set(contents.pending)
        with contents.bare():
            super().full_clean({*(exclude or ()), *sealed}, *args, **kwargs)

    @property
    def where(self) -> Place:
        """Say where the document stands; it is sealed to that."""
        label, classes = _label_and_classes(type(self))
        return Place(label, self.pk, classes)

    def _add(self, written: Mapping[str, Any]) -> None:
        key = self._key_for_new()
        document = _without_empties(written)
        self.vault_key = key.id
        given = self.pk
        number(self)  # the seal is bound to it
        self.vault_document = seal(document, key.secret, key.id, self.where)
        try:
            insert(self)
        except BaseException:
            self.pk = given
            raise
        self._write_tokens(document, new=True)

    def _change(self, written: Mapping[str, Any], kwargs: dict[str, Any]) -> None:
        """Save an older row: its key and document as they now stand, whatever was read before."""
        names = kwargs.pop("update_fields", None)
        plain = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        fields = [name for name in names or plain if name in plain and name not in OWN]
        if written:
            fields += self._reseal(written)
        if fields:
            super().save(update_fields=fields, **kwargs)

    def _reseal(self, written: Mapping[str, Any]) -> list[str]:
        stands = _rows(self).select_for_update().values_list(*OWN).get()
        self.vault_key, self.vault_document, self.vault_erased_at = stands
        if self.vault_erased_at:
            raise Unwritable(f"{self.where} was erased: nothing more can be written into it")
        key = fetch_key(self)
        document = unseal(self.vault_document, key.secret, place_of(self))
        merged = _without_empties({**document, **written})
        self.vault_document = seal(merged, key.secret, key.id, self.where)
        self._write_tokens(merged)
        return ["vault_document"]

    def _write_tokens(self, document: Mapping[str, Any], *, new: bool = False) -> None:
        if self.classification.search:
            keys = tokens.search_keys(store())[0]
            searched, label = self.classification.search, self.where.table
            replace_tokens(self, tokens.tokens_for(searched, document, label, keys), new=new)

    def _key_for_new(self) -> Key:
        if not self.classification.keyed_to:
            return Contents.of(self).drawn or draw_keys(1, check_pairing)[0]
        holder = getattr(self, self.classification.keyed_to)
        stands = _rows(holder).select_for_update().values_list(*OWN).get()
        holder.vault_key, _, holder.vault_erased_at = stands
        if holder.vault_erased_at:
            raise Unwritable(f"{holder.where} was erased: nothing more can be written about it")
        return fetch_key(holder)

    @classmethod
    def check(cls, **kwargs: Any) -> list[Any]:
        """Add to Django's checks those of the declaration."""
        return [*super().check(**kwargs), *_mistakes(cls)]


def draw(*records: Classified) -> None:
    """Give new records, one of each kind, their numbers and keys in one go.

    Inside the transaction that writes them, which is then shorter; `save` does it for one alone.
    """
    number(*records)
    own = [record for record in records if not record.classification.keyed_to]
    for record, key in zip(own, draw_keys(len(own), check_pairing), strict=True):
        Contents.of(record).drawn = key


@cache
def classified_fields(model: Any) -> tuple[ClassifiedField, ...]:
    """List the fields that stand in a model's document."""
    private = model._meta.private_fields
    return tuple(field for field in private if isinstance(field, ClassifiedField))


@cache
def _label_and_classes(model: Any) -> tuple[str, str]:
    classes = {field.sensitivity for field in classified_fields(model)}
    return (model._meta.concrete_model or model)._meta.label_lower, "+".join(sorted(classes))


def names_of(model: Any) -> list[str]:
    """Name the fields that stand in a model's document."""
    return [field.name for field in classified_fields(model)]


def place_of(record: Any) -> Place:
    """Say where a document was sealed to stand: the classes of data are those of that day."""
    sealed = Sealed.read(record.vault_document, record.where)
    if sealed.key_id != record.vault_key:
        raise KeyLost(str(record.where))
    return Place(record.where.table, record.pk, sealed.classes)


def fetch_key(record: Any) -> Key:
    """Give the key of a record; raises `KeyLost` where it is not in the store."""
    found = store().fetch([record.vault_key]).get(record.vault_key)
    if found is None:
        raise KeyLost(str(record.where))
    return found


def _rows(record: Any) -> "models.QuerySet[Any]":
    return type(record)._base_manager.filter(pk=record.pk)


def _written(record: Any, pending: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was set as the document holds it; an empty value stands as None."""
    model: Any = type(record)
    fields = {field.name: field for field in classified_fields(model)}
    written: dict[str, Any] = {}
    for name, value in pending.items():
        if value in ClassifiedField.empty_values:
            written[name] = None
        else:
            fields[name].kind.check(value)
            written[name] = fields[name].kind.written(value)
    return written


def _without_empties(written: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in written.items() if value is not None}


def _mistakes(model: Any) -> list[checks.Error]:
    said: list[str] = []
    if not isinstance(getattr(model, "classification", None), Classification):
        said.append("declares no classification")
    if not isinstance(model._default_manager.all(), ClassifiedQuerySet):
        said.append("needs a queryset that inherits ClassifiedQuerySet")
    for each in model._meta.get_fields():
        if isinstance(each, ClassifiedField | SpecialChoice) and not each.why:
            said.append(f"does not say what {each.name} is for")
        remote = getattr(each, "remote_field", None)
        if each.concrete and remote and remote.on_delete is models.CASCADE:
            said.append(f"would be deleted with its {each.name}: use PROTECT")
    return [
        checks.Error(f"{model._meta.label} {what}.", obj=model, id="vault.E001") for what in said
    ]
