"""Reading a text disclosure into blocks."""

import pytest

from tests.typeset.blocks import Contents, Cover, Form, Heading, Paragraph, Statement
from tests.typeset.markup import clean
from tests.typeset.source import parse

FRONT = "某局\n2023 年度部门决算\n\n# 目 录\n\n- 一、主要职责\n一、收入支出决算总表\n\n## 一、主要职责\n"
TABLE = """# 收入决算表

公开 02 表

部门：某局

2023 年度

金额单位：万元

项目\t\t本年收入合计
栏次\t\t1
合计\t\t<b>1,413.38</b>

208\t社会保障\t0.00
210\t卫生健康\t

注：本表反映收入。

如本表为空，则无此类资金。
"""


@pytest.mark.parametrize(
    ("residue", "printed"),
    [
        (r"用户规模 $\geq 500$ 个", "用户规模 ≥500 个"),
        (r"准确率 $\leq 98\%$；", "准确率 ≤98%；"),
        ("<b>1,413.38</b>", "1,413.38"),
        ('<p style="text-align: center;">一</p> <p>二</p>', "一\n二"),
        ("**1. 收入：**指资金", "1. 收入：指资金"),
        (r"项目数\*100%", "项目数*100%"),
        ("<=", "<="),
        (">=5 个", ">=5 个"),
    ],
)
def test_markup_is_removed(residue: str, printed: str) -> None:
    assert clean(residue) == printed


def test_unknown_latex_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"\\frac"):
        clean(r"$\frac{1}{2}$")


def test_cover_and_contents_end_where_the_first_entry_stands_again() -> None:
    cover, contents, heading = parse(FRONT)
    assert cover == Cover(("某局", "2023 年度部门决算"))
    assert contents == Contents("目 录", ("一、主要职责", "一、收入支出决算总表"))
    assert heading == Heading(2, "一、主要职责")


def test_a_text_without_contents_is_an_error() -> None:
    with pytest.raises(ValueError, match="no contents"):
        parse("第一部分 概况\n")


def test_a_sentence_cut_by_a_page_end_is_joined() -> None:
    head = "服务采购授予中小企业合同金额占服务支出金额的比例为"
    assert parse(f"{FRONT}\n{head}\n\n0%。\n")[-1] == Paragraph(head + "0%。")


@pytest.mark.parametrize(
    "second", ["2. 上级补助收入。", "（二）支出。", "2060502 技术创新服务体系"]
)
def test_an_item_is_never_joined_to_the_line_before(second: str) -> None:
    first = "2060501 机构运行 反映科技服务机构的基本支出情况"
    assert parse(f"{FRONT}\n{first}\n\n{second}\n")[-2:] == (Paragraph(first), Paragraph(second))


def test_blank_lines_do_not_end_a_statement() -> None:
    statement = parse(FRONT + TABLE)[-1]
    assert isinstance(statement, Statement)
    assert statement.title == "收入决算表"
    assert (statement.number, statement.department) == ("公开 02 表", "部门：某局")
    assert (statement.period, statement.unit) == ("2023 年度", "金额单位：万元")
    assert statement.rows[2:] == (
        ("合计", "", "1,413.38"),
        ("208", "社会保障", "0.00"),
        ("210", "卫生健康", ""),
    )
    assert len(statement.notes) == 2


def test_a_form_keeps_its_pieces_and_the_lines_between_them() -> None:
    form = parse(
        f"{FRONT}\n## 项目支出绩效自评表\n\n(2023 年度)\n\n项目名称\t维修\n\n绩效\n\n产出\t数量\n总分\t9\n"
    )[-1]
    pieces = ((("项目名称", "维修"),), Paragraph("绩效"), (("产出", "数量"), ("总分", "9")))
    assert form == Form("项目支出绩效自评表", "(2023 年度)", pieces)


def test_a_row_outside_of_tables_is_an_error() -> None:
    with pytest.raises(ValueError, match="a row outside"):
        parse(f"{FRONT}\na\tb\n")
