"""The stubs of a row: in each of the side-by-side tables what stands left of its amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.extract import Cell
from pipelines.statements.columns import Field
from pipelines.statements.table import BodyRow
from pipelines.statements.template import Template
from pipelines.statements.wording import compact, label_key


@dataclass(slots=True)
class Stub:
    """The left part of a row within one block: code, label and line number as printed."""

    code: str = ""
    label: str = ""
    line_no: str = ""
    amounts: list[tuple[Field, Cell]] = field(default_factory=list)
    side: str | None = None


class _Block(NamedTuple):
    """Where in a row with a cell for every column the parts of one stub stand.

    ``keys`` tells of each column whether it is one of codes; ``fields`` are those of ``amounts``.
    """

    keys: list[tuple[int, bool]]
    line_no: int | None
    amounts: list[int]
    fields: list[Field]
    side: str | None


class StubReader:
    """Gives the stubs of the rows of one statement."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._fields: tuple[Field, ...] = ()
        self._places: list[_Block] = []

    def of(self, row: BodyRow) -> list[Stub]:
        """Give the stubs of a row from left to right."""
        if row.whole is None:
            stubs = _gathered(row.entries())
        else:
            if row.fields is not self._fields:  # the rows below a header share its columns
                self._fields, self._places = row.fields, _blocks(row.fields)
            stubs = [_stub(block, row.whole) for block in self._places]
        return stubs if len(stubs) == 1 else _joined(stubs, self.template)


def _blocks(fields: Sequence[Field]) -> list[_Block]:
    """Part the columns of a header by the stubs that they make."""
    parted: list[_Block] = []
    for number in sorted({column.block for column in fields}):
        own = [(i, column) for i, column in enumerate(fields) if column.block == number]
        keys = [(i, column.kind == "code") for i, column in own if column.kind in ("code", "label")]
        line_no = next((i for i, column in reversed(own) if column.kind == "line_no"), None)
        amounts = [i for i, column in own if column.kind not in ("code", "label", "line_no")]
        side = next((column.side for _, column in own if column.side), None)
        parted.append(_Block(keys, line_no, amounts, [fields[i] for i in amounts], side))
    return parted


def _stub(block: _Block, cells: Sequence[Cell]) -> Stub:
    code = label = ""
    for place, is_code in block.keys:
        text = compact(cells[place].text)
        if is_code and text.isdigit():
            code += text
        else:
            label += text
    line_no = "" if block.line_no is None else compact(cells[block.line_no].text)
    amounts = map(cells.__getitem__, block.amounts)
    return Stub(code, label, line_no, [*zip(block.fields, amounts, strict=True)], block.side)


def _gathered(entries: Iterable[tuple[Field, Cell]]) -> list[Stub]:
    """Give the stubs of a row in which cells span columns or are left out."""
    blocks: dict[int, Stub] = {}
    for column, cell in entries:
        stub = blocks.setdefault(column.block, Stub())
        stub.side = stub.side or column.side
        if column.kind == "code" and (code := compact(cell.text)).isdigit():
            stub.code += code
        elif column.kind in ("code", "label"):
            stub.label += compact(cell.text)
        elif column.kind == "line_no":
            stub.line_no = compact(cell.text)
        else:
            stub.amounts.append((column, cell))
    return [blocks[number] for number in sorted(blocks)]


def _joined(stubs: list[Stub], template: Template) -> list[Stub]:
    """Give the amounts of a block without code and label to the total that stands before it."""
    joined: list[Stub] = []
    for stub in stubs:
        total = joined[-1] if joined else None
        unlabelled = not stub.code and not stub.label
        if unlabelled and total and total.side == stub.side and _is_total(total, template):
            total.amounts += stub.amounts
        else:
            joined.append(stub)
    return joined


def _is_total(stub: Stub, template: Template) -> bool:
    return not stub.code and template.names_row(label_key(stub.label)[0])
