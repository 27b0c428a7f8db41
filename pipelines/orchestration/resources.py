"""Resources: the site that assets work on, as Dagster configuration."""

from __future__ import annotations

from functools import cached_property

import dagster as dg

from pipelines.settings import Settings
from pipelines.workers.pool import Limits


class Site(dg.ConfigurableResource[Settings]):
    """Where disclosures lie and the warehouse stands; :class:`Settings` explains each field."""

    raw: str
    warehouse: str
    sql: str
    expectations: str
    workers: int
    cluster: str
    seconds: int
    megabytes: int
    batch: int
    judged_together: int
    star_batch: int
    hold_share: float
    hold_minimum: int
    retry: bool
    repair: bool
    shrink: bool
    wait: float
    keep: int
    share: str
    webhook: str
    today: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Site:
        """Give the resource for ``settings``; a run's own configuration may still change it."""
        return cls(**settings.model_dump(mode="json"))

    @cached_property
    def settings(self) -> Settings:
        """The same, with real paths."""
        return Settings(**{name: getattr(self, name) for name in Settings.model_fields})

    @property
    def limits(self) -> Limits:
        """What one document may cost."""
        return Limits(seconds=self.seconds, megabytes=self.megabytes)
