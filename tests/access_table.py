"""Who may come in where: the declared table that the running server is held against.

A row says which roles get a page and which may send its form. Everybody else is refused: whoever
is signed in with 403 (404 where the record does not exist for them), nobody is led to the door.
No address of ours answers PUT or DELETE.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import upstander
from upstander.kernel.access.roles import ROLE_CODES

NOBODY = "nobody"
EVERYBODY = frozenset({NOBODY, *ROLE_CODES})
SIGNED_IN = frozenset(ROLE_CODES)
NONE: frozenset[str] = frozenset()

LEAD = frozenset({"strategic_lead"})
ADOPTERS = LEAD | {"group_chair"}
REDACTORS = LEAD | {"information_governance"}
ADMINISTRATOR = frozenset({"administrator"})
TRAIL = frozenset({"administrator", "information_governance"})
LEDGER = TRAIL | LEAD | {"analyst"}
GOVERNANCE = frozenset({"information_governance"})
AGREEMENTS = TRAIL | LEAD
PARTNERS = frozenset({"landlord_officer", "panel_member", "police_liaison", "school_lead"})
KEEPERS = frozenset({"caseworker", "panel_coordinator"})
BREAKERS = (PARTNERS - {"school_lead"}) | KEEPERS | {"safeguarding_auditor"}
SPEAKERS = LEAD | {
    "action_lead",
    "analyst",
    "caseworker",
    "group_chair",
    "landlord_officer",
    "panel_coordinator",
    "police_liaison",
    "safeguarding_auditor",
    "school_lead",
}

DONE = frozenset({200, 302})  # an empty form comes back with its errors; a button acts
DONE_OR_SAID_WHY = DONE | {400}
REFUSED = frozenset({403})
TO_THE_DOOR = frozenset({302})
NO_SUCH = frozenset({404})
ANY_CALM_ANSWER = frozenset({200, 302, 403, 404, 405})


@dataclass(frozen=True)
class Row:
    """One address asked with one set of records, and who may do what there."""

    get: frozenset[str] = NONE
    post: frozenset[str] = NONE
    shown: frozenset[int] = frozenset({200})
    done: frozenset[int] = DONE
    refused: frozenset[int] = REFUSED
    nobody: frozenset[int] = TO_THE_DOOR
    theirs: bool = False  # a page of allauth, which answers other methods in ways of its own
    records: Callable[[Any], Iterable[Any]] = lambda borough: ()

    def expected(self, role: str, method: str) -> frozenset[int]:
        """Tell which answers are right for a role and a method."""
        if self.theirs and method in ("PUT", "DELETE"):
            return ANY_CALM_ANSWER
        allowed = {"GET": self.get, "POST": self.post}.get(method, NONE)
        if role in allowed:
            return self.shown if method == "GET" else self.done
        refused = self.nobody if role == NOBODY else self.refused
        # what an address never does it may say (405) to those who may not come in as well
        return refused if method in ("GET", "POST") and self.post == self.get else refused | {405}


def page(get: frozenset[str], records: Callable[[Any], Iterable[Any]] | None = None) -> Row:
    """A page to read."""
    return Row(get=get, records=records or (lambda borough: ()))


def form(who: frozenset[str], records: Callable[[Any], Iterable[Any]] | None = None) -> Row:
    """A page with a form, which the same people may send."""
    return Row(get=who, post=who, records=records or (lambda borough: ()))


def button(who: frozenset[str], records: Callable[[Any], Iterable[Any]] | None = None) -> Row:
    """An address that only a button leads to."""
    only_post = frozenset({405})
    return Row(get=who, post=who, shown=only_post, records=records or (lambda borough: ()))


def waiting_upload(who: frozenset[str], *more: int, pressed: bool = False) -> Row:
    """What waits of an upload: a made-up token leads nowhere for those who may upload.

    `more` numbers a row or doubt of it; what is `pressed` only answers a button.
    """
    nowhere = NO_SUCH | {302, 400}
    shown = frozenset({405}) if pressed else nowhere
    return Row(
        get=who,
        post=who,
        shown=shown,
        done=nowhere,
        refused=REFUSED | shown if pressed else REFUSED,
        nobody=TO_THE_DOOR | shown if pressed else TO_THE_DOOR,
        records=lambda borough: ["no-such-token", *more],
    )


def files(who: frozenset[str], *forms: str) -> list[Row]:
    """A download in each of its forms."""
    return [page(who, lambda borough, form=form: [form]) for form in forms or ("csv", "xlsx")]


def own_action(borough: Any) -> list[int]:
    """Name an action that the visitors' own organisation leads."""
    return [borough.own_action.pk]


def other_action(borough: Any) -> list[int]:
    """Name an action that another organisation leads."""
    return [borough.other_action.pk]


def of_agreement(borough: Any) -> list[int]:
    """Name an agreement of the visitors' own organisation."""
    return [borough.agreement.pk]


def of_review(borough: Any) -> list[int]:
    """Name the quarter under review."""
    return [borough.review.pk]


def of_asked(borough: Any) -> list[int]:
    """Name somebody who was asked for it."""
    return [borough.review.pk, borough.asked.pk]


def said_why(who: frozenset[str], records: Callable[[Any], Iterable[Any]]) -> Row:
    """A button that says why it does nothing where nothing was chosen."""
    only_post = frozenset({405})
    return Row(get=who, post=who, shown=only_post, done=DONE_OR_SAID_WHY, records=records)


def of_nobody(records: Callable[[Any], Iterable[Any]]) -> Row:
    """A page about a record of a person that nobody has; that page has tests of its own."""
    who = GOVERNANCE | KEEPERS
    nothing = NO_SUCH | {405}  # some only answer a look
    return Row(get=who, post=who, shown=NO_SUCH, done=nothing, records=records)


PUBLIC = Row(get=EVERYBODY, nobody=frozenset({405}), refused=frozenset({405}))


def public(records: Callable[[Any], Iterable[Any]], *shown: int) -> Row:
    """A page for everybody, of a record."""
    only_get = frozenset({405})
    shows = frozenset(shown or {200})
    return Row(get=EVERYBODY, shown=shows, nobody=only_get, refused=only_get, records=records)


OPEN = Row(get=EVERYBODY, post=EVERYBODY, shown=DONE, theirs=True)
ACCOUNT = Row(get=SIGNED_IN, post=SIGNED_IN, shown=DONE, theirs=True)
CODES = Row(get=SIGNED_IN, post=SIGNED_IN, shown=DONE | {404}, done=DONE | {404, 405}, theirs=True)

ACCESS: dict[str, list[Row]] = {
    "home": [PUBLIC],
    "health": [PUBLIC],
    "pages:guide": [PUBLIC],
    "pages:accessibility": [PUBLIC],
    "pages:privacy": [PUBLIC],
    # sign-in: allauth leads on whoever is already where they want to be
    "account_login": [OPEN],
    "account_logout": [OPEN],
    "account_inactive": [PUBLIC],
    "account_reauthenticate": [ACCOUNT],
    "account_change_password": [ACCOUNT],
    "account_reset_password": [OPEN],
    "account_reset_password_done": [PUBLIC],
    "account_reset_password_from_key": [
        Row(
            get=EVERYBODY,
            post=EVERYBODY,
            shown=DONE,
            theirs=True,
            records=lambda borough: {"uidb36": "1", "key": "no-such-key"},
        )
    ],
    "account_reset_password_from_key_done": [PUBLIC],
    "mfa_index": [page(SIGNED_IN)],
    "mfa_authenticate": [OPEN],
    "mfa_reauthenticate": [ACCOUNT],
    "mfa_activate_totp": [ACCOUNT],
    "mfa_deactivate_totp": [CODES],
    "mfa_view_recovery_codes": [CODES],
    "mfa_download_recovery_codes": [CODES],
    "mfa_generate_recovery_codes": [CODES],
    "account_forget_app": [form(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    # administration
    "administration:home": [page(TRAIL)],
    "administration:organisations_list": [page(SIGNED_IN)],
    "administration:organisations_new": [form(ADMINISTRATOR)],
    "administration:organisations_import": [form(ADMINISTRATOR)],
    "administration:organisations_import_preview": [waiting_upload(ADMINISTRATOR)],
    "administration:organisations_export": files(SIGNED_IN, "csv", "xlsx", "json"),
    "administration:organisations_detail": [page(SIGNED_IN, lambda b: [b.own.pk])],
    "administration:organisations_edit": [form(ADMINISTRATOR, lambda b: [b.other.pk])],
    "administration:organisations_history": [page(SIGNED_IN, lambda b: [b.own.pk])],
    "administration:posts_list": [page(SIGNED_IN)],
    "administration:posts_new": [form(ADMINISTRATOR)],
    "administration:posts_import": [form(ADMINISTRATOR)],
    "administration:posts_import_preview": [waiting_upload(ADMINISTRATOR)],
    "administration:posts_export": files(SIGNED_IN, "csv", "xlsx", "json"),
    "administration:posts_detail": [page(SIGNED_IN, lambda b: [b.post.pk])],
    "administration:posts_edit": [form(ADMINISTRATOR, lambda b: [b.post.pk])],
    "administration:posts_history": [page(SIGNED_IN, lambda b: [b.post.pk])],
    "administration:posts_hand_over": [form(ADMINISTRATOR, lambda b: [b.post.pk])],
    "administration:people_list": [page(SIGNED_IN)],
    "administration:people_new": [form(ADMINISTRATOR)],
    "administration:people_export": files(ADMINISTRATOR, "csv", "xlsx", "json"),
    "administration:people_detail": [page(SIGNED_IN, lambda b: [b.colleague.pk])],
    "administration:people_edit": [form(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    "administration:people_history": [page(SIGNED_IN, lambda b: [b.colleague.pk])],
    "administration:people_give_role": [form(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    "administration:people_end_role": [
        form(ADMINISTRATOR, lambda b: [b.colleague.pk, b.membership.pk])
    ],
    "administration:people_leave": [form(ADMINISTRATOR, lambda b: [b.colleague.pk, b.other.pk])],
    "administration:people_switch_off": [form(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    "administration:people_switch_on": [form(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    "administration:people_invite": [button(ADMINISTRATOR, lambda b: [b.colleague.pk])],
    "administration:messages_list": [page(TRAIL)],
    "administration:messages_export": files(TRAIL, "csv", "xlsx", "json"),
    "administration:messages_detail": [page(TRAIL, lambda b: [b.message.pk])],
    "administration:messages_history": [page(TRAIL, lambda b: [b.message.pk])],
    "administration:messages_test": [button(ADMINISTRATOR)],
    "administration:messages_all_again": [button(ADMINISTRATOR)],
    "administration:messages_again": [form(ADMINISTRATOR, lambda b: [b.message.pk])],
    "administration:messages_stop": [form(ADMINISTRATOR, lambda b: [b.message.pk])],
    "administration:trail_list": [page(TRAIL)],
    "administration:trail_export": files(TRAIL, "csv", "xlsx", "json"),
    "administration:trail_check": [button(TRAIL)],
    "administration:published_list": [page(LEDGER)],
    "administration:published_export": files(LEDGER, "csv", "xlsx", "json"),
    "administration:published_detail": [page(LEDGER, lambda b: [b.published.pk])],
    "administration:published_file": [
        page(LEDGER, lambda b: [b.published.pk, "csv"]),
        page(LEDGER, lambda b: [b.published.pk, "xlsx"]),
    ],
    "administration:rules_list": [page(TRAIL)],
    "administration:rules_export": files(TRAIL, "csv", "xlsx", "json"),
    "administration:runs_list": [page(TRAIL)],
    "administration:runs_detail": [page(TRAIL, lambda b: [b.run.pk])],
    "administration:runs_prepare": [button(TRAIL)],
    "administration:runs_agree": [form(TRAIL, lambda b: [b.run.pk])],
    "administration:runs_aside": [form(TRAIL, lambda b: [b.run.pk])],
    "administration:holds_list": [page(TRAIL)],
    "administration:holds_export": files(TRAIL, "csv", "xlsx", "json"),
    "administration:holds_new": [form(TRAIL)],
    "administration:holds_detail": [page(TRAIL, lambda b: [b.hold.pk])],
    "administration:holds_lift": [form(TRAIL, lambda b: [b.hold.pk])],
    "administration:erasures_list": [page(TRAIL)],
    "administration:erasures_export": files(TRAIL, "csv", "xlsx", "json"),
    "administration:erasures_detail": [page(TRAIL, lambda b: [b.erasure.pk])],
    "due:list": [page(SIGNED_IN)],
    # protection; records of people themselves have a table of their own (kernel/access/table.py)
    "protection:home": [page(AGREEMENTS | PARTNERS | BREAKERS)],
    "protection:agreements_list": [page(AGREEMENTS)],
    "protection:agreements_new": [form(GOVERNANCE)],
    "protection:agreements_export": files(AGREEMENTS, "csv", "xlsx", "json"),
    "protection:agreements_detail": [page(AGREEMENTS, of_agreement)],
    "protection:agreements_history": [page(AGREEMENTS, of_agreement)],
    "protection:agreements_renew": [form(GOVERNANCE, of_agreement)],
    "protection:agreements_stop": [form(GOVERNANCE, of_agreement)],
    "protection:urgent_list": [page(GOVERNANCE | PARTNERS | BREAKERS)],
    "protection:urgent_export": files(GOVERNANCE | PARTNERS | BREAKERS, "csv", "xlsx", "json"),
    "protection:urgent_detail": [
        Row(get=GOVERNANCE, refused=REFUSED | NO_SUCH, records=lambda b: [b.urgent.pk])
    ],
    "protection:urgent_review": [form(GOVERNANCE, lambda b: [b.urgent.pk])],
    "protection:keep_open": [form(PARTNERS)],
    "protection:break_glass": [form(BREAKERS)],
    "protection:reads_list": [page(GOVERNANCE)],
    "protection:reads_export": files(GOVERNANCE, "csv", "xlsx", "json"),
    "protection:alerts_list": [page(GOVERNANCE)],
    "protection:alerts_export": files(GOVERNANCE, "csv", "xlsx", "json"),
    "protection:alerts_detail": [page(GOVERNANCE, lambda b: [b.alert.pk])],
    "protection:alerts_settle": [form(GOVERNANCE, lambda b: [b.alert.pk])],
    "protection:barred_list": [page(GOVERNANCE)],
    "protection:barred_export": files(GOVERNANCE, "csv", "xlsx", "json"),
    "protection:barred_detail": [page(GOVERNANCE, lambda b: [b.barring.pk])],
    "protection:barred_lift": [form(GOVERNANCE, lambda b: [b.barring.pk])],
    "protection:to_tell_list": [page(GOVERNANCE | KEEPERS)],
    "protection:to_tell_export": files(GOVERNANCE | KEEPERS, "csv", "xlsx", "json"),
    "protection:to_tell_detail": [of_nobody(lambda b: [999_999])],
    "protection:to_tell_told": [of_nobody(lambda b: [999_999])],
    "protection:record": [of_nobody(lambda b: ["subjects.subject", 999_999])],
    "protection:record_bar": [of_nobody(lambda b: ["subjects.subject", 999_999])],
    "protection:record_involve": [of_nobody(lambda b: ["subjects.subject", 999_999])],
    "protection:record_withhold": [of_nobody(lambda b: ["subjects.subject", 999_999])],
    "protection:record_works": [of_nobody(lambda b: ["subjects.subject", 999_999])],
    "protection:record_workplace": [of_nobody(lambda b: ["subjects.subject", 999_999, 1])],
    "protection:record_part": [of_nobody(lambda b: ["subjects.subject", 999_999, 1])],
    "protection:record_withheld": [of_nobody(lambda b: ["subjects.subject", 999_999, 1])],
    "protection:who_looked": [
        Row(get=GOVERNANCE | KEEPERS, shown=NO_SUCH, records=lambda b: ["people.user", 1])
    ],
    # the plan
    "plan:home": [page(SIGNED_IN)],
    "plan:start": [form(LEAD)],
    "plan:outline": [page(SIGNED_IN)],
    "plan:download": [page(SIGNED_IN)],
    "plan:import": [form(LEAD)],
    "plan:import_preview": [waiting_upload(LEAD)],
    "plan:import_discard": [waiting_upload(LEAD)],
    "plan:import_undo": [waiting_upload(LEAD, pressed=True)],
    "plan:import_plan_words": [waiting_upload(LEAD)],
    "plan:import_row": [waiting_upload(LEAD, 1)],
    "plan:import_add": [waiting_upload(LEAD, 1)],
    "plan:import_split": [waiting_upload(LEAD, 1)],
    "plan:import_join": [waiting_upload(LEAD, 1, pressed=True)],
    "plan:import_remove": [waiting_upload(LEAD, 1, pressed=True)],
    "plan:import_settle": [waiting_upload(LEAD, pressed=True)],
    "plan:import_doubt": [waiting_upload(LEAD, 1)],
    "plan:import_name": [waiting_upload(LEAD)],
    "plan:import_done": [page(LEAD, lambda b: [b.theme.plan_id])],
    "plan:compare": [page(SIGNED_IN)],
    "plan:mine": [page(SPEAKERS)],
    "plan:measure": [page(SIGNED_IN, lambda b: ["plan.done_on_time"])],
    "plan:theme_new": [form(LEAD)],
    "plan:theme_edit": [form(LEAD, lambda b: [b.theme.pk])],
    "plan:objective_new": [form(LEAD, lambda b: [b.theme.pk])],
    "plan:objective": [page(SIGNED_IN, lambda b: [b.objective.pk])],
    "plan:objective_edit": [form(LEAD, lambda b: [b.objective.pk])],
    "plan:action_new": [form(LEAD, lambda b: [b.objective.pk])],
    "plan:actions": [page(SIGNED_IN)],
    "plan:action": [page(SIGNED_IN, own_action), page(SIGNED_IN, other_action)],
    "plan:action_edit": [form(LEAD, own_action)],
    "plan:action_drop": [form(LEAD, other_action)],
    "plan:update": [form(SPEAKERS, own_action), form(LEAD, other_action)],
    "plan:occurrence_new": [form(SPEAKERS, own_action), form(LEAD, other_action)],
    "plan:occurrence_done": [
        form(SPEAKERS, lambda b: [b.own_occurrence.pk]),
        form(LEAD, lambda b: [b.other_occurrence.pk]),
    ],
    "plan:correct": [
        form(SPEAKERS, lambda b: [b.own_update.pk]),
        form(LEAD, lambda b: [b.other_update.pk]),
    ],
    "plan:evidence": [page(SIGNED_IN, lambda b: [b.evidence.pk])],
    "plan:dependencies": [page(SIGNED_IN)],
    "plan:dependency_new": [form(LEAD)],
    "plan:dependency": [page(SIGNED_IN, lambda b: [b.dependency.pk])],
    "plan:dependency_edit": [form(LEAD, lambda b: [b.dependency.pk])],
    "plan:dependency_meet": [form(LEAD, lambda b: [b.dependency.pk])],
    # quarters; what is asked with an empty form is refused with a sentence (400), not with a door
    "quarters:list": [page(SIGNED_IN)],
    "quarters:now": [Row(get=SIGNED_IN, shown=TO_THE_DOOR)],
    "quarters:open": [form(LEAD, lambda b: [b.review.plan_id, 3])],
    # nobody needs an account for the page behind a link, whoever they are
    "quarters:answer": [
        Row(get=EVERYBODY, post=EVERYBODY, done=DONE_OR_SAID_WHY, records=lambda b: [b.token]),
        Row(
            get=EVERYBODY, post=EVERYBODY, shown=NO_SUCH, done=NO_SUCH, records=lambda b: ["1-1-x"]
        ),
    ],
    "quarters:mine": [Row(get=SIGNED_IN, post=SIGNED_IN, shown=NO_SUCH, done=NO_SUCH)],
    "quarters:between": [page(SIGNED_IN)],
    "quarters:publishing": [form(LEAD)],
    "quarters:roll": [form(LEAD)],
    "quarters:lineage": [page(SIGNED_IN, lambda b: [b.review.plan_id])],
    "quarters:explain_new": [said_why(LEAD, lambda b: [b.review.plan_id])],
    "quarters:redact": [form(REDACTORS)],
    "quarters:redact_file": [form(REDACTORS, lambda b: [b.evidence.pk])],
    "quarters:collecting": [page(SIGNED_IN, of_review)],
    "quarters:review": [page(SIGNED_IN, of_review)],
    "quarters:accept_all": [button(LEAD, of_review)],
    "quarters:finish": [button(LEAD, of_review)],
    "quarters:decide": [said_why(LEAD, lambda b: [b.review.pk, b.own_action.pk])],
    "quarters:adopt": [
        Row(get=ADOPTERS, post=ADOPTERS, done=DONE_OR_SAID_WHY, records=of_review),
    ],
    "quarters:adopted": [page(SIGNED_IN, lambda b: [b.adopted.pk])],
    "quarters:report": [page(SIGNED_IN, lambda b: [b.adopted.pk, "html"])],
    "quarters:days": [form(LEAD, of_review)],
    "quarters:remind": [button(LEAD, of_review)],
    "quarters:ask_missing": [button(LEAD, of_review)],
    "quarters:enter": [form(LEAD, of_asked)],
    "quarters:link": [said_why(LEAD, of_asked)],
    "quarters:stand_in": [button(LEAD, of_asked)],
    "published:plan": [PUBLIC],
    "published:quarter": [
        Row(
            get=EVERYBODY,
            nobody=frozenset({405}),
            refused=frozenset({405}),
            records=lambda b: ["2024-25", 1],
        )
    ],
    # the open feed, for any page of anybody
    "openreferral:about": [PUBLIC],
    "openreferral:openapi": [PUBLIC],
    "openreferral:services": [PUBLIC],
    "openreferral:service": [public(lambda b: ["0"], 404)],
    **{
        f"openreferral:{kind}": [PUBLIC]
        for kind in (
            *("service_at_locations", "organizations", "locations"),
            *("taxonomies", "taxonomy_terms"),
        )
    },
    **{
        f"openreferral:one_of_{kind}": [public(lambda b: ["0"], 404)]
        for kind in (
            *("service_at_locations", "organizations", "locations"),
            *("taxonomies", "taxonomy_terms"),
        )
    },
}


def parts() -> list[ModuleType]:
    """Find what each part says of its own addresses: `tests/access.py` in its folder.

    It holds `ACCESS`, rows like those above, and `make(borough)`, the records that they ask for;
    a row finds these under `borough.of["<folder>"]`. Its `PAGES`, if any, are looked at by axe.
    """
    root = Path(upstander.__file__).parent
    found = [
        *sorted(root.glob("kernel/*/tests/access.py")),
        *sorted(root.glob("capabilities/*/tests/access.py")),
    ]
    names = [path.relative_to(root.parent).with_suffix("").parts for path in found]
    return [import_module(".".join(name)) for name in names]


for part in parts():
    ACCESS |= part.ACCESS
