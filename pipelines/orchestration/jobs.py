"""Jobs: the way a disclosure takes through all rooms, and a year's share of it."""

from __future__ import annotations

import dagster as dg

FINAL_ACCOUNTS = dg.define_asset_job(
    "final_accounts",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,  # a process a step would cost seconds a step
    description="raw/ → warehouse/juesuan.duckdb, over a range of fiscal years",
)

_OF_A_YEAR = ("readings", "verdicts", "second_readings", "star")

ONE_YEAR = dg.define_asset_job(
    "one_year",
    # The load door looks at all years: it is for the run that publishes.
    selection=dg.AssetSelection.assets(*_OF_A_YEAR)
    - dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("star"), "load_door")),
    executor_def=dg.in_process_executor,
    description="A fiscal year of a backfill, up to the star; publishing comes after all years",
)

REPLAY = dg.define_asset_job(
    "replay",
    selection=dg.AssetSelection.assets("verdicts", "second_readings", "star")
    | dg.AssetSelection.assets("warehouse").downstream(),  # shared as well, where that is set
    executor_def=dg.in_process_executor,
    description="judges what was read again, after a changed ruling or expectation",
)
