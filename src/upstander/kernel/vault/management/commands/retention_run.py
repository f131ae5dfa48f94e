"""`upstander retention_run`."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from upstander.kernel.audit.record import canonical
from upstander.kernel.errors import Refused
from upstander.kernel.vault.answering import who_answers
from upstander.kernel.vault.models import RetentionRun
from upstander.kernel.vault.retention.changes import agree_to, carry_out

AT_ONCE = 50


class Command(BaseCommand):
    """Agrees to a list as the second person, and carries it out."""

    help = (
        "Agree to a list as the second person and carry it out, or go on with one that was cut "
        "off. Prints its certificate."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which list, and who agrees."""
        parser.add_argument("number", type=int, help="the list")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="who agrees to it")
        parser.add_argument("--json", action="store_true", help="print the certificate as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry it out, with a bar on a terminal, and print the certificate."""
        person = who_answers(options["by"])
        run = RetentionRun.objects.filter(pk=options["number"]).first()
        if run is None:
            raise Refused(f"There is no list {options['number']}.")
        if run.agreed_on is None:
            agree_to(run, by=person)
        while not carry_out(run, most=AT_ONCE):
            if sys.stderr.isatty():
                waiting = run.items.filter(outcome="waiting").count()
                sys.stderr.write(f"\r{waiting:>8,} to go")
        facts = json.loads(canonical({**run.facts, "seal": run.seal}))
        if options["json"]:
            self.stdout.write(json.dumps(facts, indent=2))
        else:
            self.stdout.write(f"List {run.pk} is done.")
            for rule, outcome, count in run.outcomes:
                self.stdout.write(f"  {count:>8,}  {rule}: {outcome}")
            self.stdout.write(f"Sealed: {run.seal}")
