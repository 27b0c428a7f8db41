"""The data of performance forms has a schema: a wrong file is refused with its name and place."""

from pathlib import Path

import pytest

from pipelines.statements.performance.framework import frameworks
from pipelines.statements.performance.layout import FOLDER, layout, without_unit
from pipelines.statements.template import TemplateError


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("项目自评:", "项目自查:", "titles"),
        ("sides:", "side:", "sides"),
        ("role: operator", "role: operators", "role"),
        ("kind: points", "kind: point", "kind"),
        ("under: deviation", "under: unit_of", "under"),
        ("under: deviation", "under: item", "stands under item"),
        ("totals: '", "totals: '(", "no regular expression"),
        ("column: budget,", "column: rate,", "column"),
    ],
)
def test_a_wrong_layout_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TemplateError, match=f"(?s)forms.yml.*{message}"):
        layout(changed(tmp_path, "forms.yml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("under: [管理效率]", "under: [效率]", "no first level"),
        ("under: [管理效率]", "under: []", "no first level"),
        ("holds: [", "keeps: [", "keeps"),
        ("整体:", "部门:", "部门"),
        ("'政府采购", "'(政府采购", "no regular expression"),
    ],
)
def test_a_wrong_framework_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TemplateError, match=f"(?s)framework.yml.*{message}"):
        frameworks(changed(tmp_path, "framework.yml", old, new))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"forms\.yml"):
        layout(tmp_path / "forms.yml")


def test_units_stand_at_the_end_of_labels() -> None:
    assert without_unit("项目下达金额 （万元）") == ("项目下达金额", "万元")
    assert without_unit("部门（单位）名称") == ("部门(单位)名称", None)
