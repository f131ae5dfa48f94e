import io
import wave
import zlib

import pytest
from pikepdf import Name, Pdf, Stream
from PIL import Image

from upstander.kernel.vault.files.changes import cleaned
from upstander.kernel.vault.files.child import answer, cleaner_of
from upstander.kernel.vault.files.cleaning.pdfs import without_segments
from upstander.kernel.vault.files.kinds import KINDS, NotStored, kind_of
from upstander.kernel.vault.tests import samples
from upstander.kernel.vault.tests.samples import FRAME, MARK, SAMPLES


def clean(content, kind):
    """Clean as the child does, in this process."""
    said = answer(cleaner_of(kind), content)
    if said[:1] == b"-":
        raise NotStored(said[1:].decode())
    return said[1:]


def looks(content):
    """Everything that can be read of a file, packed parts unpacked."""
    seen = [content]
    for start in range(len(content)):
        if content[start : start + 2] in (b"x\x9c", b"x\xda"):
            try:
                seen.append(zlib.decompressobj().decompress(content[start:]))
            except zlib.error:
                continue
    if content.startswith(b"%PDF"):
        with Pdf.open(io.BytesIO(content)) as document:
            for each in document.objects:
                if isinstance(each, Stream):
                    packed = each.get("/Filter") == Name.FlateDecode
                    seen.append(each.read_bytes() if packed else each.read_raw_bytes())
    return b"\n".join(seen)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_keeps_its_kind_and_loses_what_stands_beside_its_content(kind):
    content = SAMPLES[kind]()
    assert MARK.encode() in looks(content)

    after = clean(content, kind)

    assert kind_of(after[:64]).code == kind
    assert MARK.encode() not in looks(after)
    assert clean(after, kind) is not None


def pixels(content):
    with Image.open(io.BytesIO(content)) as image:
        return image.size, list(image.convert("RGB").resize((8, 6)).get_flattened_data())


def near(one, other):
    pairs = [(a, b) for x, y in zip(one, other, strict=True) for a, b in zip(x, y, strict=True)]
    return all(abs(a - b) < 12 for a, b in pairs)


@pytest.mark.parametrize("profile", [False, True])
def test_a_photograph_shows_what_it_showed(profile):
    content = samples.photograph(profile=profile)

    size, points = pixels(clean(content, "jpg"))

    assert size == pixels(content)[0]
    assert near(points, pixels(content)[1])


def test_a_photograph_lying_on_its_side_is_stood_up():
    after = clean(samples.photograph(orientation=6), "jpg")

    with Image.open(io.BytesIO(after)) as image:
        assert image.size == (48, 64)
        assert not image.getexif()


def test_what_can_be_seen_through_stays_so():
    with Image.open(io.BytesIO(clean(samples.png(), "png"))) as image:
        assert image.getpixel((1, 1)) == (200, 10, 10, 128)


def test_a_picture_with_far_too_many_points_is_refused():
    small = samples.png()
    huge = small[:16] + (60_000).to_bytes(4, "big") * 2 + small[24:]
    huge = huge[:29] + zlib.crc32(huge[12:29]).to_bytes(4, "big") + huge[33:]

    with pytest.raises(NotStored, match="50 million"):
        clean(huge, "png")


def test_a_pdf_reads_as_it_did_and_acts_no_more():
    after = clean(samples.pdf(), "pdf")

    with Pdf.open(io.BytesIO(after)) as document:
        assert len(document.pages) == 1
        assert "/Info" not in document.trailer
        assert "/OpenAction" not in document.Root
        assert len(document.attachments) == 0
        picture = document.pages[0].Resources.XObject.P.read_raw_bytes()
    assert pixels(picture) == pixels(samples.photograph())


def test_a_locked_pdf_is_refused_with_what_to_do():
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(samples.pdf())) as document:
        document.save(out, encryption={"user": "a", "owner": "b"})

    with pytest.raises(NotStored, match="locked with a password"):
        clean(out.getvalue(), "pdf")


def test_segments_are_cut_out_of_a_jpeg_and_the_picture_stays():
    content = samples.photograph()

    after = without_segments(content)

    assert len(after) < len(content)
    assert pixels(after) == pixels(content)


def test_sound_stays_as_it_was():
    with wave.open(io.BytesIO(clean(samples.wav(), "wav"))) as sound:
        assert sound.readframes(400) == (bytes(range(200)) * 4)[:800]
    assert clean(samples.mp3(), "mp3") == FRAME * 3
    after = clean(samples.m4a(), "m4a")
    assert len(after) == len(samples.m4a())
    assert after.index(b"sound" * 20) == samples.m4a().index(b"sound" * 20)
    assert b"\xe2\x00\x00\x01" not in after


def test_a_film_is_refused():
    with pytest.raises(NotStored, match="film"):
        clean(samples.m4a(handler=b"vide"), "m4a")


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("cut", [3, 12, 40, 200])
def test_a_damaged_file_is_refused_or_read_but_never_breaks_anything(kind, cut):
    content = SAMPLES[kind]()

    for broken in (content[:-cut], content[:cut], content[:20] + bytes(60) + content[80:]):
        said = answer(cleaner_of(kind), broken)
        assert said[:1] in (b"+", b"-")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"MZ\x90\0", "none of them"),
        (b"<html>", "none of them"),
        (b"PK\x03\x04", "none of them"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"", "none of them"),
    ],
)
def test_other_files_are_refused_with_what_can_be_sent(head, said):
    with pytest.raises(NotStored, match=said):
        kind_of(head)


def test_a_kind_is_told_by_content_alone():
    assert {kind_of(make()[:64]).code for make in SAMPLES.values()} == set(KINDS)


@pytest.mark.slow
def test_the_child_has_little_and_reaches_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("upstander.kernel.vault.files.changes.CHILD", f"{__package__}.reaching")

    for word, outcome in (("memory", "damaged"), ("write", "damaged"), ("socket", "damaged")):
        with pytest.raises(NotStored, match=outcome):
            cleaned(b"", KINDS["jpg"].__class__(word, "", 1, bool))


@pytest.mark.slow
def test_a_true_child_cleans_a_photograph():
    after = cleaned(samples.photograph(), KINDS["jpg"])

    assert MARK.encode() not in after
    assert pixels(after)[0] == (64, 48)
