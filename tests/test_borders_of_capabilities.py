"""A capability can be taken out: nothing outside its folder imports it or speaks its names.

What it is asked for reaches the rest through the registry, and no other way.
"""

import re
from pathlib import Path

from django.conf import settings

import upstander

ROOT = Path(upstander.__file__).parent
TESTS = Path(__file__).parent
KINDS = {".py", ".html", ".txt", ".scss", ".js"}


def names_of(slug):
    """Match its module, and its addresses, codes and templates where they are quoted."""
    return re.compile(rf"upstander\.capabilities\.{slug}\b|[\"']{slug}[:./]")


def naming(slug, folders):
    own = ROOT / "capabilities" / slug
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            outside = own not in path.parents and "__pycache__" not in path.parts
            if path.suffix in KINDS and outside and names_of(slug).search(path.read_text("utf-8")):
                yield str(path.relative_to(folder.parent))


def test_nothing_outside_a_capability_speaks_its_name():
    found = {slug: list(naming(slug, [ROOT, TESTS])) for slug in settings.CAPABILITIES}

    assert {slug: files for slug, files in found.items() if files} == {}


def test_speaking_its_name_would_be_found(tmp_path):
    name = "pon" + "ies"  # spoken of in no file
    (tmp_path / "page.html").write_text(f"{{% url '{name}:list' %}}")
    (tmp_path / "plain.html").write_text(f"<p>All {name}: a list</p>")
    (tmp_path / "home.py").write_text(f"from upstander.capabilities.{name} import models\n")

    found = list(naming(name, [tmp_path]))

    assert [Path(name).name for name in found] == ["home.py", "page.html"]
