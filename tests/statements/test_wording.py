"""Labels are matched without enumerators, widths and white space."""

import pytest

from pipelines.statements.wording import key, label_key


@pytest.mark.parametrize(
    ("printed", "label", "part"),
    [
        ("一、一般公共服务支出", "一般公共服务支出", False),
        ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出", False),
        ("1、因公出国（境）费", "因公出国(境)费", False),
        ("其中：（1）公务用车运行维护费", "公务用车运行维护费", True),
        ("（2）公务用车购置费", "公务用车购置费", False),
        ("3.公务用车购置及运行费", "公务用车购置及运行费", False),
        ("合 计", "合计", False),
        ("2023年", "2023年", False),
        ("1.5倍", "1.5倍", False),
    ],
)
def test_label_key(printed: str, label: str, part: bool) -> None:
    assert label_key(printed) == (label, part)


def test_quotes_are_one() -> None:
    assert key("财政拨款“三公”经费") == key('财政拨款"三公"经费')
