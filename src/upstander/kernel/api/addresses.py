"""The addresses at which systems ask, made from what the parts of the product declare."""

import re

from django.urls import URLPattern, path

from upstander.kernel.api.endpoint import endpoint, nothing
from upstander.kernel.api.gathering import by_path

app_name = "endpoints"


def _pattern(written: str) -> str:
    return re.sub(r"{(\w+)}", r"<str:\1>", written)


def name_of(written: str) -> str:
    """Name a path for the table of who may come in: `reports/{reference}/` is reports_reference."""
    return "_".join(re.findall(r"\w+", written))


urlpatterns: list[URLPattern] = [
    *[
        path(_pattern(each), endpoint(found), name=name_of(each))
        for each, found in by_path().items()
    ],
    path("<path:rest>", nothing, name="nothing"),
]
