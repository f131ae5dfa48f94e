"""Organisations, posts and people as kinds of record."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest

from upstander.kernel.access.check import may
from upstander.kernel.access.roles import role_title
from upstander.kernel.administration.filters import OrganisationFilter, PeopleFilter, PostFilter
from upstander.kernel.administration.forms import (
    NewPersonForm,
    OrganisationForm,
    PersonForm,
    PostForm,
)
from upstander.kernel.people.changes import (
    add_organisation,
    add_person,
    add_post,
    update_organisation,
    update_person,
    update_post,
)
from upstander.kernel.people.models import Membership, Organisation, Post, PostHolding, User
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import Import, RecordViews

HOME = (("Administration", "administration:home"),)
VERBS = {"view": "people.view", "change": "people.manage"}


class OrganisationViews(RecordViews):
    """The partner bodies."""

    slug = "administration"
    noun = "organisations"
    model = Organisation
    title, singular, plural = "Organisations", "organisation", "organisations"
    intro = "Every body that works in the partnership."
    empty = "Add the first body, or import a list of them."
    parents = HOME
    verbs = VERBS
    columns = (
        Column("name", "Name", "The full name", sort=Lower("name")),
        Column("short_name", "Short name", "The name for tables", sort=Lower("short_name")),
        Column("sector", "Sector", "The part of public life it speaks for", sort="sector"),
        Column("email", "Email address", "A shared address", listed=False),
        Column("active", "Works in the partnership", "Yes or No", sort="active"),
    )
    order = (Key(Lower("name")),)
    filters = OrganisationFilter
    form = OrganisationForm
    create = staticmethod(add_organisation)
    update = staticmethod(update_organisation)
    imports = Import(key=("name",))

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show on an organisation's page its posts and its people."""
        if page != "detail":
            return {}
        held = Membership.objects.current().filter(organisation=record)
        return {
            "posts": record.posts.select_related("holder"),
            "members": in_words(held.select_related("user").order_by(Lower("user__name"), "role")),
        }


class PostViews(RecordViews):
    """The posts that lead actions while people come and go."""

    slug = "administration"
    noun = "posts"
    model = Post
    title, singular, plural = "Posts", "post", "posts"
    intro = "Actions are led by posts, so that the work stays when a person leaves."
    empty = "Add the posts that lead actions in your plan, or import a list of them."
    parents = HOME
    verbs = VERBS
    columns = (
        Column("title", "Title", "What the post is called", sort=Lower("title")),
        Column(
            "organisation", "Organisation", "Where the post is", sort=Lower("organisation__name")
        ),
        Column(
            "holder", "Held by", "The person's name; empty is vacant", sort=Lower("holder__name")
        ),
    )
    order = (Key(Lower("organisation__name")), Key(Lower("title")))
    filters = PostFilter
    form = PostForm
    create = staticmethod(add_post)
    update = staticmethod(update_post)
    imports = Import(key=("organisation", "title"))

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read organisation and holder with each post."""
        return super().rows(user).select_related("organisation", "holder")

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show on a post's page who held it when."""
        if page != "detail":
            return {}
        holdings = PostHolding.objects.filter(post=record).select_related("user")
        return {"holdings": holdings.order_by("-starts_on", "-pk")}


class PeopleViews(RecordViews):
    """Everybody who works in the partnership."""

    slug = "administration"
    noun = "people"
    model = User
    title, singular, plural = "People", "person", "people"
    intro = "Who works in the partnership, for whom, and as what."
    empty = "Add the first person. They get a link to set a password."
    parents = HOME
    verbs: ClassVar = {**VERBS, "export": "people.manage"}
    columns = (
        Column("name", "Name", "The full name", sort=Lower("name")),
        Column(
            "roles_held",
            "Roles",
            "The roles held today, and where",
            value=lambda person: "\n".join(roles_in_words(person)),
            cell="administration/cells/roles.html",
            detailed=False,
        ),
        Column(
            "posts_held",
            "Posts",
            "The posts held today",
            value=lambda person: "\n".join(post.title for post in person.posts.all()),
            detailed=False,
        ),
        Column("email", "Email address", "The address to sign in with", sort="email"),
        Column("is_active", "May sign in", "Yes or No", sort="is_active"),
        Column("joined_on", "Since", "The day the person was added", sort="joined_on"),
    )
    order = (Key(Lower("name")),)
    filters = PeopleFilter
    form = PersonForm
    create = staticmethod(add_person)
    update = staticmethod(update_person)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read the roles and posts of all rows at once."""
        held = Membership.objects.current().select_related("organisation").order_by("role", "pk")
        return (
            super()
            .rows(user)
            .prefetch_related(Prefetch("memberships", held, to_attr="held"), "posts")
        )

    @classmethod
    def make_form(
        cls, user: Any, record: Any = None, data: Any = None, files: Any = None
    ) -> forms.ModelForm:
        """Ask for a first role together with a new person."""
        form = NewPersonForm if record is None else PersonForm
        return form(data, files, instance=record)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show on a person's page the roles and posts that they hold and held."""
        if page != "detail":
            return {}
        kept = record.memberships.select_related("organisation").order_by("-starts_on", "-pk")
        roles = in_words(kept)
        held = {membership.pk for membership in record.held}
        manages = may(request.user, "people.manage", record)
        return {
            "current": [role for role in roles if role["held"].pk in held],
            "past": [role for role in roles if role["held"].pk not in held],
            "posts": record.posts.select_related("organisation"),
            "manages": manages,
            "unset": manages and not settings.DEMO and not record.has_usable_password(),
            "in_trail": may(request.user, "audit.view"),
        }


def in_words(memberships: QuerySet[Membership]) -> list[dict[str, Any]]:
    """Give memberships with their roles in words."""
    return [{"role": role_title(membership.role), "held": membership} for membership in memberships]


def roles_in_words(person: Any) -> list[str]:
    """Say which roles a person holds today, and where."""
    return [f"{role_title(m.role)}, {m.organisation.short}" for m in person.held]
