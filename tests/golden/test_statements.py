"""Every amount cell of the sample disclosures, against files written from the documents."""

import csv
from pathlib import Path

import pytest

from pipelines.extract import read
from pipelines.statements import STATEMENTS, interpret

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "statements"
RENDITIONS = [
    ("211300-703", "txt"),
    ("211300-212", "txt"),
    ("210505-066001", "txt"),
    ("211300-703", "pdf"),
    ("211300-212", "pdf"),
]
COLUMNS = ["side", "line_no", "subject_code", "label", "column_label", "measure", "item", "role", "printed"]  # fmt: skip


def expected(document: str, statement: str) -> list[tuple[str, ...]]:
    with (GOLDEN / document / f"{statement}.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [tuple(row[column] for column in COLUMNS) for row in rows]


@pytest.fixture(scope="module", params=RENDITIONS, ids=lambda r: ".".join(r))
def rendition(request: pytest.FixtureRequest) -> tuple[str, dict[str, list[dict[str, object]]]]:
    document, ending = request.param
    kind = "pdf" if ending == "pdf" else "text"
    reading = read(ROOT / "raw" / "2023" / f"{document}.{ending}", kind, "utf-8")
    return document, interpret(reading, document, fiscal_year=2023)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_cell(
    rendition: tuple[str, dict[str, list[dict[str, object]]]], statement: str
) -> None:
    document, tables = rendition
    read_rows = [
        tuple(str(row[column] or "") for column in COLUMNS)
        for row in tables["amount"]
        if row["statement"] == statement
    ]
    assert read_rows == expected(document, statement)


def test_the_document(rendition: tuple[str, dict[str, list[dict[str, object]]]]) -> None:
    document, tables = rendition
    with (GOLDEN / document / "document.tsv").open(encoding="utf-8") as file:
        told = dict(list(csv.reader(file, delimiter="\t"))[1:])
    (row,) = tables["document"]
    for key in ("department", "scope", "division_code"):
        assert row[key] == told[key]
    statements = {str(s["statement"]): s for s in tables["statement"]}
    for name, statement in statements.items():
        assert statement["printed_no"] == told[f"printed_no.{name}"]
        assert statement["unit"] == told["unit"]
    assert statements["three_public"]["budget_basis"] == told["budget_basis"]
    assert tables["problem"] == []
