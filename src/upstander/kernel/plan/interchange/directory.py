"""The organisations by whatever name a document gives them."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from upstander.kernel.people.changes import add_organisation
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.interchange.document import (
    DocumentWarning,
    ObjectiveDocument,
    PlanDocument,
)
from upstander.kernel.plan.interchange.text import distinct, one_line, sameness

LEADS = "Leads"  # where doubts about names stand
_MEANS_LITTLE = frozenset(
    ("and", "of", "the", "for", "in", "at", "&", "group", "team", "service", "services")
)


class Directory:
    """Finds organisations by name or short name, whatever its case and spacing."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        """Know these; a full name wins over another body's short one."""
        self.known: dict[str, Organisation] = {}
        known = list(organisations)
        for organisation in known:
            self.known[sameness(organisation.name)] = organisation
        for organisation in known:
            if organisation.short_name:
                self.known.setdefault(sameness(organisation.short_name), organisation)

    @classmethod
    def load(cls) -> "Directory":
        """Know every organisation of the partnership."""
        return cls(Organisation.objects.order_by("pk"))

    @property
    def names(self) -> tuple[str, ...]:
        """List every name that is known."""
        return tuple(self.known)

    def own_name(self, name: str) -> str:
        """Give the name under which an organisation is kept; an unknown one keeps its own."""
        found = self.known.get(sameness(name))
        return one_line(found.name) if found else name

    def named(self, document: PlanDocument) -> PlanDocument:
        """Give a document in which every known lead has the name under which it is kept."""
        themes = tuple(
            replace(theme, objectives=tuple(map(self._named_objective, theme.objectives)))
            for theme in document.themes
        )
        return replace(document, themes=themes)

    def unknown(self, document: PlanDocument) -> tuple[str, ...]:
        """List the leads of a document that are not known yet."""
        leads = [lead for objective in document.objectives for lead in objective.leads]
        leads += [lead for action in document.actions for lead in action.leads]
        return tuple(name for name in distinct(leads) if sameness(name) not in self.known)

    def doubts(self, names: Iterable[str]) -> list[DocumentWarning]:
        """Warn of new names that look like a slip for one that is known."""
        warnings = []
        for name in names:
            near = get_close_matches(sameness(name), self.known, n=1, cutoff=0.85)
            if near:
                meant = self.known[near[0]].name
                warnings.append(DocumentWarning(LEADS, name, f"It is new. Did you mean “{meant}”?"))
        return warnings

    def near(self, name: str, most: int = 3) -> list[Organisation]:
        """Find organisations that a new name may mean: spelt alike, or of the same words."""
        alike = get_close_matches(sameness(name), self.known, n=most, cutoff=0.75)
        words = _telling(name)
        shared = [known for known in self.known if words and _one_in_other(words, _telling(known))]
        found = [self.known[key] for key in (*alike, *sorted(shared, key=len))]
        return list({organisation.pk: organisation for organisation in found}.values())[:most]

    def find_or_add(self, name: str, by: Any) -> Organisation:
        """Find an organisation, or write a new one into the partnership."""
        key = sameness(name)
        if key not in self.known:
            self.known[key] = add_organisation(name=name, by=by)
        return self.known[key]

    def _named_objective(self, objective: ObjectiveDocument) -> ObjectiveDocument:
        return replace(
            objective,
            leads=self._own_names(objective.leads),
            actions=tuple(
                replace(action, leads=self._own_names(action.leads)) for action in objective.actions
            ),
        )

    def _own_names(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        return distinct([self.own_name(lead) for lead in leads])


def _telling(name: str) -> set[str]:
    return set(sameness(name).replace("-", " ").split()) - _MEANS_LITTLE


def _one_in_other(words: set[str], others: set[str]) -> bool:
    return bool(others) and (words <= others or others <= words)
