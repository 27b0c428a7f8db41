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
    def rows(self) -> list[Row]:
        """Give all rows without their places, in printed order."""
        rows = [*self.funds, *self.indicators, *([self.total] if self.total else [])]
        return [{k: v for k, v in row.items() if k not in _PLACE} for row in rows]


def read_forms(blocks: Sequence[Block]) -> Forms:
    """Give the rows of all forms that stand in ``blocks``."""
    read = [form for draft in Walk(layout()).over(blocks) if (form := _form(draft))]
    result = Forms()
    for form in _once(read):
        whose: Row = {"form": form.form, "entity": form.entity}
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
        same = [i for i, k in enumerate(kept) if (k.form, k.entity) == (form.form, form.entity)]
        again = next((i for i in same if _repeats(kept[i].rows, form.rows)), None)
        if again is None:
            kept.append(form)
        elif len(form.rows) > len(kept[again].rows):
            kept[again] = form
    return kept


def _repeats(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Tell whether two forms agree as far as the shorter goes, whose last row may break off."""
    shorter, longer = sorted((first, second), key=len)
    for index, row in enumerate(shorter):
        if row not in longer:
            last = index == len(shorter) - 1
            return last and any(_begins(row, other) for other in longer)
    return True


def _begins(cut: Row, whole: Row) -> bool:
    return all(value in (None, whole.get(column)) for column, value in cut.items())


def _told(form: Form, line: Line) -> str:
    place = f"page {line.grid.page}" if line.grid.page else f"line {line.cells[0].line}"
    texts = " | ".join(compact(cell.text) for cell in line.cells)
    return f"{form.form} {form.entity}, {place}: the row fits no column: {texts[:120]}"
