"""Who may come in where, among the forms of other bodies."""

from dataclasses import replace

from tests.access_table import ADMINISTRATOR, LEAD, NO_SUCH, form, page

KEEPERS = ADMINISTRATOR | LEAD


def make(borough):
    """No form: what is asked of one that does not exist shows who may ask."""
    return {}


def no_such(row, *records):
    return replace(row, shown=NO_SUCH, done=NO_SUCH, records=lambda borough: records or [999_999])


ACCESS = {
    "referrals:forms_list": [page(KEEPERS)],
    "referrals:forms_new": [form(KEEPERS)],
    "referrals:forms_detail": [no_such(page(KEEPERS))],
    "referrals:forms_history": [no_such(page(KEEPERS))],
    "referrals:forms_use": [no_such(form(KEEPERS))],
    "referrals:forms_end": [no_such(form(KEEPERS))],
    "referrals:forms_table": [no_such(page(KEEPERS))],
    "referrals:forms_tried": [no_such(page(KEEPERS), 999_999, "docx")],
    "referrals:answers": [no_such(page(KEEPERS), "no.such.kind")],
    "referrals:ours": [no_such(page(KEEPERS), "no.such.kind")],
}

PAGES = {"administrator": ("/referrals/forms/", "/referrals/forms/new/")}
