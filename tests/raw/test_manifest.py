"""The manifest of the sample input is complete and true, and its PDFs can be made again."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.typeset.__main__ import main

RAW = Path(__file__).parents[2] / "raw"
ENTRIES: list[dict[str, Any]] = yaml.safe_load((RAW / "manifest.yml").read_text("utf-8"))
FIELDS = {"path", "sha256", "publisher", "fiscal_year", "scope", "was", "holds"}


def test_every_file_is_listed_once() -> None:
    listed = [entry["path"] for entry in ENTRIES]
    files = [path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.is_file()]
    assert listed == sorted(set(files) - {"manifest.yml"})


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["path"]))
def test_an_entry_is_complete_and_its_file_unchanged(entry: dict[str, Any]) -> None:
    assert FIELDS <= entry.keys() <= FIELDS | {"typeset"}
    assert entry["scope"] in ("部门", "单位")
    assert entry["path"].startswith(f"{entry['fiscal_year']}/")
    assert sha256((RAW / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert ("typeset" in entry) == entry["path"].endswith(".pdf")


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if "typeset" in entry], ids=lambda entry: entry["path"]
)
def test_a_typeset_pdf_can_be_made_again(entry: dict[str, Any], tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    source = RAW / entry["typeset"]["from"]
    main([str(source), str(made), *entry["typeset"]["options"]])
    assert made.read_bytes() == (RAW / entry["path"]).read_bytes()
