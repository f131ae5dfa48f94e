"""Who may come in where, among the pages of languages."""

from tests.access_table import ADMINISTRATOR, LEAD, button, form, page

READERS = ADMINISTRATOR | LEAD


def make(borough):
    """No records: every part that speaks has its languages from the start."""
    return {}


ACCESS = {
    "languages:index": [page(READERS)],
    "languages:show": [form(ADMINISTRATOR, lambda b: ["pl"])],
    "languages:take_back": [button(ADMINISTRATOR, lambda b: ["pl"])],
    "languages:sheet": [page(READERS, lambda b: ["pl", "html"])],
}

# the pages that a browser looks at for faults of access
PAGES = {"administrator": ("/languages/", "/languages/ar/")}
