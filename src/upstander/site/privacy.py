"""The record of processing, and a draft of the data protection impact assessment, from the models.

What is said of the product's own measures is true of the product and tested in it; what only the
partnership can say is left open, and marked so.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from upstander.kernel.access.gateways import WITHOUT_AGREEMENT
from upstander.kernel.registry import all_messages, all_personal_records, capabilities
from upstander.kernel.subjects.gathering import pointing_at_subjects
from upstander.kernel.subjects.purposes import agreed_to
from upstander.kernel.vault.fields import SpecialChoice
from upstander.kernel.vault.inventory import classified_models, described_fields
from upstander.kernel.vault.models import RetentionRule
from upstander.kernel.vault.models.classified import classified_fields
from upstander.kernel.vault.retention.rules import RULES
from upstander.kernel.vault.sensitivity import TITLES, Sensitivity
from upstander.site.markdown import table
from upstander.site.privacy_words import PLAIN, RISKS

OPEN = "*To be completed by the partnership.*"
OF_WHOM = {"person": "the person", "others": "other people", "both": "the person and others"}

RECORD_OF_PROCESSING = (
    "Every field that speaks of a person, from its declaration: the record of processing (UK GDPR "
    "Art. 30). Encrypted fields stand in the record's one document; the others are plain columns, "
    "masked until a door opens the record."
)
IMPACT = (
    "A draft of the assessment under UK GDPR Art. 35, made from what the product declares of its "
    "records. It is no assessment before the partnership has completed, weighed and signed it."
)


def protected_models() -> list[Any]:
    """List the models with a protected part, without those that only tests and benches have."""
    return [model for model in classified_models() if model._meta.app_label != "testing"]


# ---- record of processing ------------------------------------------------------------------------


def record_of_processing() -> Iterator[str]:
    """Write the record of processing."""
    yield from ("- Controller, and its data protection officer: " + OPEN,)
    yield "- Joint controllers: each body keeps its own records here and opens them to others by"
    yield from (f"  agreements; who answers to people, and the arrangement (Art. 26): {OPEN}",)
    yield "- Recipients: bodies of the partnership and those to which a person agreed, for the"
    yield "  purposes below and no other; each that was sent something is listed with the person,"
    yield "  and told when it is erased, put right or no longer agreed to (Art. 19)"
    yield "- Processors: whoever runs the machine; GOV.UK Notify or a mail server where one is set,"
    yield "  which are given an address and words that say nothing of a case"
    yield "- Transfers outside of the United Kingdom: none by the product"
    yield "- Conditions of Schedule 1 to the Data Protection Act 2018 need an appropriate policy"
    yield from (f"  document (Part 4 of it): {OPEN}",)
    yield "- What police and other competent authorities take over they keep under its Part 3"
    yield "- Security: see [the vault](../explanation/vault.md)"
    yield "- Who opens what: see [access](access.md)"
    yield "- Reading: each page, list, file or search that shows any of these leaves one row"
    yield "  in the sealed trail, with records, people, classes, categories, purpose and right, and"
    yield from ("  never a value; work of the product itself leaves one a day for each kind", "")
    yield from ("## Purposes for which something may be shared", "")
    yield from table(
        ("code", "purpose", "in the words that people agree to", "is part of"),
        ((f"`{p.code}`", p.title, p.agreed, p.within or "-") for p in agreed_to()),
    )
    yield from ("", "## Legal gateways for sharing without agreement", "")
    yield from table(
        ("code", "gateway"), ((f"`{g.value}`", str(g.label)) for g in WITHOUT_AGREEMENT)
    )
    yield ""
    for model in protected_models():
        yield from _model(model)
    yield from ("## Plain records about people", "")
    yield "They hold names of nobody who was targeted, who reports or who is spoken of: those stand"
    yield from ("there by a number alone.", "")
    yield from table(("record", "of whom", "what for", "lawful basis", "kept"), PLAIN)
    yield ""


def _model(model: Any) -> Iterator[str]:
    declared = model.classification
    yield from (f"## {str(model._meta.verbose_name).capitalize()} (`{model._meta.label}`)", "")
    yield from (f"- Of whom: {declared.people}", f"- What for: {declared.purpose}")
    yield from (f"- Lawful basis: {declared.basis}", f"- Under the key of: {_holder(model)}")
    rules = "; ".join(map(_kept, declared.clocks)) or "as what it belongs to"
    yield f"- Kept: {rules}"
    yield from (f"- In the clear, to be counted: {_plain_columns(model)}", "")
    speaks = {field.name: OF_WHOM[field.of] for field in classified_fields(model)}
    yield from table(
        ("field", "holds", "speaks of", "class", "what for", "encrypted", "after erasure"),
        (
            (
                f"`{field.name}`",
                field.title,
                speaks.get(field.name, "the person"),
                TITLES[field.sensitivity],
                field.why,
                "yes" if field.encrypted else "no",
                "stays, to be counted" if field.kept else "gone",
            )
            for field in described_fields(model)
        ),
    )
    yield ""


def _kept(clock: Any) -> str:
    """Say how long, from when, by which rule."""
    time = next(time for code, _, _, time, _ in RULES if code == clock.rule)
    return f"{RetentionRule(**time).kept_for} from `{clock.since}` (`{clock.rule}`)"


def _holder(model: Any) -> str:
    holder = model.classification.keyed_to
    return f"its {holder}" if holder else "the record itself"


def _plain_columns(model: Any) -> str:
    names = [
        f"`{field.name}`"
        for field in model._meta.concrete_fields
        if not (
            field.primary_key
            or field.name.startswith("vault_")
            or isinstance(field, models.ForeignKey | SpecialChoice)
        )
    ]
    return ", ".join(names) or "nothing"


# ---- impact assessment ---------------------------------------------------------------------------


def impact_assessment() -> Iterator[str]:
    """Write the draft of the assessment."""
    yield from _why_needed()
    yield from _nature()
    yield from ("## 3. Who was asked", "")
    yield from (f"People who were targeted, and those who speak for them: {OPEN}", "")
    yield from _necessity()
    yield from _rights()
    yield from ("## 6. Risks to people, and what is done about them", "")
    yield from table(
        ("what could go wrong", "what the product does", "what is left", "likelihood, harm"),
        ((risk, does, left, OPEN) for risk, does, left in RISKS),
    )
    yield from ("", "## 7. Decision", "")
    yield from (f"- Advice of the data protection officer: {OPEN}",)
    yield from (f"- Risks that are accepted, by whom, on which day: {OPEN}",)
    yield f"- Day of the next review: {OPEN}"


def _why_needed() -> Iterator[str]:
    held = {field.sensitivity for model in protected_models() for field in described_fields(model)}
    yield from ("## 1. Why an assessment is needed", "")
    yield "Several bodies share records of people who may be at risk, on a scale that needs one:"
    yield ""
    for sensitivity in Sensitivity:
        if sensitivity in held:
            count = _fields_of(sensitivity)
            yield f"- {TITLES[sensitivity]}: {count} fields of {len(protected_models())} models"
    yield ""


def _fields_of(sensitivity: Sensitivity) -> int:
    described = (field for model in protected_models() for field in described_fields(model))
    return sum(field.sensitivity == sensitivity for field in described)


def _nature() -> Iterator[str]:
    yield from ("## 2. What is done with which records", "")
    yield from table(
        ("record", "of whom", "what for", "lawful basis", "kept by"),
        (
            (
                str(model._meta.verbose_name).capitalize(),
                model.classification.people,
                model.classification.purpose,
                model.classification.basis,
                ", ".join(f"`{clock.rule}`" for clock in model.classification.clocks)
                or f"as {_holder(model)}",
            )
            for model in protected_models()
        ),
    )
    kinds = len(all_messages())
    yield ""
    yield f"Taken from {len(capabilities())} parts of the product. {kinds} kinds of message may"
    yield from ("leave it; what each may name is listed under [messages](messages.md).", "")


def _necessity() -> Iterator[str]:
    yield from ("## 4. Necessity and proportion", "")
    yield "- Every field says what it is for, or the product does not start."
    yield "- Nothing has to be known of a person for them to be helped: every field may stay empty."
    yield "- What is counted is counted from plain columns without names."
    yield from ("- How long each class is kept:", "")
    yield from table(
        ("rule", "kind of record", "kept for", "ground"),
        (
            (f"`{code}`", title, RetentionRule(**time).kept_for, basis)
            for code, title, _, time, basis in RULES
        ),
    )
    yield ""


def _rights() -> Iterator[str]:
    yield from ("## 5. Rights of people", "")
    yield "- Access: `upstander subject_access` gathers all of it, with others masked. Where text"
    yield "  or files may speak of others it is a draft until somebody named has decided on each."
    yield "- Erasure: `upstander subject_erase` destroys the keys; the certificate says until when"
    yield "  a backup of keys may live."
    yield "- Knowing who looked: each reading of a record is a row, and one page lists those about"
    yield "  a person; an answer to the person says what was done, not by whom."
    yield "- Correction: the trail keeps that a field was changed, never what it said."
    yield "- Recipients: each body that was sent something is told when it is erased, put right"
    yield "  (`upstander subject_put_right`) or no longer agreed to; whom no message has told is"
    yield "  due to somebody until they were (Art. 19)."
    yield "- Restriction and objection: a hold keeps a record from being erased; barring and"
    yield "  withholding keep it from being opened, from everybody where it has to be."
    yield f"- Complaint: to the partnership first, then to the Information Commissioner: {OPEN}"
    yield "- Children: under 18 is marked on the report, and who protects children is asked for on"
    yield f"  its own. Words for children, and how a parent is answered: {OPEN}"
    yield "- Withdrawing: each purpose on its own, at any time, with effect at once."
    yield "- No decision about a person is made by the product."
    yield from ("", "Both commands reach, beside the person, the ledger, messages and files:", "")
    ours = set(protected_models())
    found = {model for model, _ in pointing_at_subjects()}
    found |= {apps.get_model(kept.label) for kept in all_personal_records()}
    reached = [str(model._meta.verbose_name_plural) for model in found & ours]
    yield from (f"- {entry}" for entry in sorted(reached))
    yield ""
