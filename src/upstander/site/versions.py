"""Which steps of the tables this version of the product knows."""

from pathlib import Path

from django.apps import apps


def migrations_on_disk() -> set[tuple[str, str]]:
    """List every migration that the code brings."""
    found = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if (folder / "__init__.py").exists():
            found |= {(app.label, path.stem) for path in folder.glob("[0-9]*.py")}
    return found
