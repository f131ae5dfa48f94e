"""A square code that leads to an address, drawn for paper."""

from io import BytesIO

import segno

# points of one little square: the code is read by an old phone at two metres (about 11 cm)
ACROSS_A_ROOM = 10


def square_code(address: str) -> str:
    """Draw the square code of an address, as SVG."""
    drawing = BytesIO()
    code = segno.make(address, error="m")
    code.save(drawing, "svg", xmldecl=False, border=4, omitsize=True, scale=ACROSS_A_ROOM)
    return drawing.getvalue().decode()
