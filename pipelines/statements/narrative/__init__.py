"""Narrative: from running text to the claims it states of the body's own accounts.

What is measured is data (``vocabulary.yml``), how publishers say it is data (``wordings/``); no
metric is named in code. :func:`claims` is the door.
"""

from pipelines.extract import Reading
from pipelines.statements.narrative.paragraphs import paragraphs
from pipelines.statements.narrative.records import NARRATIVE_CLAIM, Claim
from pipelines.statements.narrative.rules import rules
from pipelines.statements.narrative.vocabulary import VocabularyError, vocabulary
from pipelines.statements.narrative.walk import Walk

__all__ = ["NARRATIVE_CLAIM", "VocabularyError", "claims", "vocabulary"]


def claims(reading: Reading, *, fiscal_year: int) -> list[Claim]:
    """Give the claims of a document in printed order (rows of ``NARRATIVE_CLAIM``).

    ``fiscal_year`` is the document's, for sentences that name none.
    """
    known = rules()
    walk = Walk(known, fiscal_year)
    return [
        claim
        for paragraph in paragraphs(reading, known.layout)
        for claim in walk.paragraph(paragraph)
    ]
