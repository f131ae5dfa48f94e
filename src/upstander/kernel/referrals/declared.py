"""The kinds of body to which parts of the product hand records over, and what each may get."""

from collections.abc import Mapping
from dataclasses import dataclass

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.offers import Referral
from upstander.kernel.referrals.tables import Field, Table, read_table
from upstander.kernel.registry import capabilities


@dataclass(frozen=True)
class Kind:
    """One kind of body, as one part of the product hands over to it."""

    referral: Referral
    purpose: str

    @property
    def code(self) -> str:
        """Name it in addresses and forms."""
        return f"{self.referral.code}.{self.purpose}"

    @property
    def title(self) -> str:
        """Say which kind it is."""
        return all_purposes()[self.purpose].title

    @property
    def whole(self) -> Table:
        """Give the table of all kinds."""
        return read_table(self.referral.table, self.referral.version)

    @property
    def ours(self) -> Table:
        """Give the lines that this kind may get, of which every form takes all or some."""
        table = self.whole.for_body(self.purpose)
        return Table(table.version, tuple(each for each in table.fields if self._may_get(each)))

    def _may_get(self, field: Field) -> bool:
        named = field.source in self.referral.personal
        return not (named and self.purpose in self.referral.nameless)

    def cut_down(self, values: Mapping[str, str]) -> dict[str, str]:
        """Keep of some answers what this kind may get: no form is asked before that."""
        return {
            each.source: values[each.source] for each in self.ours.fields if values.get(each.source)
        }


def all_kinds() -> dict[str, Kind]:
    """List every kind, by its code."""
    declared = [known for part in capabilities() for known in part.referrals]
    kinds = [Kind(referral, purpose) for referral in declared for purpose in referral.kinds]
    return {kind.code: kind for kind in kinds}
