"""The sensor on the landing folder: it asks once for the same files, when they have arrived."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.landing import LEDGER_SCHEMA, unseen
from pipelines.orchestration.partitions import years_tags
from pipelines.orchestration.resources import Site
from pipelines.orchestration.sensors import landed
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse")
    settings.raw.mkdir()
    settings.warehouse.mkdir()
    return settings


def land(settings: Settings, name: str, seconds: int = 1_000_000_000) -> None:
    path = Path(str(settings.raw / name))
    path.write_text(name)
    os.utime(path, (seconds, seconds))


def asked(settings: Settings) -> str | dg.RunRequest:
    """The run that the sensor asks for, or why it asks for none."""
    tick = landed.evaluate_tick(dg.build_sensor_context(resources={"site": Site.of(settings)}))
    if tick.run_requests:
        (request,) = tick.run_requests
        return request
    return tick.skip_message or ""


def test_files_that_the_ledger_does_not_tell_ask_for_a_run_over_all_years(
    settings: Settings,
) -> None:
    land(settings, "a.txt")
    request = asked(settings)
    assert isinstance(request, dg.RunRequest)
    assert years_tags().items() <= request.tags.items()
    again = asked(settings)
    assert isinstance(again, dg.RunRequest)
    assert again.run_key == request.run_key
    land(settings, "b.txt")
    later = asked(settings)
    assert isinstance(later, dg.RunRequest)
    assert later.run_key != request.run_key


def test_files_that_the_ledger_tells_ask_for_nothing(settings: Settings) -> None:
    assert "nothing new" in str(asked(settings))
    land(settings, "a.txt")
    (found,) = unseen(settings.raw, None)
    row = {"path": found.name, "bytes": found.size, "modified_ns": found.modified_ns}
    pl.DataFrame([row], schema=LEDGER_SCHEMA).write_parquet(settings.ledger)
    assert "nothing new" in str(asked(settings))
    land(settings, "a.txt", seconds=1_000_000_001)
    assert isinstance(asked(settings), dg.RunRequest)


def test_files_that_are_still_arriving_are_waited_for(settings: Settings) -> None:
    (settings.raw / "a.txt").write_text("now")
    assert "still be arriving" in str(asked(settings))
