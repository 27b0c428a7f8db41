"""From a text to rows: layouts that no sample shows, and everything that must be reported."""

import pytest

from pipelines.extract import UnreadableError
from pipelines.extract.text import read_text
from pipelines.statements import interpret

HEAD = "某省某市某局2023年度部门决算\n"
THREE_CODES = """支出决算表
公开03表
部门：某市某局\t2023年度\t金额单位：元
项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
功能分类科目编码\t\t\t科目名称\t\t\t\t\t\t
类\t款\t项\t\t\t\t\t\t\t
栏次\t\t\t\t1\t2\t3\t4\t5\t6
合计\t\t\t\t12,345.67\t12,345.67\t0.00\t—\t\t
208\t\t\t社会保障和就业支出\t12,345.67\t12,345.67\t0.00\t—\t\t
208\t05\t\t行政事业单位养老支出\t12,345.67\t12,345.67\t0.00\t—\t\t
208\t05\t05\t机关事业单位基本养老保险缴费支出\t12,345.67\t12,345.67\t0.00\t—\t\t
注：本表反映支出。
"""
ACROSS = """财政拨款“三公”经费支出决算表
单位：万元
预算数\t\t\t\t\t\t决算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t
1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12
7.00\t1.00\t5.00\t2.00\t3.00\t1.00\t6.00\t\t5.00\t2.00\t3.00\t1.00
注：本表中预算数为全年预算数，反映调整后的预算数。
"""
TRANSPOSED = """财政拨款“三公”经费支出决算表
单位：万元
项目\t合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费
年初预算数\t7.00\t1.00\t1.00\t5.00
决算数\t6.00\t\t1.00\t5.00
"""


def rows(text: str, table: str = "amount") -> list[dict[str, object]]:
    return interpret(read_text(HEAD + text), "id", fiscal_year=2023)[table]


def problems(text: str) -> dict[str, str]:
    return {str(p["kind"]): str(p["message"]) for p in rows(text, "problem")}


def test_codes_in_three_cells_and_a_table_in_yuan() -> None:
    found = {(r["item"], r["measure"]): r for r in rows(THREE_CODES)}
    assert {r["item"] for r in rows(THREE_CODES)} == {"total", "208", "20805", "2080505"}
    leaf = found["2080505", "basic"]
    assert (leaf["fen"], leaf["quantum_fen"], leaf["unit"]) == (1234567, 1, "元")
    assert leaf["parent_code"] == "20805"
    assert [found["208", m]["state"] for m in ("project", "remitted", "business")] == [
        "amount",
        "dash",
        "blank",
    ]
    assert found["total", "total"]["line"] == 9


def test_items_across() -> None:
    found = {(r["item"], r["measure"]): r["printed"] for r in rows(ACROSS)}
    assert len(found) == 12
    assert found["vehicle_purchase", "budget"] == "2.00"
    assert found["vehicles", "actual"] == "5.00"
    assert found["abroad", "actual"] == ""
    (status,) = [r for r in rows(ACROSS, "statement") if r["statement"] == "three_public"]
    assert status["budget_basis"] == "全年"


def test_measures_down() -> None:
    found = {(r["item"], r["measure"]): r["printed"] for r in rows(TRANSPOSED)}
    assert found["total", "budget"] == "7.00"
    assert found["vehicles", "actual"] == "5.00"
    assert found["abroad", "actual"] == ""


def test_a_missing_column_is_reported() -> None:
    lines = THREE_CODES.splitlines()
    table = [line.split("\t") for line in lines[3:11]]
    cut = ["\t".join(cells[:5] + cells[6:]) for cells in table]
    text = "\n".join(lines[:3] + cut)
    assert "basic" in problems(text)["column_missing"]


def test_a_usual_column_left_out_is_told() -> None:
    lines = THREE_CODES.splitlines()
    cut = [line.rsplit("\t", 1)[0] if "\t" in line else line for line in lines[3:11]]
    text = "\n".join(lines[:3] + cut)
    assert "subsidy" in problems(text)["column_unprinted"]


def test_a_table_without_cells_is_reported() -> None:
    text = THREE_CODES.replace("\t", "    ")
    assert "支出决算表" in problems(text)["table_unreadable"]


def test_empty_cells_cut_off_at_the_ends_of_rows() -> None:
    cut = "\n".join(line.rstrip() for line in THREE_CODES.splitlines())
    stated = [r for r in rows(THREE_CODES) if r["state"] != "blank"]
    places = ("item", "measure", "printed", "line")
    assert [[r[p] for p in places] for r in rows(cut) if r["state"] != "blank"] == [
        [r[p] for p in places] for r in stated
    ]


def test_an_unknown_column_is_reported() -> None:
    text = THREE_CODES.replace("\t上缴上级支出", "\t其他说明")
    assert "其他说明" in problems(text)["column_unknown"]


def test_a_statement_without_its_total_breaks_off() -> None:
    text = "\n".join(line for line in THREE_CODES.splitlines() if not line.startswith("合计"))
    assert "total" in problems(text)["broken_off"]


def test_what_is_no_amount_is_reported_with_its_place() -> None:
    text = THREE_CODES.replace(
        "05\t05\t机关事业单位基本养老保险缴费支出\t12,345.67", "05\t05\t机关\t见附件"
    )
    (problem,) = [p for p in rows(text, "problem") if p["kind"] == "not_an_amount"]
    assert problem["severity"] == "critical"
    assert problem["line"] == 12
    assert "见附件" in str(problem["message"])


def test_a_row_whose_code_is_cut_short_is_reported_and_the_others_are_read() -> None:
    text = THREE_CODES.replace("208\t05\t\t", "208\t5\t\t")
    found = [p for p in rows(text, "problem") if p["kind"] == "row_unnamed"]
    assert {(p["severity"], p["line"]) for p in found} == {("critical", 11)}
    assert {r["item"] for r in rows(text)} == {"total", "208", "2080505"}


def test_a_unit_that_nobody_names() -> None:
    assert "unit" in problems(THREE_CODES.replace("金额单位：元", ""))["unit_missing"]
    assert rows(THREE_CODES.replace("金额单位：元", "")) == []


def test_a_header_of_another_year_is_told() -> None:
    assert "2022年度" in problems(THREE_CODES.replace("2023年度", "2022年度"))["year_conflict"]


def test_announced_and_absent() -> None:
    contents = "目录\n一、收入支出决算总表\n三、支出决算表\n" + "职责。" * 200 + "\n"
    status = {r["statement"]: r["status"] for r in rows(contents + THREE_CODES, "statement")}
    assert status["summary"] == "announced_absent"
    assert status["expenditure"] == "found"
    assert status["income"] == "absent"


def test_a_repeated_header_and_total_count_once() -> None:
    header = "\n".join(THREE_CODES.splitlines()[3:8])
    body = "\n".join(THREE_CODES.splitlines()[8:11])
    text = THREE_CODES.replace(
        "注：本表反映支出。",
        "\n第 2 页\n" + header + "\n" + "210\t\t\t卫生健康支出\t0.00\t0.00\t0.00\t\t\t",
    )
    assert body
    totals = [r for r in rows(text) if r["item"] == "total" and r["measure"] == "total"]
    assert len(totals) == 1
    assert "210" in {r["item"] for r in rows(text)}


def test_rows_printed_again_after_the_notes_are_told_and_read_once() -> None:
    lines = THREE_CODES.splitlines()
    again = "第 2 页\n" + "\n".join(lines[9:12]) + "\n"
    text = THREE_CODES + again
    assert problems(text) == {
        "table_repeated": "支出决算表: rows of it are printed a second time and read once"
    }
    assert rows(text) == rows(THREE_CODES)
    changed = again.replace("12,345.67", "12,345.76", 1)
    assert "table_repeated" not in problems(THREE_CODES + changed)


def test_column_numbers_years_and_enumerators_are_no_amounts() -> None:
    """A row of column numbers balances (7 = 1 + 6), and so do years: none is read as an amount."""
    for numbers in ("1\t2\t3\t4\t5\t6", "2023\t2023\t0\t0\t0\t0"):
        text = THREE_CODES.replace("栏次\t\t\t\t1\t2\t3\t4\t5\t6", f"年份\t\t\t\t{numbers}")
        found = {r["printed"] for r in rows(text)}
        assert not found & {"1", "2", "6", "2023"}
    assert {r["printed"] for r in rows(ACROSS)}.isdisjoint({"8", "9", "10", "11", "12"})
    enumerated = (
        "“三公”经费支出决算表\n单位：万元\n项目\t行次\t预算数\t决算数\n合计\t1\t5.00\t4.00\n"
    )
    enumerated += "1、因公出国（境）费\t2\t\t\n2、公务接待费\t3\t5.00\t4.00\n"
    assert {r["printed"] for r in rows(enumerated)} == {"5.00", "4.00", ""}


@pytest.mark.parametrize(
    "text",
    ["2023年度部门预算\n收支预算总表\n决算另行公开。\n", "话说2023年度秋天的决算战役。\n" * 3],
)
def test_other_documents_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="not final accounts"):
        interpret(read_text(text), "id", fiscal_year=2023)
