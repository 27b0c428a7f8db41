"""Documents in a bucket: read where the workers are, and tried again where they were out of reach."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from distributed import LocalCluster

from pipelines.landing import LEDGER_SCHEMA
from pipelines.settings import ROOT
from pipelines.storage import place
from pipelines.workers.intake import Intake, Silence, take_in
from pipelines.workers.parts import PartStore
from pipelines.workers.pool import Limits
from tests.bucket import Bucket

TEXT = (ROOT / "raw" / "2023" / "210505-066001.txt").read_bytes()


def taken(bucket: Bucket, folder: Path, names: list[str], cluster: str = "") -> Intake:
    rows = [
        dict.fromkeys(LEDGER_SCHEMA)
        | {"document_id": name, "path": name, "status": "candidate", "format": "text"}
        | {"fiscal_year": 2023, "encoding": "utf-8", "sha256": name}
        for name in names
    ]
    return take_in(
        pl.DataFrame(rows, schema=LEDGER_SCHEMA),
        [2023],
        raw=place(f"{bucket.url}/raw"),
        store=PartStore(folder, "code1"),
        workers=1,
        limits=Limits(60, 2048),
        batch=10,
        progress=Silence(),
        cluster=cluster,
    )[2023]


def outcomes(folder: Path) -> dict[str, tuple[str, str | None]]:
    documents = PartStore(folder, "code1").documents(2023)
    return {
        name: (outcome, reason)
        for name, outcome, reason in documents.select("document_id", "outcome", "reason").rows()
    }


def test_workers_of_a_cluster_open_documents_by_url_and_again_what_was_out_of_reach(
    bucket: Bucket, tmp_path: Path
) -> None:
    bucket.put("raw/a.txt", TEXT)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        assert taken(bucket, tmp_path, ["a.txt", "b.txt"], address) == Intake(2, 0)
    first = outcomes(tmp_path)
    assert first["a.txt"] == ("read", None)
    outcome, reason = first["b.txt"]
    assert outcome == "rejected"
    assert str(reason).startswith(f"out of reach: {bucket.url}/raw/b.txt: FileNotFoundError")
    bucket.put("raw/b.txt", TEXT)
    assert taken(bucket, tmp_path, ["a.txt", "b.txt"]) == Intake(1, 1)
    assert outcomes(tmp_path) == {"a.txt": ("read", None), "b.txt": ("read", None)}
