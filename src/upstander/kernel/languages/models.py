"""Who has read a language's pages and says that they are right."""

from typing import Any, ClassVar

from django.db import models

from upstander.kernel.clock import now


class SignOff(models.Model):
    """One person's word that a translation is right, of exactly these sentences.

    It is not changed afterwards: it holds while the sentences are the same and nobody takes it
    back. The latest of a language counts.
    """

    code = models.CharField("language", max_length=4)
    speaker = models.CharField("who read it", max_length=120)
    standing = models.CharField("who they are", max_length=200)
    content = models.CharField(max_length=64, editable=False)
    signed_at = models.DateTimeField(default=now)
    by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code}, read by {self.speaker}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row, or note that it is taken back; nothing else changes."""
        if not self._state.adding and kwargs.get("update_fields") != ["taken_back_at"]:
            raise TypeError("a sign-off that was given does not change")
        super().save(*args, **kwargs)
