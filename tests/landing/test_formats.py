"""The format is decided by content."""

import pytest

from pipelines.landing.formats import UnknownFormatError, recognise

CHINESE = "2023年度部门决算\n收入支出决算总表\n" * 20


@pytest.mark.parametrize(
    ("content", "name", "encoding"),
    [
        (CHINESE.encode(), "text", "utf-8"),
        (CHINESE.encode("gb18030"), "text", "gb18030"),
        (CHINESE.encode("utf-16"), "text", "utf-16"),
        (CHINESE.encode("utf-8-sig"), "text", "utf-8-sig"),
        (b"%PDF-1.7\n...", "pdf", None),
        (b"\x00\x00junk before the header\n%PDF-1.4\n...", "pdf", None),
    ],
)
def test_known_formats(content: bytes, name: str, encoding: str | None) -> None:
    found = recognise(content)
    assert (found.name, found.encoding) == (name, encoding)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "Office"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (bytes(range(256)) * 4, "neither PDF nor text"),
        (b"\xff\xfe\x00", "encoding"),
    ],
)
def test_other_bytes_are_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnknownFormatError, match=reason):
        recognise(content)
