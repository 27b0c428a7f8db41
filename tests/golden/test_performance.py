"""Every row of the performance forms of the samples, against files written from the documents."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipelines.extract import read
from pipelines.statements.performance import Forms, forms

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "performance"
PDFS = ROOT.parent / "shared" / "disclosures" / "pdf"
DOCUMENTS = [
    "2023/211300-703.txt",
    "2023/211300-212.txt",
    "2023/210505-066001.txt",
    "2022/211103-349011.txt",
    "2022/211300-703001.txt",
    "2023/211300-703.pdf",
    "2023/211300-212.pdf",
]
TABLES = ("indicators", "funds", "totals")
WANTED = 0.99

Printed = Counter[tuple[str, ...]]


def rows_of(path: Path) -> Forms:
    return forms(read(path, "pdf" if path.suffix == ".pdf" else "text", "utf-8"))


def expected(document: str, table: str, columns: slice) -> tuple[list[str], Printed]:
    with (GOLDEN / f"{document}.{table}.tsv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return header[columns], Counter(tuple(row[columns]) for row in rows)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = ROOT / "raw" / document
    printed = rows_of(path)
    columns = slice(None, -1) if path.suffix == ".pdf" else slice(None)  # a PDF has no lines
    found = wanted = matched = 0
    for table in TABLES:
        header, golden = expected(path.stem, table, columns)
        rows = Counter(
            tuple("" if row[column] is None else str(row[column]) for column in header)
            for row in getattr(printed, table)
        )
        found, wanted = found + rows.total(), wanted + golden.total()
        matched += (rows & golden).total()
    recall, precision = (matched / n if n else 1.0 for n in (wanted, found))
    with capsys.disabled():
        print(f"\n{document}: {wanted} rows, recall {recall:.1%}, precision {precision:.1%}")
    assert recall >= WANTED
    assert precision >= WANTED
    assert printed.unread == []


def test_the_order_of_the_rows_is_as_printed() -> None:
    printed = rows_of(ROOT / "raw" / "2023" / "211300-703.txt")
    for rows in (printed.indicators, printed.funds, printed.totals):
        lines = [int(row["line"] or 0) for row in rows]
        assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("name", "indicators", "funds", "totals"),
    [
        ("central-2024", 37, 16, ["98", "94.7", "98", "90.5"]),
        ("shanghai-putuo-planning-2024", 0, 0, []),
        ("shanghai-putuo-social-work-2024", 0, 0, []),
    ],
)
def test_genuine_documents(name: str, indicators: int, funds: int, totals: list[str]) -> None:
    """Counted by hand: four forms over seven pages, and two tables of levels that are no form."""
    path = PDFS / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the genuine PDFs are not on this machine")
    printed = rows_of(path)
    assert (len(printed.indicators), len(printed.funds)) == (indicators, funds)
    assert [row["total_score"] for row in printed.totals] == totals
    assert printed.unread == []
    points = sum(float(str(row["weight"])) for row in printed.indicators)
    assert points == 90.0 * len(totals)  # and 10 on the money lines of each
