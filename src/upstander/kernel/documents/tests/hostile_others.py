"""Files of other kinds that mean harm, or that are broken, and what is said of each."""
# ruff: noqa: E501 - the parts of a file read best as they lie in it

import zlib

from upstander.kernel.documents.tests.making import Canvas, assemble_pdf

DAMAGED = (
    "The PDF is damaged. Save it as PDF again from the program it came from, and bring that in."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOT_CSV = "The file is not text. Save it again as csv (UTF-8) or xlsx, and bring that in."
NOT_TXT = "The file is not text. Save it again as text (UTF-8), and bring that in."
EMPTY = "The file is empty. Choose the file that holds the plan."
PICTURE = (
    "The file is a picture, and pictures are not read. Bring the Word or Excel file from which it "
    "was made."
)
PACKED = "The file is packed. Unpack it and bring in the plan that lies in it."
ROWS = (
    "The file has more than 20,000 rows. Copy only the rows of the plan to a new file and bring "
    "that in."
)
COLUMNS = (
    "The file has more than 200 columns. Copy only the columns of the plan to a new file and bring "
    "that in."
)
MUCH = "The file holds far more than a plan. Copy only the plan to a new file and bring that in."


def pdf_of(words):
    page = Canvas()
    page.line(words)
    return page.bytes()


def catalogue(page=b"", contents=b"", more=()):
    held = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s>>" % page,
        contents or b"<</Length 0>>stream\n\nendstream",
        *more,
    ]
    return assemble_pdf(held)


def pdf_bomb():
    """A stream that unpacks to 400 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    return catalogue(contents=stream)


def pdf_picture():
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\nx\nendstream"
    draw = b"<</Length 7>>stream\n/I Do\n\nendstream"
    return catalogue(b"/Resources<</XObject<</I 5 0 R>>>>", draw, (image,))


def pdf_circle():
    """A form that draws itself."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream"
    draw = b"<</Length 5>>stream\n/F Do\nendstream"
    return catalogue(b"/Resources<</XObject<</F 5 0 R>>>>", draw, (form,))


def pdf_locked():
    locked = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"aa" * 32, b"bb" * 32)
    held = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", locked]
    return assemble_pdf(held, b"/Encrypt 3 0 R/ID[<00><00>]")


def pdf_pages(count):
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    return assemble_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
            *pages,
        ]
    )


REFUSED = {
    "nothing": (b"", "plan.docx", EMPTY),
    "only blanks": (b" \r\n\t " * 100, "plan.csv", EMPTY),
    "only NULs": (b"\0" * 5_000, "plan.csv", EMPTY),
    "legacy Word": (
        OLE + "WordDocument".encode("utf-16-le"),
        "plan.doc",
        "The file is in the old Word format. Open it in Word, save it as docx, and bring that in.",
    ),
    "legacy Word called docx": (
        OLE + "WordDocument".encode("utf-16-le"),
        "plan.docx",
        "The file is in the old Word format. Open it in Word, save it as docx, and bring that in.",
    ),
    "legacy Excel": (
        OLE + "Workbook".encode("utf-16-le"),
        "plan.xls",
        "The file is in the old Excel format. Open it in Excel, save it as xlsx, and bring that in.",
    ),
    "encrypted by Office": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "plan.xlsx",
        "The file has a password. Save it without one and bring it in again.",
    ),
    "rich text": (
        rb"{\rtf1 plan}",
        "plan.rtf",
        "The file is in the rich text format. Open it in Word, save it as docx, and bring that in.",
    ),
    "rich text called doc": (
        rb"{\rtf1 plan}",
        "plan.doc",
        "The file is in the rich text format. Open it in Word, save it as docx, and bring that in.",
    ),
    "a web page called doc": (
        b"<html><table><tr><td>Action</table>",
        "plan.doc",
        "The file is a web page. Open it in Word, save it as docx, and bring that in.",
    ),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"x" * 900, "plan.jpg", PICTURE),
    "a photograph called pdf": (b"\x89PNG\r\n\x1a\n" + b"x" * 900, "plan.pdf", PICTURE),
    "gzip": (b"\x1f\x8b\x08" + b"x" * 900, "plan.gz", PACKED),
    "7z": (b"7z\xbc\xaf\x27\x1c" + b"x" * 900, "plan.7z", PACKED),
    "a program": (
        b"MZ\x90\0" + b"\0\1" * 900,
        "plan.exe",
        "A plan can be read from docx, xlsx, csv, pdf and txt files. Save the file as one of these and bring that in.",
    ),
    "a program called docx": (
        b"MZ\x90\0" + b"\0\1" * 900,
        "plan.docx",
        "The file is called docx, but it is no Word file. Open it in Word, save it as docx, and bring that in.",
    ),
    "words called xlsx": (
        b"Action;Lead\nMeet;Police",
        "plan.xlsx",
        "The file is called xlsx, but it is no workbook. Open it in Excel, save it as xlsx, and bring that in.",
    ),
    "words called pdf": (
        b"Action;Lead\nMeet;Police",
        "plan.pdf",
        "The file is called pdf, but it is no PDF. Save it as PDF again and bring that in.",
    ),
    "no ending at all": (
        b"Action;Lead\nMeet;Police",
        "plan",
        "A plan can be read from docx, xlsx, csv, pdf and txt files. Save the file as one of these and bring that in.",
    ),
    "NULs among csv": (b"Action;Lead\nMe\0et;Police\n" * 40, "plan.csv", NOT_CSV),
    "NULs among text": (b"Hate crime plan\0\0\1\2" * 40, "plan.txt", NOT_TXT),
    "UTF-16 cut in half": ("Action;Lead\n".encode("utf-16")[:-1], "plan.csv", NOT_CSV),
    "an encoding of nobody": (
        b"Action;Lead\nMeet\x81\x8d;Police\n",
        "plan.csv",
        "Line 2 is in an encoding that cannot be told. Save the file again as csv (UTF-8) or xlsx, and bring that in.",
    ),
    "200,000 rows of csv": (b"Action;Lead\n" * 200_000, "plan.csv", ROWS),
    "200,000 lines of text": (b"Action\n" * 200_000, "plan.txt", ROWS),
    "a million columns": (b"a;" * 1_000_000, "plan.csv", COLUMNS),
    "a csv cell of 5 MB": (
        b'Action;Lead\n"' + b"x" * 5_000_000 + b'";Police',
        "plan.csv",
        "Line 2 holds a text of more than 100,000 characters: a quotation mark may be missing there. Mend it and bring the file in again.",
    ),
    "a quotation mark that never ends": (
        b'Action;Lead\n"Meet;Police\n' + b"Walk;Council\n" * 9_000,
        "plan.csv",
        "Line 2 holds a text of more than 100,000 characters: a quotation mark may be missing there. Mend it and bring the file in again.",
    ),
    "a line of 5 MB": (
        b"x" * 5_000_000,
        "plan.txt",
        "Line 1 holds a text of more than 100,000 characters. Shorten it, or split it, and bring the file in again.",
    ),
    "a file of 21 MB": (
        b"x" * 22_020_096,
        "plan.csv",
        "The file is larger than 20 MB. Take the pictures out, or copy only the plan to a new file, and bring that in.",
    ),
    "a PDF cut in half": (pdf_of("plan")[:200], "plan.pdf", DAMAGED),
    "a PDF of rubbish": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "plan.pdf", DAMAGED),
    "a PDF without words": (
        catalogue(),
        "plan.pdf",
        "The PDF has no words in it. Choose the file that holds the plan.",
    ),
    "a PDF of pictures": (
        pdf_picture(),
        "plan.pdf",
        "The pages of the PDF are pictures, so there are no words to read. Bring the Word or Excel file from which it was made.",
    ),
    "a PDF with a password": (
        pdf_locked(),
        "plan.pdf",
        "The PDF has a password. Save it without one and bring it in again.",
    ),
    "a PDF of 400 pages": (
        pdf_pages(400),
        "plan.pdf",
        "The PDF has more than 200 pages. Save only the pages of the plan as a PDF of their own, and bring that in.",
    ),
    "a PDF that unpacks to 400 MB": (
        pdf_bomb(),
        "plan.pdf",
        "The file needs far more memory than a plan does. Copy only the plan to a new file and bring that in.",
    ),
    "a PDF that draws itself": (
        pdf_circle(),
        "plan.pdf",
        "The PDF has no words in it. Choose the file that holds the plan.",
    ),
}

READ = {
    "two encodings": (
        "Action;Lead\nCafé;Police\n".encode() + "Fiancé;Council\n".encode("cp1252"),
        "plan.csv",
        "The file mixes two encodings. Look whether the letters with accents are right.",
    ),
    "a formula in csv": (b"Action;Lead\n=HYPERLINK(1);@Police\n", "plan.csv", ""),
    "markup in csv": (b"Action;Lead\n<img src=x onerror=alert(1)>;Police\n", "plan.csv", ""),
}
