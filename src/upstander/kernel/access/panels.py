"""Parts of a page that other parts of the product bring to it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from upstander.kernel.access.check import may
from upstander.kernel.registry import capabilities


def panels_of(request: HttpRequest, place: str, *about: Any) -> list[str]:
    """Draw the parts of a page that this person may see, in their order."""
    declared = [panel for capability in capabilities() for panel in capability.panels]
    here = [panel for panel in declared if panel.place == place]
    return [
        render_to_string(panel.template, dict(panel.context(request.user, *about)), request)
        for panel in sorted(here, key=lambda panel: panel.order)
        if may(request.user, panel.verb)
    ]
