"""Schedules: when the daemon starts the job by itself."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration.jobs import FINAL_ACCOUNTS
from pipelines.orchestration.partitions import TIMEZONE, years_tags


@dg.schedule(job=FINAL_ACCOUNTS, cron_schedule="0 2 * * *", execution_timezone=TIMEZONE)
def nightly() -> dg.RunRequest:
    """Every night at two: all years in one run; only what is new is read."""
    return dg.RunRequest(tags=years_tags())
