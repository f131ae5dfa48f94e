"""What bringing a document in would do to a plan, said field by field before it is done."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    DocumentWarning,
    ObjectiveDocument,
    ThemeDocument,
)
from upstander.kernel.plan.status import Status

Said = str | date | tuple[str, ...] | None
TITLES = {"aim": "aim", "depends_on": "what it depends on", "text": "text"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after."""

    field: str
    before: Said
    after: Said

    @property
    def title(self) -> str:
        """Give the field's name as people write it."""
        return TITLES.get(self.field, self.field)

    @property
    def before_words(self) -> str:
        """Say what stands there now."""
        return in_words(self.before)

    @property
    def after_words(self) -> str:
        """Say what would stand there."""
        return in_words(self.after)


@dataclass(frozen=True)
class ItemChange:
    """A theme, objective or action of the plan of which a file says something else.

    `key` is its own in the database, `row` its number in the document where rows are numbered.
    """

    level: str
    key: int
    where: str
    title: str
    fields: tuple[FieldChange, ...]
    row: int | None = None


@dataclass(frozen=True)
class NewObjective:
    """An objective that the plan does not have yet, and the theme it would join."""

    theme: int
    theme_number: str
    document: ObjectiveDocument


@dataclass(frozen=True)
class NewAction:
    """An action that the plan does not have yet, and the objective it would join."""

    objective: int
    objective_number: str
    document: ActionDocument


@dataclass(frozen=True)
class Changes:
    """Everything that bringing a document in would do, and what it would leave alone."""

    themes: tuple[ThemeDocument, ...] = ()
    objectives: tuple[NewObjective, ...] = ()
    actions: tuple[NewAction, ...] = ()
    dependencies: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    items: tuple[ItemChange, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    unchanged: int = 0

    @property
    def nothing(self) -> bool:
        """Tell whether the plan already says all that the file says."""
        return not (self.themes or self.objectives or self.actions or self.items)

    @property
    def new_objectives(self) -> list[ObjectiveDocument]:
        """List every new objective, those of new themes as well."""
        under_new = [objective for theme in self.themes for objective in theme.objectives]
        return under_new + [new.document for new in self.objectives]

    @property
    def added(self) -> int:
        """Count the new actions, wherever they would stand."""
        return len(self.actions) + sum(len(new.actions) for new in self.new_objectives)

    @property
    def fingerprint(self) -> str:
        """Sum the changes up, so that one can tell whether they still are what a person saw."""
        told = json.dumps(asdict(self), default=str, sort_keys=True)
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def in_words(value: Said) -> str:
    """Write a value for people: the plan's own word for a status, a day as it is said."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(Status(value).label) if value in Status.values else value
