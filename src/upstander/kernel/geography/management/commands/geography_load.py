"""`upstander geography_load FILE`: bring in names of places or postcodes to search by."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from upstander.kernel.geography.boundaries import borders
from upstander.kernel.geography.changes import replace_places
from upstander.kernel.geography.loading import read_places


class Command(BaseCommand):
    """Loads a file of places."""

    help = "Load stations, areas, streets (csv) or postcodes (ONSPD, Code-Point Open)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a csv file; places near the borough are kept")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read it, replace what there was of the same kinds, and say how many."""
        count = replace_places(read_places(file), by="system:geography_load")
        near = "" if borders() else " No borders are set, so none was left out for being far away."
        self.stdout.write(f"{count:,} places loaded from {file.name}.{near}")
