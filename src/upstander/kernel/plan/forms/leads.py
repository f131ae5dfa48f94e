"""Who leads: a body, the post in it, and the post that stands in, one row for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.plan.changes import NewLead
from upstander.kernel.plan.models import Action, Lead, Objective

MOST_LEADS = 8


@dataclass(frozen=True)
class Bodies:
    """The organisations and posts that can lead, read once for all rows."""

    organisations: dict[str, Organisation]
    posts: dict[str, Post]

    @classmethod
    def known(cls) -> "Bodies":
        """Read those that are at work, and those that still lead something."""
        wanted = Q(active=True) | Q(leads__isnull=False)
        organisations = Organisation.objects.filter(wanted).distinct()
        posts = Post.objects.select_related("organisation", "holder")
        return cls({str(o.pk): o for o in organisations}, {str(p.pk): p for p in posts})

    @property
    def organisation_choices(self) -> list[tuple[str, str]]:
        """List the bodies for a select."""
        return [("", "Nobody"), *((key, o.name) for key, o in self.organisations.items())]

    @property
    def post_choices(self) -> list[tuple[str, Any]]:
        """List the posts for a select, under their bodies."""
        found: list[tuple[str, Any]] = [("", "No post named")]
        for name, posts in groupby(self.posts.items(), key=lambda item: item[1].organisation.name):
            found.append((name, [(key, _with_holder(post)) for key, post in posts]))
        return found


def _with_holder(post: Post) -> str:
    return f"{post.title} ({post.holder.name})" if post.holder else post.title


class LeadForm(forms.Form):
    """One lead. A row without an organisation is no lead."""

    mark_optional = False

    organisation = forms.ChoiceField(required=False)
    post = forms.ChoiceField(label="Post", required=False)
    deputy = forms.ChoiceField(label="Deputy", required=False)

    def __init__(self, *args: Any, bodies: Bodies, **kwargs: Any) -> None:
        """Offer the bodies and their posts."""
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        fields: dict[str, Any] = self.fields
        fields["organisation"].choices = bodies.organisation_choices
        fields["post"].choices = fields["deputy"].choices = bodies.post_choices

    def clean(self) -> dict[str, Any]:
        """See that the posts belong to the organisation of the row."""
        found = super().clean() or self.cleaned_data
        for name in ("post", "deputy"):
            post = self.bodies.posts.get(found.get(name, ""))
            if post and str(post.organisation_id) != found.get("organisation"):
                self.add_error(
                    name,
                    f"{post.title} is a post at {post.organisation}. Choose a post of the "
                    "organisation in this row",
                )
        return found

    @property
    def lead(self) -> NewLead | None:
        """Give the lead of this row, if it names one."""
        organisation = self.bodies.organisations.get(self.cleaned_data.get("organisation", ""))
        if organisation is None:
            return None
        posts = self.bodies.posts
        return NewLead(
            organisation,
            posts.get(self.cleaned_data.get("post", "")),
            posts.get(self.cleaned_data.get("deputy", "")),
        )


class Leads(forms.BaseFormSet):
    """All rows of leads of one item."""

    @property
    def leads(self) -> list[NewLead]:
        """Give the leads that the rows name, in order."""
        return [form.lead for form in self.forms if form.lead]

    def clean(self) -> None:
        """Refuse a body that is named twice."""
        if any(self.errors):
            return
        names = [lead.organisation.name for lead in self.leads]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValidationError(f"{twice} is named twice. Name each organisation once")


LeadFormSet = forms.formset_factory(
    LeadForm, formset=Leads, extra=2, max_num=MOST_LEADS, absolute_max=MOST_LEADS
)


def lead_rows(data: Any, item: Objective | Action) -> Any:
    """Make the rows of an item: those that stand, and two empty ones."""
    return LeadFormSet(
        data, prefix="leads", initial=_standing(item), form_kwargs={"bodies": Bodies.known()}
    )


def _standing(item: Objective | Action) -> Sequence[dict[str, str]]:
    rows: Sequence[Lead] = list(item.leads.all()) if item.pk else []
    return [
        {
            "organisation": str(lead.organisation_id),
            "post": str(lead.post_id or ""),
            "deputy": str(lead.deputy_id or ""),
        }
        for lead in rows
    ]
