"""`upstander audit_anchor`."""

from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.audit.anchors import anchor


class Command(BaseCommand):
    """Writes the head of the audit trail into the anchor file, now."""

    help = "Write the head of the audit trail into the anchor file outside the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Anchor and say what for."""
        line = anchor()
        if line is None:
            self.stdout.write("The last anchor says it already: nothing was written since.")
        else:
            self.stdout.write(f"Anchored: the trail has {line.sequence} rows.")
