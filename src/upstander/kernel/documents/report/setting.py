"""The one place where typst is asked: fonts of ours alone, no file written, nothing fetched."""

from collections.abc import Mapping
from typing import Any

from upstander.kernel.documents.report.fonts import folders


def compiled(template: str, inputs: Mapping[str, str], **more: Any) -> bytes:
    """Set a template; what people wrote comes in by `inputs`, as data."""
    import typst  # noqa: PLC0415 - only who sets a page pays for loading it

    made: bytes = typst.compile(
        template.encode(),
        font_paths=folders(),
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        **more,
    )
    return made
