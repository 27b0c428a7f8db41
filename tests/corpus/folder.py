"""Fills a folder with disclosures, on all cores, and tells in ``manifest.yml`` what lies in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.corpus.disclosure import Disclosure, disclosure
from tests.corpus.writing import conversion, pdf, text

MANIFEST = "manifest.yml"  # a name that the landing room takes for no document
_SOME = 16  # documents a worker makes at a time


@dataclass(frozen=True)
class Order:
    """What a corpus shall hold: bodies, each with a document for every year, ``count`` in all.

    Shares are of all documents.
    """

    count: int
    seed: int = 1
    pdf: float = 0.0
    errors: float = 0.0
    years: tuple[int, ...] = (2023,)


Entry = dict[str, object]


def fill(out: Path, order: Order, workers: int) -> list[Entry]:
    """Write the documents of ``order`` under ``out``/<year>/ and give their manifest."""
    for year in order.years:
        (out / str(year)).mkdir(parents=True, exist_ok=True)
    write = partial(_write, out, order)
    if workers == 1:
        entries = [write(number) for number in range(order.count)]
    else:
        with ProcessPoolExecutor(workers) as pool:
            entries = list(pool.map(write, range(order.count), chunksize=_SOME))
    (out / MANIFEST).write_text("".join(_lines(order, entries)), "utf-8")
    return entries


def read_manifest(out: Path) -> list[Entry]:
    """Give the entries of a corpus; each line behind the comment is a JSON object in YAML."""
    lines = (out / MANIFEST).read_text("utf-8").splitlines()
    return [json.loads(line[2:]) for line in lines if line.startswith("- ")]


def _write(out: Path, order: Order, number: int) -> Entry:
    """Make and write one document; nothing but the order and the number decides what it is."""
    random = Random(f"{order.seed}/{number}")
    as_pdf, wrong = random.random() < order.pdf, random.random() < order.errors
    whose, at = divmod(number, len(order.years))
    made = disclosure(order.seed, whose, order.years[at], wrong, since=order.years[0])
    if as_pdf:
        kind, content = "pdf", pdf(made.blocks, random)
    else:
        kind = conversion(random)
        content = text(made.blocks, made.family, kind)
    name = f"{made.body.division_code}-{made.body.unit_code}.{'pdf' if as_pdf else 'txt'}"
    path = f"{made.year}/{name}"
    (out / path).write_bytes(content)
    return _entry(made, path, kind)


def _entry(made: Disclosure, path: str, kind: str) -> Entry:
    return {
        "path": path,
        "department": made.body.name,
        "scope": made.body.scope,
        "fiscal_year": made.year,
        "family": made.family.name,
        "form": kind,
        "planted": asdict(made.planted) if made.planted else None,
    }


def _lines(order: Order, entries: list[Entry]) -> Iterator[str]:
    yield f"# Invented disclosures: {json.dumps(asdict(order))}\n"
    for entry in entries:
        yield f"- {json.dumps(entry, ensure_ascii=False)}\n"
