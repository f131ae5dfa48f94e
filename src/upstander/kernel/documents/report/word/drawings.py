"""Drawings in Word: the SVG itself, and a picture of it for programs that draw none."""

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from upstander.kernel.documents.report.fonts import FAMILIES
from upstander.kernel.documents.report.pictures import drawing_size
from upstander.kernel.documents.report.setting import compiled

EMU_PER_TWIP = 635
_WIDEST = 9638  # 17 cm, the width of an upright page
_TEMPLATE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    "#set text(font: ({fonts}))\n"
    '#image(bytes(sys.inputs.svg), format: "svg", width: 760pt)'
)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def picture_of(svg: str) -> bytes:
    """Draw a drawing as PNG, with the fonts that documents have."""
    template = _TEMPLATE.format(fonts=", ".join(f'"{name}"' for name in FAMILIES))
    return compiled(template, {"svg": svg}, format="png", ppi=144)


@dataclass
class Drawings:
    """The drawings of one document, by the names of their files."""

    files: dict[str, bytes] = field(default_factory=dict)
    count: int = 0

    def add(self, svg: str, alt: str, room: int) -> str:
        """Keep a drawing and write the place where it stands; `room` is the width in twips."""
        self.count += 1
        number = self.count
        self.files[f"drawing{number}.png"] = picture_of(svg)
        self.files[f"drawing{number}.svg"] = svg.encode()
        width, height = drawing_size(svg)
        across = round(min(room, _WIDEST) * min(1.0, width / 760)) * EMU_PER_TWIP
        return _inline(number, alt, across, round(across * height / width))


def _inline(number: int, alt: str, width: int, height: int) -> str:
    named = f'id="{number}" name="Figure {number}" descr={quoteattr(alt)}'
    size = f'cx="{width}" cy="{height}"'
    vector = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="svg{number}"/></a:ext></a:extLst>'
    )
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
        f'distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="png{number}">{vector}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
