"""How much of a file is read. A plan stays far below all of this."""

from upstander.kernel.errors import Refused

MEGABYTE = 1024 * 1024

LARGEST_FILE = 20 * MEGABYTE
MORE_MEMORY = 300 * MEGABYTE  # beside what the reader itself takes
SECONDS_TO_READ = 10
SECONDS_OF_WORK = 9

MOST_ENTRIES = 2_000
LARGEST_PART = 48 * MEGABYTE
LARGEST_ARCHIVE = 160 * MEGABYTE
SMALL_PART = 8 * MEGABYTE  # below this a high ratio does no harm
HIGHEST_RATIO = 100

MOST_ELEMENTS = 600_000
DEEPEST_MARKUP = 400
DEEPEST_TABLES = 12
MOST_BLOCKS = 20_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 200_000
MOST_SHEETS = 60
MOST_PAGES = 200
MOST_TRIES = 400
MOST_SIGNS = 3_000_000
LONGEST_TEXT = 100_000


class NotRead(Refused):
    """A file that is not read; the sentence says why and what to do."""


def within_rows(count: int) -> None:
    """Refuse a table that no plan has."""
    if count > MOST_ROWS:
        raise NotRead(
            f"The file has more than {MOST_ROWS:,} rows. Copy only the rows of the plan to a new "
            "file and bring that in."
        )


def within_columns(count: int) -> None:
    """Refuse a row that no plan has."""
    if count > MOST_COLUMNS:
        raise NotRead(
            f"The file has more than {MOST_COLUMNS} columns. Copy only the columns of the plan to "
            "a new file and bring that in."
        )


def within_text(text: str, place: str) -> str:
    """Refuse a text that nobody could read; otherwise give it back."""
    if len(text) > LONGEST_TEXT:
        raise NotRead(
            f"{place} holds a text of more than {LONGEST_TEXT:,} characters. Shorten it, or split "
            "it, and bring the file in again."
        )
    return text


class Budget:
    """Counts what was read of one file, and stops where no plan goes on."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.cells = 0
        self.signs = 0
        self.blocks = 0
        self.tries = 0

    def may_try(self) -> bool:
        """Count a look for a table set with blanks; False once no plan has as many."""
        self.tries += 1
        return self.tries <= MOST_TRIES

    def spend(self, *, cells: int = 0, signs: int = 0, blocks: int = 0) -> None:
        """Count more; refuse once it is too much."""
        self.cells += cells
        self.signs += signs
        self.blocks += blocks
        if self.cells > MOST_CELLS or self.signs > MOST_SIGNS or self.blocks > MOST_BLOCKS:
            raise NotRead(
                "The file holds far more than a plan. Copy only the plan to a new file and bring "
                "that in."
            )
