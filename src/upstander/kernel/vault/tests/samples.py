"""Small true files, each with a mark in every place that says something beside the content."""

import io
import wave

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms, PngImagePlugin

MARK = "canary-7f3c"


def photograph(orientation=1, profile=False, size=(64, 48)):
    image = Image.new("RGB", size)
    image.putdata([(x * 4 % 256, y * 5 % 256, 90) for y in range(size[1]) for x in range(size[0])])
    exif = image.getexif()
    exif[0x010E], exif[0x0112], exif[0x0132] = MARK, orientation, "2024:01:01 10:00:00"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (51.0, 24.0, 0.0)
    more = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    out = io.BytesIO()
    xmp = f"<x:xmpmeta>{MARK}</x:xmpmeta>".encode()
    image.save(out, "JPEG", exif=exif, comment=MARK.encode(), xmp=xmp, **(more if profile else {}))
    return out.getvalue()


def png():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", MARK)
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (200, 10, 10, 128)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def webp():
    image, out = Image.new("RGB", (16, 16), (10, 200, 10)), io.BytesIO()
    exif = image.getexif()
    exif[0x010E] = MARK
    image.save(out, "WEBP", exif=exif, xmp=MARK.encode())
    return out.getvalue()


def pdf():
    document = Pdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    script = Dictionary(S=Name.JavaScript, JS=MARK)
    document.docinfo["/Author"] = MARK
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [MARK]
    document.Root.OpenAction = script
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([MARK, script])))
    page.obj.PieceInfo = Dictionary(Private=MARK)
    rect = Array([0, 0, 9, 9])
    remarks = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=script),
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rect, T=MARK, Contents="Look"),
    ]
    page.obj.Annots = Array([document.make_indirect(remark) for remark in remarks])
    picture = Stream(document, photograph(), Type=Name.XObject, Subtype=Name.Image)
    picture.Width, picture.Height, picture.Filter = 64, 48, Name.DCTDecode
    page.obj.Resources = Dictionary(XObject=Dictionary(P=picture))
    document.attachments["a.txt"] = MARK.encode()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def wav():
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(200)) * 4)
    content = out.getvalue()
    told = b"LIST" + len(MARK).to_bytes(4, "little") + MARK.encode() + b"\0" * (len(MARK) % 2)
    content += told
    return content[:4] + (len(content) - 8).to_bytes(4, "little") + content[8:]


FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def mp3():
    tag = MARK.encode().ljust(40, b"\0")
    head = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag
    ape = MARK.encode().ljust(30) + b"APETAGEX" + bytes(4) + (62).to_bytes(4, "little") + bytes(16)
    tail = b"TAG" + MARK.encode().ljust(125)
    return head + FRAME * 3 + ape + tail


def box(name, *content):
    body = b"".join(content)
    return (len(body) + 8).to_bytes(4, "big") + name + body


def m4a(handler=b"soun"):
    mark, moment = MARK.encode(), b"\xe2\x00\x00\x01"
    dated = bytes(4) + moment * 2 + bytes(80)
    talk = bytes(8) + handler + bytes(12) + mark + b"\0"
    media = box(b"mdia", box(b"mdhd", dated), box(b"hdlr", talk), box(b"minf", bytes(16)))
    moov = box(
        b"moov",
        box(b"mvhd", dated),
        box(b"trak", box(b"tkhd", dated), media, box(b"udta", mark)),
        box(b"udta", box(b"meta", mark)),
    )
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + box(b"uuid", mark) + box(b"mdat", b"sound" * 20)


SAMPLES = {
    "jpg": photograph, "png": png, "webp": webp, "pdf": pdf, "wav": wav, "mp3": mp3, "m4a": m4a
}  # fmt: skip
