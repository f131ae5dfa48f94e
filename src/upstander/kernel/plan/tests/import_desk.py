"""A Strategic Lead at the preview of a file, as a browser would see it and send its forms."""

from html import unescape

from django.urls import reverse

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.drafting import Draft, pack, unpack
from upstander.kernel.plan.interchange.tree import fingerprint, row_of
from upstander.kernel.plan.tests.import_examples import FILE
from upstander.kernel.plan.tests.looking import words
from upstander.kernel.records.drafts import keep_draft, read_draft

NO_DAY = {"due_day": "", "due_month": "", "due_year": ""}


class Desk:
    """A Strategic Lead with a file that waits."""

    def __init__(self, client, lead, document=FILE):
        self.client, self.lead = client, lead
        self.token = keep_draft(lead, "plan.import", pack(Draft.of(document, "plan.docx")))

    @property
    def draft(self):
        return unpack(read_draft(self.token, self.lead, "plan.import"))

    def url(self, name="preview", *args):
        return reverse(f"plan:import_{name}", args=[self.token, *args])

    def look(self, **query):
        return self.client.get(self.url(), query)

    def page(self, **query):
        return unescape(words(self.look(**query)))

    def row(self, key):
        return row_of(self.draft.document, key)

    def sent(self, key, **said):
        """Fill the form of a row as a browser would, and change what is said."""
        form = self.client.get(self.url("row", key)).context["form"]
        filled = {field.html_name: field.value() or "" for field in form if field.name != "due"}
        due = getattr(self.row(key).item, "due", None)
        filled |= {f"due_{part}": getattr(due, part, "") for part in ("day", "month", "year")}
        return self.client.post(self.url("row", key), filled | said)

    def press(self, name, key):
        whole = fingerprint(self.row(key).item, whole=True)
        return self.client.post(self.url(name, key), {"whole": whole})

    def settle(self, how, key):
        return self.client.post(self.url("settle"), {"doubt": f"{how} {key}"})

    def agree(self):
        seen = self.look().context["changes"].fingerprint
        return self.client.post(self.url(), {"fingerprint": seen}, follow=True)


def large(actions, objectives=25):
    """Make a plan of so many actions."""
    each = actions // objectives
    held = [
        ObjectiveDocument(
            str(number),
            f"Objective number {number} of a plan that has very many of them",
            ("Council",),
            actions=tuple(
                ActionDocument(f"Do the thing numbered {at} for everybody who asks for it ", ())
                for at in range(each)
            ),
        )
        for number in range(1, objectives + 1)
    ]
    return PlanDocument("Large", "2026-27", (ThemeDocument("1", "All", "", tuple(held)),))
