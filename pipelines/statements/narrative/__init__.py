"""Narrative: from running text to the claims it states of the body's own accounts.

What is measured is data (``vocabulary.yml``), how publishers say it is data (``wordings/``); no
metric is named in code. :func:`claims` is the door for running text, :func:`reasons` the one for the
reasons that performance forms give.
"""

from collections.abc import Iterable, Mapping

from pipelines.extract import Reading, TextLine
from pipelines.statements.narrative.paragraphs import paragraphs
from pipelines.statements.narrative.records import NARRATIVE_CLAIM, Claim
from pipelines.statements.narrative.rules import rules
from pipelines.statements.narrative.vocabulary import VocabularyError, vocabulary
from pipelines.statements.narrative.walk import Walk

REASON = "reason"
"""The section of ``vocabulary.yml`` that the reasons given in forms are."""

__all__ = ["NARRATIVE_CLAIM", "Claim", "VocabularyError", "claims", "reasons", "vocabulary"]


def claims(reading: Reading, *, fiscal_year: int) -> list[Claim]:
    """Give the claims of a document in printed order (rows of ``NARRATIVE_CLAIM``).

    ``fiscal_year`` is the document's, for sentences that name none.
    """
    known = rules()
    walk = Walk(known, fiscal_year)
    found: list[Claim] = []
    for paragraph in paragraphs(reading, known.layout):
        found += walk.paragraph(paragraph)
    return found


def reasons(rows: Iterable[Mapping[str, str | int | None]], *, fiscal_year: int) -> list[Claim]:
    """Give the numbers that the reasons of deviations quote, at the place of their indicator.

    ``rows`` are indicators as the forms give them; the subject of a claim is whom the form is of.
    """
    walk = Walk(rules(), fiscal_year)
    return [
        claim
        for row in rows
        if (text := row["deviation"])
        for claim in walk.quoted(str(text), REASON, {"entity": str(row["entity"])}, _place(row))
    ]


def _place(row: Mapping[str, str | int | None]) -> TextLine:
    page, line = (int(number) if (number := row[key]) else None for key in ("page", "line"))
    return TextLine(str(row["deviation"]), page=page, line=line)
