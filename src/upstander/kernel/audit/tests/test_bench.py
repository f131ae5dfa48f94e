import pytest

from upstander.kernel.audit import bench


@pytest.mark.django_db
def test_the_bench_gives_a_figure_for_speed_and_one_for_tampering(monkeypatch):
    monkeypatch.setattr(bench, "SPEED_ROWS", 500)
    monkeypatch.setattr(bench, "TAMPERED_TIMES", 46)

    speed, tampering = bench.measure()

    assert speed["value"] > 0
    assert (tampering["value"], tampering["ok"]) == (46, True)
    assert set(speed) == {"goal", "figure", "value", "unit", "reference", "bar", "ok"}
