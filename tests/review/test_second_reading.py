"""What is read a second time: quarantined documents only, and each once."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.landing import LEDGER_SCHEMA
from pipelines.review import second_store, take_again
from pipelines.settings import ROOT
from pipelines.workers.intake import Intake
from pipelines.workers.pool import Limits
from pipelines.workers.reading import ReadingTask

SAMPLE = "211300-212.txt"


def never(task: ReadingTask) -> dict[str, bytes]:
    raise AssertionError(f"{task.path} is read again")


def test_quarantined_documents_are_read_a_second_time_and_never_a_third(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        dict.fromkeys(LEDGER_SCHEMA)
        | {"document_id": name, "path": SAMPLE, "status": "candidate", "format": "text"}
        | {"fiscal_year": 2023, "encoding": "utf-8", "sha256": name}
        for name in ("held", "sound")
    ]
    ledger = pl.DataFrame(rows, schema=LEDGER_SCHEMA)
    folder = tmp_path / "verdict" / "fiscal_year=2023" / "part-1"
    folder.mkdir(parents=True)
    verdicts = {"document_id": ["held", "sound"], "verdict": ["quarantined", "accepted"]}
    pl.DataFrame(verdicts).write_parquet(folder / "verdict.parquet")
    store = second_store(tmp_path / "second", "code1")
    given = {
        "raw": ROOT / "raw" / "2023",
        "store": store,
        "workers": 1,
        "limits": Limits(60, 2048),
        "batch": 10,
    }
    taken = take_again(ledger, tmp_path / "verdict", [2023], **given)  # type: ignore[arg-type]
    assert taken == {2023: Intake(1, 0)}
    documents = store.documents(2023)
    assert documents.select("document_id", "outcome", "reader").rows() == [
        ("held", "read", "second_text")
    ]
    again = take_again(ledger, tmp_path / "verdict", [2023], reader=never, **given)  # type: ignore[arg-type]
    assert again == {2023: Intake(0, 1)}
    assert store.documents(2023).equals(documents)
    assert second_store(tmp_path / "second", "code2").documents(2023).is_empty()
