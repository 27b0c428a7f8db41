"""The format of a file, decided by its content; names and endings are not believed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

PDF, TEXT = "pdf", "text"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP container (Word .docx or similar), which is not read yet"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a legacy Office file (Word .doc), which is not read yet",
    ),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file, which is not read yet"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ODD = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff]")
_PDF_HEADER_WITHIN = 1024  # readers accept junk before the header up to here (ISO 32000, annex H)


class UnknownFormatError(Exception):
    """The bytes are of no format that is read; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is ``pdf`` or ``text``; ``encoding`` is a Python codec name, for text only."""

    name: str
    encoding: str | None = None


def recognise(content: bytes) -> Format:
    """Tell the format of a whole file.

    Raises :class:`UnknownFormatError` for empty files, other formats and undecodable text.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise UnknownFormatError("the file is empty")
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return Format(PDF)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise UnknownFormatError(f"the file is {what}")
    if content[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise UnknownFormatError("the file is a web page (HTML), which is not read yet")
    return Format(TEXT, _encoding(content))


def _encoding(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            _decode(content, encoding)
            return encoding
    if b"\x00" in content:
        raise UnknownFormatError("the file is neither PDF nor text (it holds zero bytes)")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return encoding
    raise UnknownFormatError("the file is neither PDF nor text in UTF-8, UTF-16 or GB18030")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownFormatError(f"the text breaks its encoding {encoding}: {error}") from error


def _reads_as_text(text: str) -> bool:
    """Random bytes often decode as GB18030; text has next to no control or private characters."""
    return len(_ODD.findall(text)) <= len(text) // 50
