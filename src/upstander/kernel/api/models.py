"""Tokens of other organisations' systems, and what each has already been answered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import now, today
from upstander.kernel.people.models import Organisation

IN_USE = "In use"
KEEPERS = ("administrator", "strategic_lead")
GIVES_TOKENS = has_role(*KEEPERS)


class TokenQuerySet(models.QuerySet["Token"]):
    """Finds tokens."""

    def visible_to(self, user: Any) -> "TokenQuerySet":
        """Give all to those who issue them, and none to others."""
        return self if GIVES_TOKENS(user, None) else self.none()


class Token(models.Model):
    """What a partner's system shows to be let in: for one organisation, for one purpose.

    The text itself was shown once and is kept nowhere; here stands a keyed hash of it. Nobody
    deletes one: a revoked token still says who could do what until when.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    name = models.CharField("which system", max_length=80)
    code = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False)
    issued_at = models.DateTimeField(default=now)
    ends_on = models.DateField("until")
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField("last used", null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation.short}: {self.name}"

    @property
    def state(self) -> str:
        """Say in words how it stands today."""
        if self.revoked_at:
            return "Revoked"
        return "Ended" if self.ends_on < today() else IN_USE

    @property
    def actor(self) -> str:
        """Name it as the trail names who acts."""
        return f"system:{' '.join(self.organisation.name.split())}, token {self.pk}"


class AnsweredQuerySet(models.QuerySet["Answered"]):
    """Finds what was answered."""

    def past(self) -> "AnsweredQuerySet":
        """Keep what may be forgotten."""
        return self.filter(until__lt=now())


class Answered(models.Model):
    """A request that was carried out: sent again until `until`, it is answered and not done again.

    Nothing of the request or its answer stands here, only keyed hashes to tell the same from
    another. With `salt` and the token, which the partner alone has, the same answer is made anew.
    """

    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="answered")
    key_code = models.CharField(max_length=64)
    body_code = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    until = models.DateTimeField(db_index=True)

    objects = AnsweredQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key_code"], name="answered_once_a_key"),
            models.CheckConstraint(condition=~Q(salt=""), name="answered_with_salt"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to token {self.token_id}"
