"""Who may open one record, as a page: who takes part, what is withheld, who is barred.

Whoever keeps the record sets it; information governance may as well, and sees nothing of what the
record says. Who is barred stands on the list of information governance alone, where it is lifted.
"""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from upstander.kernel.access.changes.records import (
    bar,
    end_workplace,
    involve,
    note_workplace,
    release,
    uninvolve,
    withhold,
)
from upstander.kernel.access.check import NotAllowed, may
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.models import (
    Barring,
    Involvement,
    UrgentAccess,
    Withholding,
    Workplace,
)
from upstander.kernel.access.standing import standing_of
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.audit.record import key_of
from upstander.kernel.errors import Refused
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.protection.forms import (
    BarForm,
    InvolveForm,
    LiftForm,
    WithholdForm,
    WorkplaceForm,
)
from upstander.kernel.protection.reading import OfRecordPage
from upstander.kernel.protection.urgent import address_of
from upstander.kernel.records.editing import complain


class ProtectedPage(OfRecordPage):
    """A page for whoever may set who opens a record: its keepers, and information governance."""

    verb = "access.protect"

    def find(self, label: str, pk: int) -> Any:
        """Give a record of the person's own body; raises NotAllowed where it is another's."""
        record = super().find(label, pk)
        user = self.request.user
        if not may(user, "access.reads") and not standing_of(user, record).inside:
            raise NotAllowed("Set who may open this record")
        return record

    def base(self, record: Any) -> dict[str, Any]:
        """Give what every page here shows."""
        name = in_words(key_of(record))
        label = record._meta.label_lower
        address = reverse("protection:record", args=[label, record.pk])
        trail = self.way_back()
        if guard_of(record).page and standing_of(self.request.user, record).open:
            trail.append((name[:1].upper() + name[1:], address_of(label, record.pk)))
        return {
            "name": name[:1].upper() + name[1:],
            "label": label,
            "key": record.pk,
            "address": address,
            "trail": trail,
        }


def is_person(record: Any) -> bool:
    """Tell whether a record is of somebody spoken of, rather than about them."""
    guard = guard_of(record)
    return not guard.owner and not guard.along


class RecordProtection(ProtectedPage):
    """Shows who takes part, what is withheld, and what was opened urgently."""

    def get(self, request: HttpRequest, label: str, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(label, pk)
        of = {"label": record._meta.label_lower, "key": record.pk}
        withheld = Withholding.objects.standing().filter(**of).select_related("organisation")
        barred = Barring.objects.visible_to(request.user).standing().filter(**of)
        context = {
            "partners": bool(guard_of(record).partners),
            "involved": Involvement.objects.standing().filter(**of).select_related("organisation"),
            "withheld": [(each, CATEGORIES[each.category]) for each in withheld],
            "barred": barred.select_related("user", "organisation"),
            "lists_barred": may(request.user, "access.review"),
            "urgent": UrgentAccess.objects.open().filter(**of).select_related("user"),
            "is_person": is_person(record),
            "works_for": Workplace.objects.standing().filter(**of).select_related("organisation"),
        }
        return render(request, "protection/record.html", context | self.base(record))


class SetPage(ProtectedPage):
    """A form that sets one thing on a record."""

    form_class: ClassVar[Any]
    words: ClassVar[dict[str, str]]

    def act(self, record: Any, **said: Any) -> str:
        """Do it, and give the sentence that says so."""
        raise NotImplementedError

    def make_form(self, record: Any, data: Any = None) -> Any:
        """Make the form for this record."""
        return self.form_class(data, record=record)

    def get(self, request: HttpRequest, label: str, pk: int, **keys: Any) -> HttpResponse:
        """Ask."""
        record = self.find(label, pk)
        return self._form(record, self.make_form(record))

    def post(self, request: HttpRequest, label: str, pk: int, **keys: Any) -> HttpResponse:
        """Set it, or say what is wrong; whoever barred themselves is led home."""
        record = self.find(label, pk)
        form = self.make_form(record, request.POST)
        if form.is_valid():
            try:
                said = self.act(record, **form.cleaned_data, **keys)
            except Refused as error:
                complain(form, error)
            else:
                messages.success(request, said)
                return redirect(self._after(record))
        return self._form(record, form)

    def _after(self, record: Any) -> str:
        try:
            self.find(record._meta.label_lower, record.pk)
        except (Http404, NotAllowed):
            return reverse("due:list")
        return str(self.base(record)["address"])

    def _form(self, record: Any, form: Any) -> HttpResponse:
        base = self.base(record)
        base["trail"].append(("Who may open it", base["address"]))
        context = {"form": form, "words": self.words, "back": base["address"]} | base
        return render(self.request, "protection/record_step.html", context)


class InvolvePage(SetPage):
    """Lets an organisation take part."""

    form_class = InvolveForm
    words: ClassVar = {
        "title": "Let an organisation take part",
        "button": "Let it take part",
        "intro": "It sees what an agreement between you opens, and nothing without one.",
    }

    def act(self, record: Any, **said: Any) -> str:
        """Let it."""
        part = involve(record, said.pop("organisation"), by=self.request.user, **said)
        return f"{part.organisation} takes part."


class WithholdPage(SetPage):
    """Keeps a category from a partner."""

    form_class = WithholdForm
    words: ClassVar = {
        "title": "Withhold something from a partner",
        "button": "Withhold it",
        "intro": "From the next click on they see the record without it. It does not hold against "
        "somebody who breaks the glass.",
    }

    def act(self, record: Any, **said: Any) -> str:
        """Keep it back."""
        kept = withhold(record, said.pop("category"), by=self.request.user, **said)
        return f"{CATEGORIES[kept.category]}: withheld from {kept.organisation or 'every partner'}."


class BarPage(SetPage):
    """Shuts a record to a person or an organisation."""

    form_class = BarForm
    words: ClassVar = {
        "title": "Bar somebody",
        "button": "Bar them",
        "intro": "From the next click on the record does not exist for them, whatever their role "
        "or any agreement says. They are not told. Barred from a person, they are barred from all "
        "that your organisation keeps about them, now and later. Information governance can bar "
        "them from what others keep as well, and can lift it.",
    }

    def act(self, record: Any, **said: Any) -> str:
        """Shut it."""
        who = said.pop("person") or said["organisation"]
        del said["organisation"]
        bar(record, who, by=self.request.user, **said)
        if not is_person(record) or may(self.request.user, "access.review"):
            return f"Shut to {who}. It is on the list of information governance."
        return (
            f"What your organisation keeps about them is shut to {who}. It is on the list of "
            "information governance, who can bar them from what others keep as well."
        )


class WorkplacePage(SetPage):
    """Notes that a person works for a body of the partnership."""

    form_class = WorkplaceForm
    words: ClassVar = {
        "title": "Note where they work",
        "button": "Note it",
        "intro": "Nobody is shut out by that. When a colleague reads about them, information "
        "governance is told and asks. To keep somebody out, bar them.",
    }

    def find(self, label: str, pk: int) -> Any:
        """Give a person; there is no such page of anything else."""
        record = super().find(label, pk)
        if not is_person(record):
            raise Http404
        return record

    def act(self, record: Any, **said: Any) -> str:
        """Note it."""
        noted = note_workplace(record, said.pop("organisation"), by=self.request.user, **said)
        return f"Noted: they work for {noted.organisation}."


class LiftPage(SetPage):
    """Ends what was set: an organisation's part, what is withheld, where somebody works."""

    form_class = LiftForm
    words: ClassVar = {"title": "Lift it", "button": "Lift it", "intro": ""}
    model: ClassVar[Any] = None  # of what is lifted, given with the address

    def make_form(self, record: Any, data: Any = None) -> LiftForm:
        """Ask why."""
        return LiftForm(data)

    def _set_on(self, record: Any) -> Any:
        rows = self.model.objects.standing()
        of = {"label": record._meta.label_lower, "key": record.pk}
        return get_object_or_404(rows, pk=self.kwargs["number"], **of)

    def get(self, request: HttpRequest, label: str, pk: int, **keys: Any) -> HttpResponse:
        """Ask, of what still stands."""
        self._set_on(self.find(label, pk))
        return super().get(request, label, pk)

    def act(self, record: Any, **said: Any) -> str:
        """Lift it."""
        found, why = self._set_on(record), said["why"]
        if self.model is Involvement:
            uninvolve(record, found.organisation, by=self.request.user, why=why)
            return f"{found.organisation} takes no part any more."
        if self.model is Workplace:
            end_workplace(found, by=self.request.user, why=why)
            return f"They do not work for {found.organisation}."
        release(found, by=self.request.user, why=why)
        return "It is seen again by those to whom an agreement opens it."
