"""A digit changed in the text of a disclosure, at every role of every statement, is caught.

The document is changed, read, judged and built into the star beside unchanged ones: the changed
ones are quarantined with the place named, the others published, and no fact is from a changed one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract.text import read_text
from pipelines.gate import Rules, judge
from pipelines.landing import LEDGER_SCHEMA
from pipelines.star import build
from pipelines.statements import TABLES, interpret

ROOT = Path(__file__).parents[2]
YEAR = 2023
SAMPLES = ["211300-703", "211300-212", "210505-066001"]
Row = dict[str, object]


@dataclass(frozen=True)
class Change:
    """One amount cell of a sample, and the text of the sample with a digit of it changed."""

    document_id: str
    sample: str
    cell: Row
    text: str


def text_of(sample: str) -> str:
    return (ROOT / "raw" / str(YEAR) / f"{sample}.txt").read_text(encoding="utf-8")


def tables_of(text: str, document_id: str) -> dict[str, list[Row]]:
    return interpret(read_text(text), document_id, fiscal_year=YEAR)


def role_of(cell: Row) -> tuple[object, ...]:
    return (cell["statement"], cell["side"], cell["role"], cell["measure"])


def changes() -> Iterator[Change]:
    """Give a change at the largest cell of every statement, side, role and column."""
    for sample in SAMPLES:
        text = text_of(sample)
        largest: dict[tuple[object, ...], Row] = {}
        for cell in tables_of(text, sample)["amount"]:
            if cell["state"] == "amount" and cell["fen"]:
                known = largest.get(role_of(cell), cell)
                largest[role_of(cell)] = max(known, cell, key=lambda c: int(str(c["fen"])))
        for number, cell in enumerate(largest.values()):
            yield Change(f"{sample}:{number}", sample, cell, changed(text, cell))


def changed(text: str, cell: Row) -> str:
    """Change the first digit of one cell, which is far beyond any rounding."""
    lines = text.split("\n")
    line, column = int(str(cell["line"])) - 1, int(str(cell["col_no"])) - 1
    cells = lines[line].split("\t")
    place = column if len(cells) > 2 else 1  # one cell a line: TAB, then the cell
    printed = str(cell["printed"])
    assert printed in cells[place]
    other = str(int(printed[0]) % 9 + 1)
    cells[place] = cells[place].replace(printed, other + printed[1:])
    lines[line] = "\t".join(cells)
    return "\n".join(lines)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Change], Path]:
    folder = tmp_path_factory.mktemp("changed")
    all_changes = list(changes())
    texts = {c.document_id: c.text for c in all_changes} | {s: text_of(s) for s in SAMPLES}
    gathered: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document_id, text in texts.items():
        for name, rows in tables_of(text, document_id).items():
            gathered[name] += [dict.fromkeys(TABLES[name]) | row for row in rows]
    part = folder / "part"
    part.mkdir()
    for name, rows in gathered.items():
        known = [{k: row[k] for k in TABLES[name]} for row in rows]
        pl.DataFrame(known, schema=TABLES[name]).write_parquet(part / f"{name}.parquet")
    ledger = [
        dict.fromkeys(LEDGER_SCHEMA)
        | {"document_id": d, "path": f"{d}.txt", "sha256": d, "status": "candidate"}
        | {"fiscal_year": YEAR, "format": "text", "first_seen_at": datetime(2024, 9, 1, tzinfo=UTC)}
        for d in texts
    ]
    pl.DataFrame(ledger, schema=LEDGER_SCHEMA).write_parquet(folder / "ledger.parquet")
    judge([part], folder / "verdict", Rules(ROOT / "expectations", date(2024, 9, 1)))
    build(
        YEAR,
        ledger=folder / "ledger.parquet",
        parts=[part],
        verdicts=[folder / "verdict"],
        out=folder / "star",
    )
    return all_changes, folder


def test_every_statement_and_role_is_tried(made: tuple[list[Change], Path]) -> None:
    tried = {(c.cell["statement"], c.cell["role"]) for c in made[0]}
    coded = {"income", "expenditure", "general_budget_expenditure"}
    assert {(s, r) for s in coded for r in ("total", "class", "group", "item")} <= tried
    assert {("basic_expenditure", r) for r in ("class", "item", "total")} <= tried
    assert {("three_public", r) for r in ("total", "line", "of_which")} <= tried
    for two_sided in ("summary", "appropriation_summary"):
        assert {(two_sided, r) for r in ("line", "total", "grand_total")} <= tried
    assert len(made[0]) > 100


def test_every_change_is_quarantined(made: tuple[list[Change], Path]) -> None:
    verdicts = pl.read_parquet(made[1] / "verdict" / "verdict.parquet")
    verdict = dict(verdicts.select("document_id", "verdict").iter_rows())
    passed = [
        (c.sample, c.cell["statement"], c.cell["label"], c.cell["column_label"])
        for c in made[0]
        if verdict[c.document_id] != "quarantined"
    ]
    assert passed == []


def test_the_reason_names_identity_place_and_difference(made: tuple[list[Change], Path]) -> None:
    results = pl.read_parquet(made[1] / "verdict" / "identity_result.parquet")
    violated = results.filter(pl.col("outcome") == "violated")
    for change in made[0]:
        of_document = violated.filter(pl.col("document_id") == change.document_id)
        assert (of_document["difference"].abs() > of_document["bound"]).all()
        place = (change.cell["table_no"], change.cell["row_no"], change.cell["col_no"])
        cells = of_document.explode("cells")["cells"].drop_nulls().to_list()
        assert place in {(c["table_no"], c["row_no"], c["col_no"]) for c in cells}


def test_the_unchanged_are_published_and_no_fact_is_from_a_changed_one(
    made: tuple[list[Change], Path],
) -> None:
    star = made[1] / "star"
    disclosure = pl.read_parquet(star / "disclosure" / "**" / "*.parquet")
    published = disclosure.filter(pl.col("status") == "published")["document_id"].to_list()
    assert sorted(published) == sorted(SAMPLES)
    for table in [*sorted(star.glob("fact_*")), star / "printed_amount"]:
        documents = pl.read_parquet(table / "**" / "*.parquet")["document_id"].unique().to_list()
        assert set(documents) <= set(SAMPLES), table.name
    held = pl.read_parquet(star / "quarantined_amount" / "**" / "*.parquet")
    assert held["document_id"].n_unique() == len(made[0])
