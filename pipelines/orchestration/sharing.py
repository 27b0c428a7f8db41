"""Sharing: what is published goes to where others read it, where such a place is set.

An asset of its own after the warehouse: it may fail, and does so visibly, while the publication
stands; the next run sends what is missing.
"""

from __future__ import annotations

import time
from dataclasses import asdict

import dagster as dg

from pipelines.orchestration.resources import Site
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.warehouse import Shared, hold


@dg.asset(deps=["warehouse"])
def shared(site: Site, rooms: dg.ResourceParam[Rooms]) -> dg.MaterializeResult[None]:
    """The star's Parquet and the published file on shared storage, one state by its manifest."""
    start = time.perf_counter()
    found = asdict(_share(site.settings, rooms))
    seconds = round(time.perf_counter() - start, 2)
    return dg.MaterializeResult(
        metadata={"to": site.settings.share, **found, "seconds": seconds},
        data_version=dg.DataVersion(found["state"]),
    )


def share_now(settings: Settings, rooms: Rooms | None = None) -> Shared:
    """Share what is published, without a run.

    Raises :class:`ShareError`, and :class:`BusyError` where a run is at work.
    """
    with hold(settings.warehouse, "make share", wait=settings.wait):
        return _share(settings, rooms or Rooms())


def _share(settings: Settings, rooms: Rooms) -> Shared:
    return rooms.share(settings.star, settings.database, to=settings.share, record=settings.shared)
