"""When each schedule last ran."""

from typing import ClassVar

from django.db import models


class ScheduleRun(models.Model):
    """The last run of one schedule, in true time. It names an error by its class alone.

    The message of an error may quote what somebody wrote; the log and this table never do.
    """

    code = models.CharField(max_length=80, primary_key=True)
    last_started = models.DateTimeField(null=True)
    last_finished = models.DateTimeField(null=True)
    last_error_class = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code
