"""Templates are data with a schema: a wrong file is refused with its name and the place."""

from pathlib import Path
from shutil import copytree

import pytest

from pipelines.statements.records import STATEMENTS
from pipelines.statements.template import FOLDER, TemplateError, templates


def test_one_template_a_statement() -> None:
    assert set(templates().by_statement) == set(STATEMENTS)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("statement: income", "statement: incomes", "statement"),
        ("titles:", "headings:", "headings"),
        ("measure: total", "meassure: total", "meassure"),
        ("label: '合计|总计'", "label: '(合计'", "unterminated|missing"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = tmp_path / "templates"
    copytree(FOLDER, folder)
    path = folder / "income.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=f"(?s)income.yml.*({message})"):
        templates(folder)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    copytree(FOLDER, folder)
    (folder / "income.yml").unlink()
    with pytest.raises(TemplateError, match="income"):
        templates(folder)
