"""`upstander doctor`: say what is missing or weak."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from upstander.site.health import Level, examine

MARKS = {Level.FINE: "fine  ", Level.WEAK: "weak  ", Level.BROKEN: "broken"}


class Command(BaseCommand):
    """Looks at the installation and changes nothing."""

    help = "Say in sentences what is missing or weak. Exit 0 fine, 1 weak, 2 cannot work."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how to print."""
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine, print, and end with the worst that was found."""
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(findings), indent=2))
        else:
            self.stdout.write(f"Upstander in {settings.HOME}")
            for finding in findings:
                self.stdout.write(f"  {MARKS[finding.level]}  {finding.sentence}")
        raise SystemExit(max(finding.level for finding in findings))


def _as_data(findings: list[Any]) -> dict[str, Any]:
    return {
        "home": str(settings.HOME),
        "kind": "demonstration" if settings.DEMO else "real",
        "findings": [
            {"level": found.level.name.lower(), "subject": found.subject, "what": found.sentence}
            for found in findings
        ],
    }
