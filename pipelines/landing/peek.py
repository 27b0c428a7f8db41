"""A first look into one file: its hash, its format and its fiscal year.

Runs in a worker process, since even opening a malformed PDF can crash or hang.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pypdfium2 as pdfium

from pipelines.landing import formats
from pipelines.landing.fiscal_year import fiscal_year
from pipelines.storage import Place, StorageError, read

_PAGES = 12  # cover, contents and the first narrative pages name the year several times
SUBJECT = "决算"


@dataclass(frozen=True, slots=True)
class Peek:
    """What a first look told; ``rejection`` says why the document cannot be a candidate.

    ``sha256`` and ``size`` are None where it could not even be opened.
    """

    sha256: str | None
    size: int | None
    format: str | None = None
    encoding: str | None = None
    fiscal_year: int | None = None
    rejection: str | None = None


def peek(path: Place) -> Peek:
    """Look into the file at ``path``; unreadable content is told in ``rejection``, not raised."""
    try:
        content = read(path)
    except StorageError as error:
        return Peek(None, None, rejection=str(error))
    sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    try:
        form = formats.recognise(content)
        text = _pdf_head(content) if form.encoding is None else content.decode(form.encoding)
    except formats.UnknownFormatError as error:
        return Peek(sha256, size, rejection=str(error))
    year = fiscal_year(text)
    return Peek(sha256, size, form.name, form.encoding, year, _rejection(text, year))


def _rejection(text: str, year: int | None) -> str | None:
    if not text.strip():
        return "the document holds no text (a scan?)"
    if SUBJECT not in text:
        return f"not final accounts: the word {SUBJECT} stands nowhere in it"
    if year is None:
        return "no fiscal year is named (such as 2023年度)"
    return None


def _pdf_head(content: bytes) -> str:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise formats.UnknownFormatError(_pdf_fault(str(error))) from error
    try:
        if len(document) == 0:
            raise formats.UnknownFormatError("the PDF has no pages")
        return "\n".join(
            document[i].get_textpage().get_text_range() for i in range(min(_PAGES, len(document)))
        )
    except pdfium.PdfiumError as error:
        raise formats.UnknownFormatError(f"the PDF is damaged: {error}") from error
    finally:
        document.close()


def _pdf_fault(message: str) -> str:
    if "assword" in message:
        return "the PDF is encrypted and needs a password"
    return f"the PDF cannot be opened, it is damaged or cut off ({message})"
