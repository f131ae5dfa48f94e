"""A foreign key by name passes the import linter, so the models are asked too."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import upstander

ROOT = Path(upstander.__file__).parent
KERNEL, CAPABILITIES = "upstander.kernel.", "upstander.capabilities."
CONTRACTS = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
ORDER = next(
    contract["layers"]
    for contract in CONTRACTS["tool"]["importlinter"]["contracts"]
    if contract["name"] == "The kernel keeps its order"
)


def part_of(model, home):
    module = model.__module__
    return module.removeprefix(home).split(".")[0] if module.startswith(home) else None


def points_across(source, target):
    """Tell whether a model points where its folder may not import."""
    there = part_of(target, CAPABILITIES)
    if there:
        return there != part_of(source, CAPABILITIES)
    above, below = part_of(source, KERNEL), part_of(target, KERNEL)
    return bool(above and below) and ORDER.index(above) > ORDER.index(below)


def foreign_keys():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if isinstance(target, type) and not field.auto_created:
                yield model, field, target


def test_no_model_points_into_a_folder_it_may_not_know():
    across = [str(field) for model, field, target in foreign_keys() if points_across(model, target)]

    assert across == []


def test_pointing_across_would_be_found():
    def model_in(module):
        return type("Thing", (), {"__module__": module})

    centre = model_in(f"{CAPABILITIES}centres.models")
    surgery = model_in(f"{CAPABILITIES}surgeries.models")
    person, event = model_in(f"{KERNEL}people.models"), model_in(f"{KERNEL}audit.models")

    assert points_across(surgery, centre)
    assert points_across(person, centre)
    assert points_across(event, person)
    assert not points_across(centre, person)
    assert not points_across(centre, centre)


def test_the_trail_points_at_nothing():
    trail = [field for model, field, _ in foreign_keys() if part_of(model, KERNEL) == "audit"]

    assert trail == []


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_includes_another_capabilitys(path):
    parts = path.relative_to(ROOT).parts
    own = parts[1] if parts[0] == "capabilities" else ""
    text = path.read_text(encoding="utf-8")

    assert [name for name in siblings() - {own} if f'"{name}/' in text] == []


def siblings():
    return {folder.name for folder in (ROOT / "capabilities").glob("*/") if folder.name[0] != "_"}


def test_every_app_lies_in_a_known_place():
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("upstander")]
    known = {"upstander.site", "upstander.kernel"}

    assert [name for name in ours if name not in known and not inside(name)] == []


def inside(name):
    import_module(name)
    return name.startswith((KERNEL, CAPABILITIES)) and name.count(".") == 2


def test_models_belong_to_apps_of_their_own_folder():
    for model in apps.get_models():
        if model.__module__.startswith("upstander.") and issubclass(model, models.Model):
            assert model._meta.app_label in model.__module__.split("."), model
