"""Who works in the partnership, for whom, and as what."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from upstander.kernel.clock import today


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Finds organisations."""

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Give everyone who works here the list of partners: it is no secret."""
        return self if user.roles else self.none()


class Organisation(models.Model):
    """A body that works in the partnership, from the council to a community group."""

    class Sector(models.TextChoices):
        """The part of public life that a body speaks for (design.md 5, meetings)."""

        COUNCIL = "council", "Council"
        EDUCATION = "education", "Education"
        HEALTH = "health", "Health"
        HOUSING = "housing", "Housing"
        PARTNERSHIP = "partnership", "Partnership"
        POLICE = "police", "Police"
        TRANSPORT = "transport", "Transport"
        VOLUNTARY = "voluntary", "Voluntary and community"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, default=Sector.VOLUNTARY)
    email = models.EmailField(blank=True)
    active = models.BooleanField(default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """Give the name for dense tables."""
        return self.short_name or self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; only the command line makes one without an invitation."""

    def get_queryset(self) -> "UserQuerySet":
        """Use our own reads."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Give everyone who works here their colleagues' names."""
        return self.get_queryset().visible_to(user)

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """Make a user who may sign in once a password is set."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class UserQuerySet(models.QuerySet["User"]):
    """Finds users."""

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Give everyone who works here their colleagues' names."""
        return self if user.roles else self.none()


class User(AbstractBaseUser):
    """A person who works in the partnership and may sign in."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField("may sign in", default=True)
    joined_on = models.DateField(default=today)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """List the roles this person holds today; one query a request."""
        return list(self.memberships.current().select_related("organisation"))

    @property
    def roles(self) -> frozenset[str]:
        """Name the roles this person holds today, anywhere."""
        return frozenset(membership.role for membership in self.current_memberships)

    def organisations_as(self, *roles: str) -> frozenset[int]:
        """Give the keys of the organisations in which this person holds one of the roles."""
        return frozenset(
            membership.organisation_id
            for membership in self.current_memberships
            if membership.role in roles
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Finds roles in organisations."""

    def current(self, on: date | None = None) -> "MembershipQuerySet":
        """Keep those in force on a day, today unless said; the day it ends is the first without.

        So a role that is ended today is gone at the next click, not tomorrow.
        """
        day = on or today()
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Membership(models.Model):
    """A role that a person holds in an organisation; leaving the organisation ends it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40)
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts_on"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.organisation}"


class PostQuerySet(models.QuerySet["Post"]):
    """Finds posts."""

    def visible_to(self, user: Any) -> "PostQuerySet":
        """Give everyone who works here the list of posts."""
        return self if user.roles else self.none()


class Post(models.Model):
    """A post in an organisation, which leads actions while people come and go."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    holder = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["organisation__name", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "title"], name="post_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


class PostHolding(models.Model):
    """Who held a post from when to when: a hand-over keeps its history."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="holding_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.post}"
