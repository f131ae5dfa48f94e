"""Who may come in where, among tokens and the guide for developers."""

from dataclasses import replace

from tests.access_table import ADMINISTRATOR, EVERYBODY, LEAD, NO_SUCH, Row, form, page, public

GIVERS = ADMINISTRATOR | LEAD


def make(borough):
    """No tokens: what is asked of one that does not exist shows who may ask."""
    return {}


def no_such(row):
    return replace(row, shown=NO_SUCH, done=NO_SUCH, records=lambda borough: [999_999])


ACCESS = {
    "api:tokens_list": [page(GIVERS)],
    "api:tokens_export": [page(GIVERS, lambda b: ["csv"]), page(GIVERS, lambda b: ["xlsx"])],
    "api:tokens_new": [form(GIVERS)],
    "api:tokens_detail": [no_such(page(GIVERS))],
    "api:tokens_history": [no_such(page(GIVERS))],
    "api:tokens_revoke": [no_such(form(GIVERS))],
    "developers:guide": [public(lambda b: [])],
    "developers:openapi": [public(lambda b: [])],
    "endpoints:nothing": [
        Row(
            get=EVERYBODY,
            post=EVERYBODY,
            shown=NO_SUCH,
            done=NO_SUCH,
            refused=NO_SUCH,
            nobody=NO_SUCH,
            records=lambda borough: ["no/such/address/"],
        )
    ],
}

PAGES = {
    "": ("/api/",),
    "strategic_lead": ("/systems/tokens/", "/systems/tokens/new/"),
}
