"""The fiscal year is the one most often named as such."""

import pytest

from pipelines.landing.fiscal_year import fiscal_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年度部门决算", 2023),
        ("第二部分 2021年度决算 2022年度收入 2022 年度支出", 2022),  # a heading left over
        ("2022年度 2023年度", 2023),  # a tie goes to the later year
        ("截至2020年12月31日,2020年共有车辆", 2020),  # no 年度 at all
        ("2013901 其他支出", None),  # a code is no year
        ("1999年度", None),
        ("", None),
    ],
)
def test_fiscal_year(text: str, year: int | None) -> None:
    assert fiscal_year(text) == year
