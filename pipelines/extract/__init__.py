"""Extract: a document becomes text lines and grids of cells, each with its place.

Nothing here knows accounting. :func:`read` is the door.
"""

from pathlib import Path

from pipelines.extract.records import Block, Box, Cell, Grid, Reading, TextLine, UnreadableError

__all__ = ["Block", "Box", "Cell", "Grid", "Reading", "TextLine", "UnreadableError", "read"]


def read(path: Path, format: str, encoding: str | None = None) -> Reading:
    """Read the document at ``path``, whose ``format`` (``pdf`` or ``text``) landing has told.

    Raises :class:`UnreadableError` with a sentence for the analyst.
    """
    if format == "pdf":
        from pipelines.extract.pdf import read_pdf  # camelot is slow to import: text does without

        return read_pdf(path)
    from pipelines.extract.text import read_text

    return read_text(path.read_bytes().decode(encoding or "utf-8"))
