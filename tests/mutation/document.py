"""The documents that are mutated: the full samples as text and as PDF, and the genuine PDFs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipelines.workers.parts import unpacked
from pipelines.workers.reading import ReadingTask, read_document

ROOT = Path(__file__).parents[2]
GENUINE = ROOT.parent / "shared" / "disclosures" / "pdf"

Row = dict[str, Any]
Packed = dict[str, bytes]

TEXT = ("211300-703", "211300-212", "210505-066001")
TYPESET = ("211300-703", "211300-212")
PUBLISHED = ("central-2024", "shanghai-putuo-planning-2024", "shanghai-putuo-social-work-2024")


@dataclass(frozen=True)
class Document:
    """One document; ``source`` is ``text``, ``typeset`` or ``genuine``."""

    name: str
    source: str
    path: Path
    fiscal_year: int

    @property
    def format(self) -> str:
        """Give the format that landing tells of the file."""
        return "text" if self.source == "text" else "pdf"

    @property
    def id(self) -> str:
        """Give a name that tells a PDF from its text."""
        return f"{self.source}:{self.name}"

    @cached_property
    def amounts(self) -> list[Row]:
        """Give the amount cells of the unchanged document, in reading order."""
        return unpacked([self.read(self.path, self.id)])["amount"].to_dicts()

    def read(self, path: Path, document_id: str) -> Packed:
        """Read the document, or a mutant of it at ``path``, as a worker does."""
        digest = sha256(document_id.encode()).hexdigest()
        task = ReadingTask(
            path, document_id, digest, self.format, "utf-8", self.fiscal_year, "mutation"
        )
        return read_document(task)


@cache
def documents() -> dict[str, Document]:
    """Give the documents by id; the genuine ones only where they lie beside the project."""
    raw = ROOT / "raw" / "2023"
    found = [Document(name, "text", raw / f"{name}.txt", 2023) for name in TEXT]
    found += [Document(name, "typeset", raw / f"{name}.pdf", 2023) for name in TYPESET]
    found += [Document(name, "genuine", GENUINE / f"{name}.pdf", 2024) for name in PUBLISHED]
    return {document.id: document for document in found if document.path.is_file()}


def absent() -> list[str]:
    """Say which documents are left out, and why."""
    paths = [GENUINE / f"{name}.pdf" for name in PUBLISHED]
    return [f"{path.stem}: there is no {path}" for path in paths if not path.is_file()]
