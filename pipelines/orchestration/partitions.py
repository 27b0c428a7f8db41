"""Time: fiscal years are the partitions, nothing finer, and every morning the file is to be fresh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import dagster as dg

TIMEZONE = "Asia/Shanghai"
FIRST_YEAR = 2007

FISCAL_YEARS = dg.TimeWindowPartitionsDefinition(
    start=str(FIRST_YEAR),
    fmt="%Y",
    cron_schedule="0 0 1 1 *",
    timezone=TIMEZONE,
    end_offset=1,  # the current year too: some bodies publish before it has ended
)

ONE_RUN = dg.BackfillPolicy.single_run()
"""One run may cover a range of years: a step costs more than a year does."""

EVERY_MORNING = dg.FreshnessPolicy.cron(
    deadline_cron="0 6 * * *", lower_bound_delta=timedelta(hours=4), timezone=TIMEZONE
)
"""What a night began at two is published by six; Dagster shows the asset as overdue where not."""


def years_tags(first: int | None = None, last: int | None = None) -> Mapping[str, str]:
    """Give the run tags that ask for the years ``first`` to ``last``, or for all there are.

    Raises :class:`ValueError` where a year is no partition.
    """
    keys = FISCAL_YEARS.get_partition_keys()
    start, end = str(first or keys[0]), str(last or keys[-1])
    if start not in keys or end not in keys or start > end:
        raise ValueError(f"fiscal years run from {keys[0]} to {keys[-1]}, not {start} to {end}")
    return {"dagster/asset_partition_range_start": start, "dagster/asset_partition_range_end": end}


def years_of(context: dg.AssetExecutionContext) -> list[int]:
    """Give the fiscal years that the run at hand covers."""
    return [int(key) for key in context.partition_keys]
