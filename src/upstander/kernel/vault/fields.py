"""Fields of a model that say what they hold: `Personal`, `Special` and `Criminal`.

They have no column. All of one record stand together in its one encrypted document. Before a door
opens the record they read as a mask. What must be counted in SQL is a `SpecialChoice`: a plain
column, masked like the others wherever an instance is shown.
"""

from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.text import capfirst

from upstander.kernel.vault.contents import Contents
from upstander.kernel.vault.masking import MASK, is_mask
from upstander.kernel.vault.refusals import NotSearchable, Unwritable
from upstander.kernel.vault.sensitivity import Sensitivity

OF_WHOM = frozenset({"person", "others", "both"})


class Window:
    """Where an instance shows a classified field: the value once opened, else a mask."""

    def __init__(self, field: "ClassifiedField") -> None:
        """Keep the field."""
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        return Contents.of(instance).read(self.field, new=instance._state.adding)

    def __set__(self, instance: Any, value: Any) -> None:
        Contents.of(instance).write(self.field, value)


class ClassifiedField(models.Field):
    """A field that stands in the record's encrypted document; use one of its three kinds.

    `why` says in words what the field is for: it stands in the record of processing. `of` says of
    whom it speaks: the "person" whose record it is, "others" alone, or "both", as a story does. An
    answer to somebody who asks for their own data masks others by that (subjects/gathering.py).
    """

    sensitivity: Sensitivity
    empty_values = (None, "", [], ())

    def __init__(self, kind: Any, why: str, *, of: str = "person", **options: Any) -> None:
        """Keep what the field holds, what for and of whom; `options` are Django's."""
        super().__init__(**options)
        if of not in OF_WHOM:
            raise ImproperlyConfigured(f"a field speaks of one of {sorted(OF_WHOM)}, not of {of}")
        self.kind = kind
        self.why = why
        self.of = of

    def __deepcopy__(self, memo: dict[int, Any]) -> "ClassifiedField":
        copied: ClassifiedField = super().__deepcopy__(memo)  # type: ignore[misc]
        copied.kind, copied.why, copied.of = self.kind, self.why, self.of
        return copied

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Stand in the model without a column."""
        self.set_attributes_from_name(name)
        self.model = cls
        self.column: Any = None
        self.concrete = False
        cls._meta.add_field(self, private=True)
        setattr(cls, name, Window(self))

    def validate(self, value: Any, model_instance: Any) -> None:
        """Check a value that may stand here; raises ValidationError."""
        if value in self.empty_values:
            if not self.blank:
                raise ValidationError(self.error_messages["blank"], code="blank")
            return
        self.kind.check(value)

    def value_from_object(self, obj: Any) -> Any:
        """Give the value for a form; raises `Unwritable` where nobody opened the record."""
        return _opened_value(self, obj)

    def formfield(self, *args: Any, **options: Any) -> forms.Field:
        """Make the field of a form."""
        defaults = {"required": not self.blank, "label": capfirst(self.verbose_name)}
        field: forms.Field = self.kind.formfield(
            **{**defaults, "help_text": self.help_text, **options}
        )
        return field

    def get_col(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the database cannot see what is in a document."""
        raise NotSearchable(str(self))

    get_lookup = get_transform = get_db_prep_save = get_prep_value = get_col


class Personal(ClassifiedField):
    """Says who somebody is, or what is known of them."""

    sensitivity = Sensitivity.PERSONAL


class Special(ClassifiedField):
    """Of a special category: race, belief, health, orientation, sex life (UK GDPR Art. 9)."""

    sensitivity = Sensitivity.SPECIAL


class Criminal(ClassifiedField):
    """On offences, allegations and proceedings (UK GDPR Art. 10)."""

    sensitivity = Sensitivity.CRIMINAL


class MaskedColumn(DeferredAttribute):
    """Where an instance shows a plain column that only who may see it is shown."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        if instance._state.adding or Contents.of(instance).shows(self.field):
            return super().__get__(instance, cls)
        return MASK

    def __set__(self, instance: Any, value: Any) -> None:
        if is_mask(value):
            raise Unwritable(f"{self.field} was not opened: its mask cannot be its value")
        instance.__dict__[self.field.attname] = value


class SpecialChoice(models.CharField):
    """A choice of a special category that has to be counted in SQL: plain in its column.

    `kept` says whether it stays, as a statistic, when the record is erased.
    """

    sensitivity = Sensitivity.SPECIAL
    descriptor_class = MaskedColumn

    def __init__(self, *args: Any, why: str = "", kept: bool = True, **options: Any) -> None:
        """Take Django's options, what the field is for, and what becomes of it."""
        options.setdefault("max_length", 40)
        super().__init__(*args, **options)
        self.why = why
        self.kept = kept

    def value_from_object(self, obj: Any) -> Any:
        """Give the value for a form; raises `Unwritable` where nobody opened the record."""
        return _opened_value(self, obj)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Save the column itself, not its mask."""
        return model_instance.__dict__.get(self.attname, self.get_default())


def _opened_value(field: models.Field, record: Any) -> Any:
    """Give a value that is open: a form would save a mask, or nothing, in its place."""
    value = getattr(record, field.attname)
    if is_mask(value):
        raise Unwritable(f"{field} is not open: open the record before it stands in a form")
    return value
