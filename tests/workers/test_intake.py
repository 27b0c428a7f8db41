"""The intake reads what is new, once, and no document takes another down with it."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from pipelines.landing import LEDGER_SCHEMA
from pipelines.workers.intake import Intake, take_in
from pipelines.workers.parts import PartStore, packed
from pipelines.workers.pool import Limits
from pipelines.workers.reading import ReadingTask


def echo(task: ReadingTask) -> dict[str, bytes]:
    """Read a document whose text says what shall become of it."""
    text = task.path.read_text()
    if text == "crash":
        os.abort()
    if text == "error":
        raise ValueError("a fault of ours")
    row = {"document_id": task.document_id, "fiscal_year": task.fiscal_year, "outcome": "read"}
    fen = 2**63 if text == "too large" else 1
    return packed({"document": [row], "amount": [{"document_id": task.document_id, "fen": fen}]})


def ledger(raw: Path, years: dict[str, int], status: str = "candidate") -> pl.DataFrame:
    rows = [
        {
            "path": name,
            "document_id": f"id-{name}",
            "sha256": name,
            "format": "text",
            "fiscal_year": year,
            "status": status,
        }
        for name, year in years.items()
    ]
    return pl.DataFrame(rows, schema=LEDGER_SCHEMA)


class Counter:
    def __init__(self) -> None:
        self.total, self.names = 0, list[str]()

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, name: str) -> None:
        self.names.append(name)


class Site:
    """A raw folder and a store, and the intake over them."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.raw.mkdir()
        self.store = PartStore(folder / "readings", "code1")
        self.progress = Counter()

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.raw / name).write_text(text)

    def take_in(
        self, years: dict[str, int], only: list[int] | None = None, *, retry: bool = False
    ) -> dict[int, Intake]:
        self.progress = Counter()
        return take_in(
            ledger(self.raw, years),
            only or sorted(set(years.values())),
            raw=self.raw,
            store=self.store,
            workers=2,
            limits=Limits(seconds=20, megabytes=1024),
            batch=2,
            retry=retry,
            progress=self.progress,
            reader=echo,
        )

    def outcomes(self) -> dict[str, str]:
        rows = self.store.documents().select("document_id", "outcome").iter_rows()
        return {document.removeprefix("id-"): outcome for document, outcome in rows}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_everything_is_read_once_and_then_known(site: Site) -> None:
    years = {"a": 2022, "b": 2023, "c": 2023, "d": 2023}
    site.write(a="", b="", c="", d="")
    assert site.take_in(years) == {2022: Intake(1, 0), 2023: Intake(3, 0)}
    assert sorted(site.progress.names) == ["a", "b", "c", "d"]
    assert len(site.store.parts(2023)) == 2  # a part of two, and one of the rest
    assert site.take_in(years) == {2022: Intake(0, 1), 2023: Intake(0, 3)}
    assert site.progress.total == 0


def test_a_document_that_breaks_its_worker_stops_no_other(site: Site) -> None:
    years = dict.fromkeys(["a", "b", "c", "d"], 2023)
    site.write(a="", b="crash", c="error", d="")
    site.take_in(years)
    assert site.outcomes() == {"a": "read", "b": "rejected", "c": "rejected", "d": "read"}
    reasons = site.store.documents().filter(outcome="rejected")["reason"]
    assert reasons.null_count() == 0
    assert any("a fault of ours" in reason for reason in reasons)


def test_a_value_that_no_column_holds_costs_its_document_and_no_other(site: Site) -> None:
    site.write(a="too large", b="")
    site.take_in(dict.fromkeys(["a", "b"], 2023))
    assert site.outcomes() == {"a": "rejected", "b": "read"}
    (reason,) = site.store.documents().filter(outcome="rejected")["reason"]
    assert "Int64" in reason
    (part,) = site.store.parts()
    assert pl.read_parquet(part / "amount.parquet")["document_id"].to_list() == ["id-b"]


def test_what_failed_is_read_again_only_when_asked_for(site: Site) -> None:
    years = dict.fromkeys(["a", "b"], 2023)
    site.write(a="", b="error")
    site.take_in(years)
    site.write(b="")
    assert site.take_in(years) == {2023: Intake(0, 2)}
    assert site.outcomes()["b"] == "rejected"
    assert site.take_in(years, retry=True) == {2023: Intake(1, 1)}
    assert site.outcomes() == {"a": "read", "b": "read"}


def test_other_reading_code_reads_everything_again_and_then_drops_the_old(site: Site) -> None:
    years = {"a": 2022, "b": 2023}
    site.write(a="", b="")
    site.take_in(years)
    (old,), (later,) = site.store.parts(2022), site.store.parts(2023)
    site.store = PartStore(site.store.root, "code2")
    assert site.take_in(years, only=[2022]) == {2022: Intake(1, 0)}
    assert (old.exists(), later.exists()) == (False, True)  # 2023 is not read yet
    assert site.take_in(years) == {2022: Intake(0, 1), 2023: Intake(1, 0)}
    assert not later.exists()


def test_only_the_years_asked_for_are_read(site: Site) -> None:
    site.write(a="", b="")
    assert site.take_in({"a": 2022, "b": 2023}, only=[2023]) == {2023: Intake(1, 0)}
    assert site.outcomes() == {"b": "read"}


def test_a_document_that_left_the_ledger_leaves_the_readings(site: Site) -> None:
    site.write(a="", b="")
    site.take_in({"a": 2023, "b": 2023})
    site.take_in({"b": 2023})
    assert site.outcomes() == {"b": "read"}


def test_an_interruption_keeps_what_was_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    years = dict.fromkeys(["a", "b", "c"], 2023)
    site.write(a="", b="", c="")

    def interrupted(self: Counter, name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Counter, "advance", interrupted)
    with pytest.raises(KeyboardInterrupt):
        site.take_in(years)
    monkeypatch.undo()
    assert len(site.outcomes()) == 1
    assert site.take_in(years) == {2023: Intake(2, 1)}
