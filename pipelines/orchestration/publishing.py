"""Publishing: the published file, made anew where the star, the SQL or the load door has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.orchestration.building import unfinished
from pipelines.orchestration.inputs import door_key, warehouse_key
from pipelines.orchestration.marks import Marks
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.warehouse import hold
from pipelines.warehouse import put_back as put_back_file

WAREHOUSE = "warehouse"
"""The name of the mark of the published file."""


class Publisher:
    """Publishes the file of one warehouse."""

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        self._settings, self._rooms = settings, rooms
        self._marks = Marks(settings.marks)
        self._key = warehouse_key(settings, self._marks)
        self._door = door_key(settings)

    def held(self) -> list[str]:
        """Say why the star may not be loaded; nothing where it may, or is loaded already."""
        if torn := unfinished(self._settings):
            return [f"{year} was left half built: run that year again" for year in torn]
        if self._marks.report(WAREHOUSE, self._key) is not None:
            return []
        settings = self._settings
        compared = settings.database.exists() and not settings.shrink
        published = settings.database if compared else None
        passed = published if self._passed() else None
        return self._rooms.check_star(
            settings.star, settings.expectations, published, passed=passed
        ).blocking

    def publish(self) -> dict[str, Any]:
        """Publish the star unless it is published, and give what the file holds."""
        settings = self._settings
        report = self._marks.report(WAREHOUSE, self._key)
        if report is not None:
            found = {**report, "changed": False}
        else:
            publication = self._rooms.publish(
                settings.star, sql=settings.sql, target=settings.database, keep=settings.keep
            )
            report = {
                "bytes": publication.bytes,
                "rows": publication.tables,
                "hashes": publication.hashes,
                "exchanged": publication.exchanged,
                "door": self._door,
            }
            self._marks.done(WAREHOUSE, self._key, [settings.database], report)
            found = {**report, "changed": publication.changed}
        return {"path": dg.MetadataValue.path(str(settings.database)), **found}

    def _passed(self) -> bool:
        """Tell whether what the published file holds has passed the load door as it is now."""
        return (self._marks.report(WAREHOUSE) or {}).get("door") == self._door


def put_back(settings: Settings, wanted: str = "") -> Path:
    """Make a kept file the current one and give it; what stands in the star counts as published.

    So the next publication is that of a star that has changed. Raises :class:`NotKeptError` where
    ``wanted`` does not name one file, :class:`BusyError` where a run is at work.
    """
    with hold(settings.warehouse, "make rollback", wait=settings.wait):
        marks = Marks(settings.marks)
        key = warehouse_key(settings, marks)
        found = put_back_file(settings.database, wanted)
        report = {"bytes": settings.database.stat().st_size, "put_back": found.name}
        marks.done(WAREHOUSE, key, [settings.database], report)
        return found
