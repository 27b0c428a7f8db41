"""Jobs: the one way a disclosure takes through all rooms."""

from __future__ import annotations

import dagster as dg

FINAL_ACCOUNTS = dg.define_asset_job(
    "final_accounts",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,  # a process a step would cost seconds a step
    description="raw/ → warehouse/juesuan.duckdb, over a range of fiscal years",
)
