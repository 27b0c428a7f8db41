"""Taking stock: the ledger of what lies in raw, and the fiscal years that a run has to cover."""

from __future__ import annotations

import shutil

import polars as pl

from pipelines.aside import placed
from pipelines.orchestration.building import ASIDE
from pipelines.orchestration.partitions import FISCAL_YEARS
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.workers.pool import Limits

_BEGUN = (f"{ASIDE}-*", ".*.tmp", "*/.*.tmp", "*/*/.*.tmp", "verdict/*/.partial-*")
"""Readings and the published file are swept by those who write them."""


def sweep(settings: Settings) -> None:
    """Remove what a run that was killed had begun to write; only for who holds the lock."""
    for pattern in _BEGUN:
        for left in settings.warehouse.glob(pattern):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def take_stock(settings: Settings, rooms: Rooms) -> pl.DataFrame:
    """Scan raw into the ledger file, in one step, and give it."""
    known = pl.read_parquet(settings.ledger) if settings.ledger.exists() else None
    limits = Limits(seconds=settings.seconds, megabytes=settings.megabytes)
    frame = _placed(rooms.scan(settings.raw, known, workers=settings.workers, limits=limits))
    with placed(settings.ledger) as aside:
        frame.write_parquet(aside)
    return frame


def years_present(settings: Settings) -> list[int]:
    """Give every year that the ledger names, or that the star holds from an earlier run."""
    named = pl.read_parquet(settings.ledger, columns=["fiscal_year"])["fiscal_year"]
    built = {folder.name.partition("=")[2] for folder in settings.star.glob("*/fiscal_year=*")}
    return sorted(set(named.drop_nulls()) | {int(year) for year in built if year.isdigit()})


def _placed(ledger: pl.DataFrame) -> pl.DataFrame:
    """Reject what names a year that is no partition: a misprint must not pass unseen."""
    years = FISCAL_YEARS.get_partition_keys()
    stray = ~pl.col("fiscal_year").cast(pl.String).is_in(years)  # null where no year is named
    reason = pl.format(
        "fiscal year {} is not one of {} to {}", "fiscal_year", pl.lit(years[0]), pl.lit(years[-1])
    )
    return ledger.with_columns(
        status=pl.when(stray).then(pl.lit("rejected")).otherwise("status"),
        reason=pl.when(stray).then(reason).otherwise("reason"),
        fiscal_year=pl.when(stray).then(None).otherwise("fiscal_year"),
    )
