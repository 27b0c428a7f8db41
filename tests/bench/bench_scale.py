"""What a document costs, room by room, and how the cost grows with the number of documents.

Each room runs in a process of its own over an invented corpus of one fiscal year, its workers as
one process: CPU seconds of it and of its workers, imports not counted, and the largest memory any
of them held. The exponent is the slope of log(seconds) over log(documents) from one size to the
next; 1 is linear. Usage: ``python -m tests.bench.bench_scale 100 1000 10000 --pdf 100 1000``.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import resource
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl

from pipelines import gate, landing, warehouse
from pipelines.orchestration.building import Builder
from pipelines.orchestration.judging import Judge
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings
from pipelines.workers.extractor import extractor_version
from pipelines.workers.intake import Silence, take_in
from pipelines.workers.parts import PartStore
from pipelines.workers.pool import Limits
from tests.corpus.folder import Order, fill

TEXTS, PDFS = (100, 1_000), (100,)
TARGET_TEXT, TARGET_PDF = 0.03, 0.4
YEAR = 2023


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a room, and the megabytes of the largest process."""

    seconds: float
    megabytes: float


def main(texts: Sequence[int] = TEXTS, pdfs: Sequence[int] = PDFS) -> None:
    """Print a table for text documents and one for PDF documents of some 33 pages."""
    for kind, sizes, target in (("text", texts, TARGET_TEXT), ("PDF", pdfs, TARGET_PDF)):
        print(
            f"scale, {kind}: CPU milliseconds a document by room, target {target * 1000:.0f}; "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"  # a full machine counts slower
        )
        names = "".join(f"{name:>11}" for name in ROOMS)
        print(f"  {'documents':>9}{names}      total  exponent  peak MB")
        before: tuple[int, float] | None = None
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                before = measure(Path(folder), size, kind == "PDF", before)


def measure(
    folder: Path, size: int, as_pdf: bool, before: tuple[int, float] | None
) -> tuple[int, float]:
    """Run all rooms over ``size`` documents, print the line, and give size and seconds."""
    raw = folder / "raw"
    fill(raw, Order(size, seed=size, pdf=float(as_pdf), years=(YEAR,)), workers=2)
    settings = Settings(raw=raw, warehouse=folder / "warehouse", workers=1)
    settings.warehouse.mkdir()
    costs = {name: alone(room, settings) for name, room in ROOMS.items()}
    total = sum(cost.seconds for cost in costs.values())
    shares = "".join(f"{cost.seconds / size * 1000:>11.2f}" for cost in costs.values())
    grown = "" if before is None else f"{slope(before, (size, total)):.2f}"
    peak = max(cost.megabytes for cost in costs.values())
    print(f"  {size:>9,}{shares} {total / size * 1000:>10.1f} {grown:>9} {peak:>8,.0f}", flush=True)
    sizes(folder, size)
    return size, total


def slope(one: tuple[int, float], other: tuple[int, float]) -> float:
    """Give the exponent by which seconds grow with documents."""
    return math.log(other[1] / one[1]) / math.log(other[0] / one[0])


def sizes(folder: Path, documents: int) -> None:
    """Print what a document takes on disk, stage by stage."""
    stages = (
        "raw",
        "warehouse/readings",
        "warehouse/verdict",
        "warehouse/star",
        "warehouse/juesuan.duckdb",
    )
    told = ", ".join(
        f"{Path(stage).name} {size_of(folder / stage) / documents / 1000:.1f}" for stage in stages
    )
    print(f"            kB a document: {told}", flush=True)


def size_of(path: Path) -> int:
    """Give the bytes of a file, or of all files under a folder."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files)


def land(settings: Settings) -> None:
    """Scan raw into the ledger."""
    limits = Limits(settings.seconds, settings.megabytes)
    frame = landing.scan(settings.raw, None, workers=1, limits=limits)
    frame.write_parquet(settings.ledger)


def read(settings: Settings) -> None:
    """Read every document into parts."""
    take_in(
        pl.read_parquet(settings.ledger),
        [YEAR],
        raw=settings.raw,
        store=_store(settings),
        workers=1,
        limits=Limits(settings.seconds, settings.megabytes),
        batch=settings.batch,
        progress=Silence(),
    )


def judge(settings: Settings) -> None:
    """Judge the year at the document door, in lots as a run does."""
    judged = Judge(settings, Rooms()).judge(YEAR)
    if judged is None or judged.judgement.blocking or judged.counts["quarantined"]:
        raise ValueError(f"consistent documents were held back: {judged}")


def build(settings: Settings) -> None:
    """Build the star of the year."""
    builder = Builder(settings, Rooms())
    builder.build(None)
    builder.build(YEAR)


def load(settings: Settings) -> None:
    """Judge the star at the load door."""
    gate.check_star(settings.star, expectations=settings.expectations, published=None)


def publish(settings: Settings) -> None:
    """Build and publish the DuckDB file."""
    warehouse.publish(settings.star, sql=settings.sql, target=settings.database)


Room = Callable[[Settings], None]
ROOMS: dict[str, Room] = {
    "landing": land,
    "reading": read,
    "gate": judge,
    "star": build,
    "load door": load,
    "warehouse": publish,
}


def alone(room: Room, settings: Settings) -> Cost:
    """Run a room in a process of its own; RuntimeError where it fails."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(room, settings, theirs))
    process.start()
    theirs.close()
    try:
        cost: Cost = ours.recv()
    except EOFError:
        raise RuntimeError(f"{room.__name__} failed") from None
    process.join()
    return cost


def _measured(room: Room, settings: Settings, told: Connection) -> None:
    start = _used()[0]
    room(settings)
    end, most = _used()
    told.send(Cost(end - start, most))


def _used() -> tuple[float, float]:
    """Give CPU seconds and the largest megabytes, of this process and of those it waited for."""
    seconds, most = 0.0, 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        seconds += used.ru_utime + used.ru_stime
        most = max(most, used.ru_maxrss / 1024)
    return seconds, most


def _store(settings: Settings) -> PartStore:
    return PartStore(settings.readings, extractor_version())


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.bench.bench_scale")
    parser.add_argument("texts", type=int, nargs="*", default=TEXTS)
    parser.add_argument("--pdf", type=int, nargs="*", default=PDFS)
    told = parser.parse_args()
    main(told.texts, told.pdf)
