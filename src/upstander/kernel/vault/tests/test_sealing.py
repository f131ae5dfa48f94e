import pytest

from upstander.kernel.vault.sealing import Unsealable, fingerprint, place, seal, unseal


def test_what_is_sealed_opens_again():
    assert unseal(seal("hälge".encode(), "trying"), "trying").decode() == "hälge"


def test_the_same_secret_is_never_sealed_twice_alike():
    assert seal(b"secret", "trying") != seal(b"secret", "trying")


@pytest.mark.parametrize("place", [3, 10, 20, -4])
def test_a_sealed_secret_that_was_changed_does_not_open(place):
    sealed = list(seal(b"a secret of some length", "trying"))
    sealed[place] = "A" if sealed[place] != "A" else "B"

    with pytest.raises(Unsealable):
        unseal("".join(sealed), "trying")


def test_a_secret_opens_only_for_what_it_was_sealed_for():
    with pytest.raises(Unsealable):
        unseal(seal(b"secret", "session"), "second step")


def test_a_secret_of_another_installation_does_not_open(settings, tmp_path):
    sealed = seal(b"secret", "trying")
    settings.HOME = tmp_path

    with pytest.raises(Unsealable):
        unseal(sealed, "trying")


def test_text_that_was_never_sealed_does_not_open():
    with pytest.raises(Unsealable):
        unseal("JBSWY3DPEHPK3PXP", "second step")


def test_the_key_lies_in_a_file_of_its_owners_alone(settings, tmp_path):
    settings.HOME = tmp_path

    seal(b"secret", "trying")

    assert (tmp_path / "keys" / "secrets.key").stat().st_mode & 0o777 == 0o600


def test_what_is_moved_to_another_row_or_field_does_not_open():
    sealed = seal(b"secret", place("outbox.message", 7, "letter"))

    for elsewhere in (("outbox.message", 8, "letter"), ("outbox.message", 7, "subject")):
        with pytest.raises(Unsealable):
            unseal(sealed, place(*elsewhere))


def test_a_fingerprint_tells_data_apart_and_is_no_plain_hash(settings, tmp_path):
    here = fingerprint(b"a letter", "outbox")
    settings.HOME = tmp_path

    assert fingerprint(b"a letter", "outbox") != here, "whoever lacks the key can make it"
    assert len({fingerprint(b"a letter", "outbox"), fingerprint(b"a better", "outbox")}) == 2
    assert fingerprint(b"a letter", "outbox") != fingerprint(b"a letter", "elsewhere")
