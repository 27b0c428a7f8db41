"""How a disclosure is set: sizes, orientation, and what happens where a table meets a page end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

A4 = (595.28, 841.89)


@dataclass(frozen=True)
class Style:
    """Settings of a rendition; lengths in points, statements named by their printed number."""

    repeat_header: bool = True
    body_size: float = 15
    body_leading: float = 26
    table_size: float = 9
    form_size: float = 8
    row_height: float = 17
    name_width: float = 14
    """Names of a statement longer than this many characters may wrap."""
    tall_rows: Mapping[int, float] = field(default_factory=lambda: {5: 25, 7: 25, 8: 22, 9: 22})
    landscape: frozenset[int] = frozenset({2, 3, 4, 6, 8})
    wide_form: int = 10
    """A form with more columns than this lies on its side."""
    margin: float = 56
    foot: float = 50
    page_number: str = "{}"
    rule: float = 0.5
    padding: float = 2.5
