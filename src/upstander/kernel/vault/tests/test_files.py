import base64
import hashlib
import io
import socket
import threading
from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.vault.erasure import GROUNDS, erase, erase_all
from upstander.kernel.vault.files import changes, upload
from upstander.kernel.vault.files.changes import add_file, sweep_files
from upstander.kernel.vault.files.kinds import KINDS, MEGABYTE, NotStored, within
from upstander.kernel.vault.files.sending import content_of, send
from upstander.kernel.vault.files.upload import SealedUpload, received, sealed_uploads
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models import Erasure, StoredFile, files_of
from upstander.kernel.vault.refusals import KeyLost
from upstander.kernel.vault.rotation import rotate
from upstander.kernel.vault.stream import CHUNK, MAGIC, Unopened, opened, sealed_into
from upstander.kernel.vault.tests.conftest import BY, again
from upstander.kernel.vault.tests.samples import MARK, photograph

KEY = bytes(range(32))
DAY = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def cleaned_here(monkeypatch):
    """Clean in this process; test_cleaning.py asks the true child."""
    from upstander.kernel.vault.files.child import answer, cleaner_of

    monkeypatch.setattr(
        changes, "cleaned", lambda content, kind: answer(cleaner_of(kind.code), content)[1:]
    )


@pytest.fixture
def send_form(own_home):
    """Post a file to a view that takes files for records, and give the upload."""

    def post(content=None, name="canary-name.jpg", view=None, size=None):
        taken = []

        def keep(request):
            taken.append(received(request.FILES, "file"))
            return HttpResponse()

        body = content if content is not None else photograph()
        file = SimpleUploadedFile(name, body, content_type="image/svg+xml")
        request = RequestFactory().post("/", {"file": file})
        request._dont_enforce_csrf_checks = True
        sealed_uploads(view or keep)(request)
        return taken[0] if taken else request

    return post


def on_the_disk(home):
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_an_upload_waits_sealed_and_opens_to_what_came(send_form, own_home):
    content = photograph() + bytes(3 * CHUNK)

    waiting = send_form(content)

    (sealed,) = (own_home / "files" / "arriving").iterdir()
    assert MARK.encode() not in sealed.read_bytes()
    assert content[:200] not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert waiting.content() == content
    waiting.close()
    assert not sealed.exists()


def test_a_form_of_django_takes_a_sealed_upload(send_form):
    class FileForm(forms.Form):
        file = forms.FileField()

    form = FileForm(files={"file": send_form()})

    assert form.is_valid()
    assert form.cleaned_data["file"].size == len(photograph())


def test_a_form_that_came_in_any_other_way_is_a_mistake():
    with pytest.raises(TypeError, match="sealed_uploads"):
        received({"file": SimpleUploadedFile("a.jpg", b"x")}, "file")


def test_a_file_that_is_far_too_large_is_not_read_to_its_end(send_form, own_home, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST", 100)

    with pytest.raises(NotStored, match="larger than 40 MB"):
        send_form(bytes(3 * CHUNK))

    assert list((own_home / "files" / "arriving").iterdir()) == []


def test_a_forged_form_is_refused_although_the_file_is_read_first(own_home):
    request = RequestFactory(enforce_csrf_checks=True).post("/", {"file": io.BytesIO(b"x")})

    response = sealed_uploads(lambda request: HttpResponse())(request)

    assert response.status_code == 403
    assert CsrfViewMiddleware(lambda request: None).process_view(
        request, sealed_uploads(lambda request: None), (), {}
    ) is None  # fmt: skip


@pytest.mark.django_db
def test_a_file_is_kept_sealed_and_comes_back_clean(send_form, report, door, own_home):
    kept = add_file(report, send_form(), by=BY)

    content = b"".join(content_of(again(kept), door))

    assert content.startswith(b"\xff\xd8")
    assert MARK.encode() not in content
    assert len(content) == kept.size
    assert list(files_of(report)) == [kept]
    assert (kept.kind, kept.scanned, kept.vault_key) == ("jpg", False, report.vault_key)
    opened_again = again(kept)
    door.open(opened_again)
    assert opened_again.called == "canary-name.jpg"
    assert opened_again.digest == hashlib.sha256(photograph()).hexdigest()
    on_disk = on_the_disk(own_home)
    assert not any(content[:60] in held or b"canary" in held for held in on_disk.values())
    assert [event.facts["kind"] for event in events_for(report)] == ["jpg"]


@pytest.mark.django_db
def test_a_file_is_handed_out_as_a_download_and_never_inside_a_page(send_form, report, door):
    kept = add_file(report, send_form(name="vera's — photo.html"), by=BY)

    response = send(again(kept), door)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Disposition"].endswith(".jpg")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert len(b"".join(response)) == int(response["Content-Length"])


@pytest.mark.django_db
def test_what_is_no_file_of_ours_is_refused_whatever_it_is_called(send_form, report):
    with pytest.raises(NotStored, match="none of them inside"):
        add_file(report, send_form(b"MZ this is a program", name="photo.jpg"), by=BY)

    assert StoredFile.objects.count() == 0


def test_a_file_larger_than_its_kind_may_be_is_refused():
    within(KINDS["jpg"], 20 * MEGABYTE)
    with pytest.raises(NotStored, match="20 MB"):
        within(KINDS["jpg"], 20 * MEGABYTE + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "remove"])
def test_a_file_that_was_changed_is_not_handed_out_at_all(harm, send_form, report, door):
    kept, other = (add_file(report, send_form(), by=BY) for _ in range(2))
    path = StoredFile.path_of(kept.blob)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    changed = {
        "flip": bytes(content),
        "cut": path.read_bytes()[:-40],
        "swap": StoredFile.path_of(other.blob).read_bytes(),
        "remove": None,
    }[harm]
    path.write_bytes(changed) if changed else path.unlink()

    with pytest.raises((Unopened, KeyLost)):
        content_of(again(kept), door)


@pytest.mark.django_db
def test_files_go_with_their_record(
    send_form, report, door, own_home, django_capture_on_commit_callbacks
):
    kept = add_file(report, send_form(), by=BY)
    path = StoredFile.path_of(kept.blob)
    sealed = path.read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        done = erase(report, by=BY, ground=GROUNDS.REQUEST)

    assert done.rows == {"testing.trialreport": 1, "vault.storedfile": 1}
    assert not path.exists()
    assert list(files_of(report)) == []
    path.write_bytes(sealed)  # as a backup of the files would bring it back
    with pytest.raises((Unopened, KeyLost, ValueError)):
        content_of(again(kept), door)


@pytest.mark.django_db
def test_one_file_is_erased_and_its_record_stays(
    send_form, report, door, django_capture_on_commit_callbacks
):
    kept, other = (add_file(report, send_form(), by=BY) for _ in range(2))

    with django_capture_on_commit_callbacks(execute=True):
        erase(kept, by=BY, ground=GROUNDS.REQUEST)

    assert list(files_of(report)) == [other]
    assert b"".join(content_of(again(other), door))
    door.open(again(report))


@pytest.mark.django_db
def test_a_file_opens_after_a_rotation(send_form, report, door):
    kept = add_file(report, send_form(), by=BY)

    rotate(by=BY, records=True, progress=lambda *told: None)

    assert b"".join(content_of(again(kept), door)).startswith(b"\xff\xd8")


@pytest.mark.django_db
def test_a_file_whose_row_was_never_saved_is_swept_up(send_form, report, monkeypatch, own_home):
    kept = add_file(report, send_form(), by=BY)
    with monkeypatch.context() as patch:
        patch.setattr(changes, "record", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            add_file(report, send_form(), by=BY)
    assert sweep_files() == 0

    monkeypatch.setattr(changes, "_is_old", lambda path: True)

    assert sweep_files() == 3  # the lost file, and both uploads that nobody closed
    assert StoredFile.path_of(kept.blob).exists()


# ---- looking for harm ----------------------------------------------------------------------------


@pytest.fixture
def clamd(tmp_path):
    """A stand-in that speaks clamd's own way and says what it is told to."""
    seen = []

    def listen(answer):
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(tmp_path / "clamd.ctl"))
        door.listen()

        def serve():
            visitor, _ = door.accept()
            with visitor, visitor.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                while length := int.from_bytes(stream.read(4), "big"):
                    seen.append(stream.read(length))
                visitor.sendall(answer)
            door.close()

        threading.Thread(target=serve, daemon=True).start()
        return f"clamd:{tmp_path / 'clamd.ctl'}"

    return listen, seen


@pytest.mark.django_db
def test_a_file_is_looked_at_before_it_is_kept(clamd, send_form, report, settings):
    listen, seen = clamd
    settings.SCANNER = listen(b"stream: OK\0")

    kept = add_file(report, send_form(), by=BY)

    assert kept.scanned
    assert b"".join(seen) == photograph()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "said"), [(b"stream: Eicar FOUND\0", "harmful"), (b"ERROR\0", "none is taken in")]
)
def test_a_harmful_file_is_not_kept(answer, said, clamd, send_form, report, settings):
    settings.SCANNER = clamd[0](answer)

    with pytest.raises(NotStored, match=said):
        add_file(report, send_form(), by=BY)

    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_while_nobody_can_look_no_file_is_taken_in(send_form, report, settings, tmp_path):
    settings.SCANNER = f"clamd:{tmp_path / 'nobody.ctl'}"

    with pytest.raises(NotStored, match="none is taken in"):
        add_file(report, send_form(), by=BY)


# ---- the stream ----------------------------------------------------------------------------------


def sealed(*chunks, about=b"x"):
    out = io.BytesIO()
    sealed_into(out, KEY, about, chunks)
    return out.getvalue()


def unsealed(content, about=b"x", key=KEY):
    return b"".join(opened(io.BytesIO(content), key, about))


@hypothesis_settings(max_examples=15)
@given(
    st.lists(st.binary(max_size=90), max_size=5), st.sampled_from([0, CHUNK - 1, CHUNK, CHUNK * 2])
)
def test_what_flows_in_flows_out(pieces, more):
    assert unsealed(sealed(*pieces, bytes(more))) == b"".join(pieces) + bytes(more)


def chunks_of(content):
    head, size = len(MAGIC) + 16, CHUNK + 16
    body = content[head:]
    return content[:head], [body[start : start + size] for start in range(0, len(body), size)]


LONG = sealed(bytes(CHUNK) + b"a" * CHUNK + b"b" * 10)


@pytest.mark.parametrize(
    "harm",
    [
        lambda head, chunks: head + chunks[0] + chunks[1],
        lambda head, chunks: head + chunks[0],
        lambda head, chunks: head + chunks[1] + chunks[0] + chunks[2],
        lambda head, chunks: head + chunks[0] + chunks[0] + chunks[1] + chunks[2],
        lambda head, chunks: head + chunks[0] + chunks[2],
        lambda head, chunks: head + b"".join(chunks) + chunks[2],
        lambda head, chunks: head + b"".join(chunks) + b"x",
        lambda head, chunks: head,
        lambda head, chunks: head[:-1],
        lambda head, chunks: b"",
        lambda head, chunks: b"x" + head[1:] + b"".join(chunks),
        lambda head, chunks: head[:-1] + b"?" + b"".join(chunks),
    ],
    ids=["end cut", "two ends cut", "swapped", "repeated", "left out", "end doubled", "appended",
         "no chunk", "half a head", "nothing", "no mark", "other salt"],
)  # fmt: skip
def test_a_stream_that_was_changed_does_not_open(harm):
    assert len(unsealed(LONG)) == 2 * CHUNK + 10

    with pytest.raises(Unopened):
        unsealed(harm(*chunks_of(LONG)))


def test_a_stream_opens_with_its_key_and_for_its_purpose_alone():
    content = sealed(b"words")

    for wrong in ({"key": bytes(32)}, {"about": b"y"}):
        with pytest.raises(Unopened):
            unsealed(content, **wrong)
    assert base64.b64encode(b"words") not in content


def test_a_sealed_upload_is_true_even_when_it_says_nothing(send_form):
    assert bool(send_form(name="x.jpg"))
    assert isinstance(send_form(), SealedUpload)


def test_files_go_with_records_that_are_erased_many_at_a_time(
    send_form, report, django_capture_on_commit_callbacks
):
    file, other = add_file(report, send_form(), by=BY), TrialReport.objects.create(received_on=DAY)
    keys = [again(report).vault_key, again(other).vault_key]

    with django_capture_on_commit_callbacks(execute=True):
        erase_all([report, other], by=BY, ground=GROUNDS.NO_REASON)

    assert {again(each).vault_document for each in (report, file, other)} == {""}
    assert not StoredFile.path_of(file.blob).exists()
    assert store().fetch(keys) == {}
    assert set(store().gone(keys)) == set(keys)
    assert [each.genuine for each in Erasure.objects.all()] == [True, True]
    assert Erasure.objects.get(record=key_of(report)).rows["vault.storedfile"] == 1
    for each in (report, other):
        assert events_for(each)[0].facts["ground"] == "no_reason"
