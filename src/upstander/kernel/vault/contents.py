"""What an instance of a record holds of its protected part: nothing, until a door opens it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from upstander.kernel.vault.masking import ERASED_MASK, MASK, is_mask
from upstander.kernel.vault.refusals import Unwritable
from upstander.kernel.vault.sensitivity import Sensitivity

SLOT = "_vault_contents"


class Contents:
    """The values that were set and not saved yet, and those that a door opened."""

    __slots__ = ("_bare", "_erased", "_granted", "_opened", "_withheld", "drawn", "pending")

    def __init__(self) -> None:
        """Hold nothing."""
        self.pending: dict[str, Any] = {}
        self.drawn: Any = None  # the key of a record that is about to be written
        self._opened: Mapping[str, Any] = {}
        self._granted: frozenset[Sensitivity] = frozenset()
        self._withheld: frozenset[str] = frozenset()
        self._erased = self._bare = False

    @classmethod
    def of(cls, instance: Any) -> "Contents":
        """Give those of an instance."""
        found: Contents | None = instance.__dict__.get(SLOT)
        if found is None:
            found = instance.__dict__[SLOT] = cls()
        return found

    def read(self, field: Any, *, new: bool) -> Any:
        """Give a value that was set here or opened; otherwise what stands in its place."""
        if field.name in self.pending:
            return self.pending[field.name]
        if new:
            return field.kind.empty
        if self._erased:
            return ERASED_MASK
        if not self._open(field):
            return MASK
        written = self._opened.get(field.name)
        return field.kind.empty if written is None else field.kind.read(written)

    def write(self, field: Any, value: Any) -> None:
        """Take a value to be saved; what stands in place of a value is none."""
        if is_mask(value):
            raise Unwritable(f"{field} was not opened: its mask cannot be saved as its value")
        self.pending[field.name] = value

    def fill(
        self,
        document: Mapping[str, Any],
        granted: frozenset[Sensitivity],
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        """Show what a door opened, for as long as this instance lives; keep nothing else."""
        self._opened = {name: document[name] for name in document if name not in withheld}
        self._granted, self._withheld, self._erased = granted, withheld, False

    def fill_erased(self) -> None:
        """Show that the record was erased."""
        self._opened, self._granted, self._withheld = {}, frozenset(), frozenset()
        self._erased = True

    def close(self, but: Mapping[str, Any] | None = None) -> None:
        """Forget everything, but for some values that are not saved yet."""
        self.__init__()  # type: ignore[misc]
        self.pending.update(but or {})

    def shows(self, field: Any) -> bool:
        """Tell whether a plain column may be shown."""
        return self._bare or self._open(field)

    def _open(self, field: Any) -> bool:
        return field.sensitivity in self._granted and field.name not in self._withheld

    @contextmanager
    def bare(self) -> Iterator[None]:
        """Let checks see plain columns as they are."""
        self._bare = True
        try:
            yield
        finally:
            self._bare = False

    def __repr__(self) -> str:
        return "<protected>"

    def refuse_to_lose(self) -> None:
        """Refuse a copy or a pickle that would leave values behind."""
        if self.pending:
            raise Unwritable("a record with protected values that are not saved cannot be copied")

    def __reduce__(self) -> Any:
        self.refuse_to_lose()
        return Contents, ()
