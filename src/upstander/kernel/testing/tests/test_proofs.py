import pytest

from upstander.kernel.testing.proofs import VARIABLE, scaled


@pytest.mark.parametrize(
    ("share", "count", "run"),
    [(None, 5_000, 5_000), ("1", 7, 7), ("0.1", 5_000, 500), ("0.1", 3, 1), ("2", 10, 20)],
)
def test_a_proof_is_whole_unless_the_environment_asks_for_a_share(monkeypatch, share, count, run):
    if share is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, share)

    assert scaled(count) == run


@pytest.mark.parametrize("share", ["0", "-1", "inf", "nan", "a tenth"])
def test_no_share_leaves_a_proof_out(monkeypatch, share):
    monkeypatch.setenv(VARIABLE, share)

    with pytest.raises(ValueError):
        scaled(10)
