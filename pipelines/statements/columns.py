"""What each column of a statement's table holds: a code, a label, a line number or a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.statements.header import Path
from pipelines.statements.template import Common, Template, reads
from pipelines.statements.wording import key, label_key


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    ``kind`` is ``code``, ``label``, ``line_no``, ``amount`` or ``unknown``; ``label`` the lowest
    header as printed. ``block`` counts the side-by-side tables from 0. ``item`` is set where the
    row's item stands in the header.
    """

    kind: str
    label: str
    block: int
    side: str | None = None
    measure: str | None = None
    item: str | None = None
    role: str | None = None
    item_label: str = ""


@lru_cache(maxsize=4096)
def fields(paths: tuple[Path, ...], template: Template, common: Common) -> tuple[Field, ...]:
    """Give what each column holds, by the headers above it; publishers print the same headers."""
    kinds = [_kind(path, template, common) for path in paths]
    blocks = _blocks(kinds)
    return tuple(
        _field(path, kind, block, template)
        for path, kind, block in zip(paths, kinds, blocks, strict=True)
    )


def _kind(path: Path, template: Template, common: Common) -> str:
    if not path:
        return "unknown"
    headers = [key(text) for text in path]
    while len(headers) > 1 and template.names_row(headers[-1]) and not template.items_in_header:
        headers.pop()  # 合计 may stand in the very row that holds 编码 | 名称
    for kind, pattern in (
        ("code", common.code_headers),
        ("line_no", common.line_headers),
        ("label", common.label_headers),
    ):
        if reads(pattern, headers[-1]):
            return kind
    return "amount"


def _blocks(kinds: Sequence[str]) -> list[int]:
    """Number the side-by-side tables: a key column after an amount column begins the next."""
    blocks: list[int] = []
    block, amounts = 0, False
    for kind in kinds:
        if kind in ("code", "label") and amounts:
            block, amounts = block + 1, False
        amounts = amounts or kind == "amount"
        blocks.append(block)
    return blocks


def _field(path: Path, kind: str, block: int, template: Template) -> Field:
    label = path[-1] if path else ""
    side = _side(path, block, template)
    if kind != "amount":
        return Field(kind, label, block, side)
    keys = tuple(key(text) for text in path)
    if template.items_in_header:
        return _crossed(keys, label, block, template)
    column = template.column(keys, side)
    if column is None:
        return Field("unknown", label, block, side)
    return Field("amount", label, block, side, column.measure)


def _side(path: Path, block: int, template: Template) -> str | None:
    if not template.sides:
        return None
    for text in path:
        if key(text) in template.sides:
            return key(text)
    return template.sides[min(block, len(template.sides) - 1)]


def _crossed(keys: Path, label: str, block: int, template: Template) -> Field:
    """A column of a statement whose items may stand across: look for both in its headers."""
    column = next((c for t in reversed(keys) if (c := template.column((t,), None))), None)
    rows = ((text, template.row(label_key(text)[0], None)) for text in reversed(keys))
    item_label, row = next(((text, row) for text, row in rows if row), ("", None))
    if column is None and row is None:
        return Field("unknown", label, block)
    return Field(
        "amount",
        label,
        block,
        measure=column.measure if column else None,
        item=row.item if row else None,
        role=row.role if row else None,
        item_label=item_label,
    )
