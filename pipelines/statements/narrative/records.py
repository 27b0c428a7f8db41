"""What the narrative gives: rows of claims, and their schema.

A claim is one number that a sentence states of the body's own accounts, or the word that it did
not change.
"""

from __future__ import annotations

import polars as pl

NARRATIVE_CLAIM: dict[str, pl.DataType] = {
    "section": pl.String(),  # a key of `sections` in vocabulary.yml
    "metric": pl.String(),  # a key of `metrics` in vocabulary.yml
    "subject": pl.String(),  # whose, as the metric's `subject` says; null where it has none
    "printed": pl.String(),  # the number as printed, white space removed, or the word (持平)
    "value": pl.Decimal(20, 6),  # in `unit`, exact and signed; null where the sign is undecided
    "unit": pl.String(),  # as printed; null after a word, or where none is printed
    "fiscal_year": pl.Int32(),  # the year the sentence speaks of
    "page": pl.Int32(),  # where the number stands
    "line": pl.Int32(),
    "sentence": pl.String(),  # as printed, white space removed
    "note": pl.String(),  # unresolved_alternative | unit_missing | null
}

Claim = dict[str, object]
"""One row of the schema above."""
