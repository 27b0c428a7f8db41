"""Bodies are placed by the divisions their names begin with."""

import pytest

from pipelines.statements.divisions import by_code, locate


@pytest.mark.parametrize(
    ("name", "code", "rest"),
    [
        ("辽宁省朝阳市工业和信息化局", "211300", "工业和信息化局"),
        ("朝阳市工业和信息化局", "211300", "工业和信息化局"),
        ("辽宁省本溪市南芬区工业和信息化局", "210505", "工业和信息化局"),
        ("上海市普陀区规划和自然资源局", "310107", "规划和自然资源局"),
        ("中共上海市普陀区委社会工作部", "310107", "区委社会工作部"),
        ("辽宁省朝阳县教育局", "211321", "教育局"),
        ("重庆市江北区司法局", "500105", "司法局"),
        ("陕西省教育厅", "610000", "教育厅"),
        ("国家信访局", "000000", "国家信访局"),
        ("朝阳区审计局", None, "朝阳区审计局"),  # there is one in 北京 and one in 长春
        ("某某研究院", None, "某某研究院"),
    ],
)
def test_locate(name: str, code: str | None, rest: str) -> None:
    division, remainder = locate(name, 2023)
    assert (division.code if division else None, remainder) == (code, rest)


def test_codes_have_their_years() -> None:
    assert by_code("310104", 2023) is not None
    assert by_code("310103", 1990) is not None  # 卢湾区, merged into 黄浦区 in 2011
    assert by_code("310103", 2023) is None
