"""The documents say what the product does, and nothing that it does not do."""

import re
from pathlib import Path

import pytest

from upstander.kernel.access.declared import all_purposes, all_system_work
from upstander.kernel.access.table import RELATIONS
from upstander.kernel.registry import (
    all_datasets,
    all_measures,
    all_messages,
    all_permissions,
    capabilities,
)
from upstander.kernel.vault.inventory import described_fields
from upstander.kernel.vault.retention.rules import RULES
from upstander.site.commands import own_commands
from upstander.site.environment import CHECKOUT
from upstander.site.privacy import protected_models
from upstander.site.reference import VARIABLES, pages

REFERENCE = CHECKOUT / "docs" / "reference"
SOURCE = CHECKOUT / "src" / "upstander"
WRITTEN = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
NAMED = {
    "permissions.md": [permission.verb for permission in all_permissions()],
    "access.md": [
        *(relation.title for relation in RELATIONS),
        *(f"`{code}`" for code in (*all_purposes(), *all_system_work())),
    ],
    "measures.md": [measure.code for measure in all_measures()],
    "datasets.md": [dataset.code for dataset in all_datasets()],
    "audit.md": [kind.code for capability in capabilities() for kind in capability.audit_kinds],
    "messages.md": [kind.code for kind in all_messages()],
    "commands.md": [f"upstander {name}" for name, _ in own_commands()],
    "settings.md": [name for name, _, _ in VARIABLES],
    "capabilities.md": [capability.slug for capability in capabilities()],
    "personal-data.md": [
        field.name for model in protected_models() for field in described_fields(model)
    ],
    "impact-assessment.md": [
        *(model.classification.purpose for model in protected_models()),
        *(code for code, *_ in RULES),
    ],
    "retention.md": [code for code, *_ in RULES],
}
LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize("page", NAMED)
def test_the_reference_is_as_the_product_declares_it(page):
    assert (REFERENCE / page).read_text(encoding="utf-8") == pages()[page]


@pytest.mark.parametrize("page", NAMED)
def test_the_reference_names_everything_that_is_declared(page):
    text = (REFERENCE / page).read_text(encoding="utf-8")

    assert [name for name in NAMED[page] if name not in text] == []


def test_every_setting_that_the_code_reads_is_documented():
    read = {
        name
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts
        for name in re.findall(r"\"(UPSTANDER_[A-Z]+)\"", path.read_text(encoding="utf-8"))
    }
    ours_alone = {"UPSTANDER_PARENT"}  # the command sets it for its own processes

    assert read - ours_alone == {name for name, _, _ in VARIABLES}


def test_every_command_has_help_that_fits_its_line():
    lines = {name: str(command.help) for name, command in own_commands()}

    assert [name for name, text in lines.items() if not text.strip()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(path):
    targets = [target for target in LINK.findall(path.read_text(encoding="utf-8"))]
    inside = [
        target for target in targets if "://" not in target and not target.startswith("mailto:")
    ]

    assert [target for target in inside if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(path):
    known = {name for name, _ in own_commands()}
    spoken = re.findall(
        r"(?:\.venv/bin/|`|^ *\$? *)upstander ([a-z]\w+)", _code_in(path), re.MULTILINE
    )

    assert [name for name in spoken if name not in known] == []


def _code_in(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"```.*?```|^    .*$", text, re.DOTALL | re.MULTILINE)
    return "\n".join([*blocks, *(f"`{span}`" for span in re.findall(r"`([^`\n]+)`", text))])
