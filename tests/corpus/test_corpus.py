"""Invented disclosures are sound: read back exactly, clean at the gate unless a digit is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from pipelines.gate import Judgement, Rules, judge
from pipelines.workers.parts import PartStore, unpacked
from pipelines.workers.reading import ReadingTask, read_document
from tests.corpus.bodies import body
from tests.corpus.disclosure import Disclosure, disclosure
from tests.corpus.family import families
from tests.corpus.folder import MANIFEST, Order, fill, read_manifest
from tests.corpus.sheets import is_empty
from tests.corpus.writing import pdf, text

EXPECTATIONS = Path(__file__).parents[2] / "expectations"
SEED, YEAR, WRONG = 5, 2021, 4
FORMS = ("rows", "cells", "pdf")


@dataclass(frozen=True)
class Read:
    """Documents of every family in every form, as they were made, read and judged."""

    made: dict[str, Disclosure]
    tables: dict[str, pl.DataFrame]
    judgement: Judgement
    results: pl.DataFrame
    verdicts: dict[str, str]


def write(made: Disclosure, form: str) -> bytes:
    if form == "pdf":
        return pdf(made.blocks, Random(1))
    return text(made.blocks, made.family, form)


def a_sample() -> dict[str, Disclosure]:
    """Make one document a family and form, and some more with a wrong digit in them."""
    wanted = [f"{family}.{form}" for family in families() for form in FORMS]
    made: dict[str, Disclosure] = {}
    for number in range(500):
        one = disclosure(SEED, number, YEAR)
        name = next((w for w in wanted if w.startswith(f"{one.family.name}.")), None)
        if name:
            wanted.remove(name)
            made[name] = one
        if not wanted:
            break
    assert not wanted
    wrong = {f"wrong-{n}.{FORMS[n % 2]}": disclosure(SEED, n, YEAR, True) for n in range(WRONG)}
    return made | wrong


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder, made, packed = tmp_path_factory.mktemp("corpus"), a_sample(), []
    for name, one in made.items():
        path, form = folder / name, name.rpartition(".")[2]
        path.write_bytes(write(one, form))
        kind, encoding = ("pdf", None) if form == "pdf" else ("text", "utf-8")
        packed.append(read_document(ReadingTask(path, name, name, kind, encoding, YEAR, "test")))
    tables = unpacked(packed)
    part = PartStore(folder / "readings", "test").write(YEAR, tables)
    assert part is not None
    out = folder / "out"
    judgement = judge([part], out, Rules(EXPECTATIONS, date(2022, 8, 1)))
    verdicts = pl.read_parquet(out / "verdict.parquet").select("document_id", "verdict")
    results = pl.read_parquet(out / "identity_result.parquet")
    return Read(made, tables, judgement, results, dict(verdicts.iter_rows()))


def sound(read: Read) -> set[str]:
    return {name for name, made in read.made.items() if made.planted is None}


def test_every_printed_amount_is_read_and_nothing_else(read: Read) -> None:
    stated = read.tables["amount"].filter(pl.col("state") == "amount")
    for name, made in read.made.items():
        sentences = {
            statement
            for statement in ("government_fund", "state_capital")
            if made.family.sentence_when_empty and is_empty(made.printed[statement])
        }
        printed = Counter(
            (statement, row.item, measure, fen)
            for statement, rows in made.printed.items()
            for row in rows
            for measure, fen in row.cells.items()
            if fen is not None and statement not in sentences and is_shown(made, statement, measure)
        )
        own = stated.filter(pl.col("document_id") == name)
        found = Counter(own.select("statement", "item", "measure", "fen").iter_rows())
        assert found == printed, name


def is_shown(made: Disclosure, statement: str, measure: str) -> bool:
    """Tell whether a family prints this column: some print state capital without balances."""
    balances = measure in ("opening", "income", "closing")
    return statement != "state_capital" or made.family.capital_balances or not balances


def test_the_body_is_told_as_it_was_invented(read: Read) -> None:
    columns = ("document_id", "department", "scope", "division_code", "fiscal_year")
    found = set(read.tables["document"].select(columns).iter_rows())
    assert found == {
        (name, made.body.name, made.body.scope, made.body.division_code, YEAR)
        for name, made in read.made.items()
    }


def test_consistent_documents_are_accepted_without_any_contradiction(read: Read) -> None:
    accepted = {name for name, verdict in read.verdicts.items() if verdict == "accepted"}
    assert accepted == sound(read)
    violated = read.results.filter(pl.col("outcome") == "violated")
    assert set(violated["document_id"]) == set(read.made) - sound(read)


def test_a_wrong_digit_is_found_in_the_statement_that_holds_it(read: Read) -> None:
    critical = read.results.filter(
        pl.col("outcome") == "violated", pl.col("severity") == "critical"
    )
    found = set(critical.select("document_id", "statement").iter_rows())
    wrong = {n: made.planted for n, made in read.made.items() if made.planted}
    assert len(wrong) == WRONG
    assert {(name, planted.statement) for name, planted in wrong.items()} <= found


def test_a_body_goes_on_from_its_last_year(tmp_path: Path) -> None:
    parts = {year: read_year(tmp_path, year, range(8)) for year in (YEAR, YEAR + 1)}
    judge(
        [parts[YEAR + 1]], tmp_path, Rules(EXPECTATIONS, date(2023, 8, 1)), previous=[parts[YEAR]]
    )
    results = pl.read_parquet(tmp_path / "identity_result.parquet")
    assert results.filter(pl.col("outcome") == "violated").is_empty()
    tested = results.filter(pl.col("outcome").is_in(["exact", "rounding"]))
    for identity in ("years.opening", "years.change"):
        of = tested.filter(pl.col("identity") == identity)
        assert of["document_id"].n_unique() == 8, identity


def read_year(folder: Path, year: int, bodies: Iterable[int]) -> Path:
    packed = []
    for number in bodies:
        made = disclosure(SEED, number, year, since=YEAR)
        name = f"{year}-{number}"
        (folder / name).write_bytes(write(made, "rows"))
        task = ReadingTask(folder / name, name, name, "text", "utf-8", year, "test")
        packed.append(read_document(task))
    part = PartStore(folder / "readings", "test").write(year, unpacked(packed))
    assert part is not None
    return part


def test_every_document_tells_a_narrative_and_forms(read: Read) -> None:
    claims = dict(read.tables["narrative_claim"].group_by("document_id").len().iter_rows())
    assert set(claims) == set(read.made)
    assert min(claims.values()) > 80
    forms = read.tables["performance_total"].select("document_id", "form").unique()
    assert set(forms["document_id"]) == set(read.made)
    assert set(forms["form"]) == {"整体自评", "项目自评"}
    tested = read.results.filter(
        pl.col("identity").str.starts_with("linked."),
        pl.col("outcome").is_in(["exact", "rounding"]),
    )
    assert set(tested["document_id"]) == set(read.made)


def test_the_seed_decides_every_byte(tmp_path: Path) -> None:
    order = Order(6, seed=3, pdf=0.6, errors=0.5, years=(2019, 2020))
    for name in ("one", "two", "other"):
        fill(tmp_path / name, Order(6, 4) if name == "other" else order, workers=1)
    one, two = (
        {str(p.relative_to(tmp_path / n)): p.read_bytes() for p in (tmp_path / n).rglob("*.*")}
        for n in ("one", "two")
    )
    assert one == two
    assert {p.rpartition(".")[2] for p in one} == {"pdf", "txt", "yml"}
    bodies = {
        year: {p.stem for p in (tmp_path / "one" / year).iterdir()} for year in ("2019", "2020")
    }
    assert bodies["2019"] == bodies["2020"]
    assert len(bodies["2019"]) == 3
    assert MANIFEST in one
    other = {p.read_bytes() for p in (tmp_path / "other").rglob("*.txt")}
    assert len(other) == 6
    assert not other & set(one.values())


def test_the_manifest_names_every_document_and_every_wrong_digit(tmp_path: Path) -> None:
    entries = fill(tmp_path, Order(8, seed=2, errors=0.5, years=(2022,)), workers=2)
    assert read_manifest(tmp_path) == entries
    assert {e["path"] for e in entries} == {f"2022/{p.name}" for p in tmp_path.rglob("*.txt")}
    wrong = [entry for entry in entries if entry["planted"]]
    assert 0 < len(wrong) < 8
    for entry in wrong:
        planted = entry["planted"]
        assert isinstance(planted, dict)
        assert planted["printed"] != planted["instead_of"]
        assert planted["printed"] in (tmp_path / str(entry["path"])).read_text("utf-8")


def test_no_two_bodies_are_the_same() -> None:
    some = [body(number) for number in range(0, 100_000, 7)]
    assert len({one.name for one in some}) == len(some)
    assert len({(one.division_code, one.unit_code) for one in some}) == len(some)
    with pytest.raises(IndexError, match="bodies"):
        body(10_000_000)
