"""The forms of a document, read one by one; a form printed twice counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract import Block
from pipelines.statements.performance.draft import Draft, Line
from pipelines.statements.performance.indicators import IndicatorReader
from pipelines.statements.performance.layout import layout
from pipelines.statements.performance.lexicon import lexicon
from pipelines.statements.performance.money import MoneyReader, total
from pipelines.statements.performance.records import Forms, Row
from pipelines.statements.performance.walk import Walk
from pipelines.statements.wording import compact

_PLACE = ("page", "line")
_MOSTLY = 0.5


@dataclass
class Form:
    """One form as read."""

    form: str
    entity: str
    indicators: list[Row]
    funds: list[Row]
    total: Row | None
    unread: list[Line]

    @property
    def length(self) -> int:
        """Give how many rows were read."""
        return len(self.indicators) + len(self.funds) + bool(self.total)

    def repeats(self, other: Form) -> bool:
        """Tell whether both print the same money, as far as they go, and mostly the same else.

        Two projects of one name and with the same indicators differ in their money.
        """
        if (self.form, self.entity) != (other.form, other.entity):
            return False
        same_money = _alike(self.funds, other.funds) == 1.0
        return same_money and _alike(self.indicators, other.indicators) >= _MOSTLY


def read_forms(blocks: Sequence[Block]) -> Forms:
    """Give the rows of all forms that stand in ``blocks``."""
    read = [form for draft in Walk(layout()).over(blocks) if (form := _form(draft))]
    result = Forms()
    for number, form in enumerate(_once(read), start=1):
        whose: Row = {"form_no": number, "form": form.form, "entity": form.entity}
        result.indicators += [whose | row for row in form.indicators]
        result.funds += [whose | row for row in form.funds]
        result.totals += [whose | form.total] if form.total else []
        result.unread += [_told(form, line) for line in form.unread]
    return result


def _form(draft: Draft) -> Form | None:
    """Read a form, or None where it is neither a self-evaluation nor monitoring."""
    if draft.form is None or not draft.tables:
        return None
    words = lexicon(draft.subject)
    indicators, money = IndicatorReader(words), MoneyReader(words)
    rows, funds = indicators.read(draft), money.read(draft)
    unread = money.unread + indicators.unread
    return Form(draft.form, draft.entity, rows, funds, total(draft), unread)


def _once(forms: Sequence[Form]) -> list[Form]:
    """Leave out a form that is printed again; of two the one that goes further is kept."""
    kept: list[Form] = []
    for form in forms:
        again = next((i for i, first in enumerate(kept) if form.repeats(first)), None)
        if again is None:
            kept.append(form)
        elif form.length > kept[again].length:
            kept[again] = form
    return kept


def _alike(first: Sequence[Row], second: Sequence[Row]) -> float:
    """Give the share of the rows of the shorter that stand in the longer as well."""
    shorter, longer = sorted(
        (
            [{k: v for k, v in row.items() if k not in _PLACE} for row in rows]
            for rows in (first, second)
        ),
        key=len,
    )
    return sum(row in longer for row in shorter) / len(shorter) if shorter else 1.0


def _told(form: Form, line: Line) -> str:
    place = f"page {line.grid.page}" if line.grid.page else f"line {line.cells[0].line}"
    texts = " | ".join(compact(cell.text) for cell in line.cells)
    return f"{form.form} {form.entity}, {place}: the row fits no column: {texts[:120]}"
