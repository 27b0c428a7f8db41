"""The one place for settings and paths: environment (``JUESUAN_…``), ``.env``, then defaults.

Nothing here knows Dagster; the rooms get paths and limits handed in and never look here.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    NonNegativeFloat,
    PlainSerializer,
    PlainValidator,
    PositiveInt,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.storage import Place, place

ROOT = Path(__file__).resolve().parents[1]


def _resolved(path: Path) -> Path:
    return path.expanduser().resolve()


Folder = Annotated[Path, AfterValidator(_resolved), Field(validate_default=True)]
FolderOrUrl = Annotated[
    Place, PlainValidator(place), PlainSerializer(str), Field(validate_default=True)
]


class Settings(BaseSettings):
    """Where disclosures lie, where the warehouse stands, and what reading one may cost.

    Relative paths are taken from the current folder.
    """

    model_config = SettingsConfigDict(
        env_prefix="JUESUAN_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    raw: FolderOrUrl = Path("raw")
    warehouse: Folder = Path("warehouse")
    sql: Folder = ROOT / "sql"
    expectations: Folder = ROOT / "expectations"
    workers: PositiveInt = Field(default_factory=lambda: os.cpu_count() or 1)
    cluster: str = Field(  # Dask scheduler whose workers read in place of local ones
        default="", validation_alias=AliasChoices("JUESUAN_CLUSTER", "DASK_SCHEDULER_ADDRESS")
    )
    seconds: PositiveInt = 120  # a document that takes longer is given up
    megabytes: PositiveInt = 2048  # so is one that needs more memory
    batch: PositiveInt = 500  # documents to a part of the readings
    judged_together: PositiveInt = 2000  # documents to a part of the verdicts; bounds memory
    star_batch: PositiveInt = 500  # documents to a part of the star
    hold_share: float = Field(default=0.5, gt=0, le=1)  # quarantined share that holds a year back
    hold_minimum: PositiveInt = 20  # in years of fewer documents the share tells nothing
    retry: bool = False  # read once more what was rejected while reading
    wait: NonNegativeFloat = 0  # seconds to wait where another run is at work in the warehouse
    keep: int = Field(default=5, ge=2)  # published files that are kept, the current one included
    share: str = ""  # folder or URL that what is published is mirrored to
    webhook: str = ""  # URL that the summary of a night is posted to
    today: date | None = None  # the day on which waivers are judged; today's date where null

    repair: bool = False  # let documents through whose errors the strict rule can repair
    shrink: bool = False  # let a year lose documents that it had last night

    @property
    def fetched(self) -> Path:
        """What the sources listed and has been brought into ``raw``."""
        return self.warehouse / "fetched.json"

    @property
    def ledger(self) -> Path:
        """One row a path under ``raw``."""
        return self.warehouse / "ledger.parquet"

    @property
    def readings(self) -> Path:
        """What was read, in parts by fiscal year."""
        return self.warehouse / "readings"

    @property
    def verdicts(self) -> Path:
        """What the gate said, by fiscal year."""
        return self.warehouse / "verdict"

    @property
    def second_readings(self) -> Path:
        """What was read a second time, in parts by fiscal year."""
        return self.warehouse / "second_readings"

    @property
    def reviews(self) -> Path:
        """Who erred in what is quarantined, by fiscal year."""
        return self.warehouse / "review"

    @property
    def pictures(self) -> Path:
        """Page regions of quarantined documents, a folder a document."""
        return self.warehouse / "quarantine"

    @property
    def star(self) -> Path:
        """Dimensions and facts, a folder a table."""
        return self.warehouse / "star"

    @property
    def marks(self) -> Path:
        """What is done already, and from which inputs."""
        return self.warehouse / "marks"

    @property
    def published(self) -> Path:
        """The last files that were published."""
        return self.warehouse / "published"

    @property
    def shared(self) -> Path:
        """Hashes of the files that are mirrored to ``share``."""
        return self.warehouse / "shared.json"

    @property
    def summaries(self) -> Path:
        """What every night did."""
        return self.warehouse / "summary"

    @property
    def database(self) -> Path:
        """The DuckDB file that analysts open."""
        return self.warehouse / "juesuan.duckdb"

    @property
    def dagster_home(self) -> Path:
        """Dagster's record of runs, assets and checks."""
        return self.warehouse / "dagster"
