"""What the bench of reports makes and measures, at a size that takes little time."""

import json
import shutil

import pytest

from upstander.site.benches import crowd, reports


@pytest.mark.proof
@pytest.mark.slow
def test_the_bench_writes_full_forms_and_fills_tables_that_open(installed_home, tmp_path):
    home = shutil.copytree(installed_home, tmp_path / "home")

    drafts = crowd.inside(home, reports.INSIDE, "drafts", "3")
    filled = crowd.inside(home, reports.INSIDE, "filled", "400")
    pages = crowd.inside(home, reports.INSIDE, "pages")
    stored = crowd.inside(home, reports.INSIDE, "stored", told=json.dumps(drafts["secrets"]))

    assert drafts["fields"] >= 40
    assert filled["reports"] == 400
    assert min(page["queries"] for page in pages.values()) > 0
    assert stored == {"reports": 400, "people": 400, "opened": 0, "unsent": 3, "whole": True}
