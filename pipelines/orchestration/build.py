"""Definitions: assembles the graph; tests hand in settings and rooms of their own."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration.assets import ASSETS
from pipelines.orchestration.checks import CHECKS
from pipelines.orchestration.jobs import FINAL_ACCOUNTS, ONE_YEAR, REPLAY
from pipelines.orchestration.resources import Site
from pipelines.orchestration.rooms import Rooms
from pipelines.orchestration.schedules import nightly
from pipelines.orchestration.sensors import SUMMARIES, landed
from pipelines.orchestration.sharing import shared
from pipelines.orchestration.turns import opened
from pipelines.settings import Settings
from pipelines.workers.intake import Progress, Silence


def build_defs(
    settings: Settings | None = None,
    rooms: Rooms | None = None,
    progress: Progress | None = None,
    *,
    helping: bool = False,
) -> dg.Definitions:
    """Give the definitions for ``settings`` (default: the environment's) and ``rooms``.

    ``helping`` is for runs in processes of a run that holds the lock of the warehouse.
    """
    settings = settings or Settings()
    return dg.Definitions(
        assets=[*ASSETS, shared] if settings.share else ASSETS,
        asset_checks=CHECKS,
        jobs=[FINAL_ACCOUNTS, ONE_YEAR, REPLAY],
        schedules=[nightly],
        sensors=[landed, *SUMMARIES],
        resources={
            "site": Site.of(settings),
            "rooms": opened(settings, rooms or Rooms(), helping=helping),
            "progress": progress or Silence(),
        },
        executor=dg.in_process_executor,
    )
