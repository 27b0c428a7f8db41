"""The typeface, embedded the way published disclosures embed theirs: a CID TrueType subset.

ReportLab splits a TrueType font into subsets of 256 characters and changes font within a word;
its CID fonts are not embedded, so that pages look as the reader's machine happens to have fonts.
`Face` follows the protocol of ReportLab's dynamic fonts and writes one Identity-H font instead.
"""

from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFontFace

_FILE = Path(__file__).parent / "font" / "NotoSerifSC-subset.ttf"
_SYMBOLIC = 4
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Face:
    """A typeface to draw with; characters become codes of a document in order of first use."""

    def __init__(self, name: str, path: Path) -> None:
        self.fontName = name
        self.face = TTFontFace(str(path))
        self.shapable = False
        self._dynamicFont = 1
        self._multiByte = 1
        self._codes: WeakKeyDictionary[Any, dict[int, int]] = WeakKeyDictionary()
        self._names: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
        self.splitString = self._split
        self.getSubsetInternalName = self._internal_name
        self.addObjects = self._add_objects
        self.stringWidth = lambda text, size, encoding="utf-8": self.width(text, size)

    def width(self, text: str, size: float) -> float:
        """Return the width of `text` in points; ValueError for a character it has no glyph for."""
        widths = self.face.charWidths
        try:
            return float(sum(widths[ord(character)] for character in text) * size / 1000)
        except KeyError as missing:
            raise ValueError(f"no glyph for {chr(missing.args[0])!r} in {text!r}") from None

    def _split(self, text: str, document: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        codes = self._codes.setdefault(document, {0: 0})
        numbers = (codes.setdefault(ord(character), len(codes)) for character in text)
        return [(0, b"".join(number.to_bytes(2, "big") for number in numbers))]

    def _internal_name(self, subset: int, document: Any) -> str:
        if document not in self._names:
            self._names[document] = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = "/" + self._names[document]
            document.delayedFonts.append(self)
        return "/" + self._names[document]

    def _add_objects(self, document: Any) -> None:
        """Add the font, with the glyphs of the characters drawn, when the document is closed."""
        characters = list(self._codes.pop(document))
        name = self._names.pop(document)
        base = pdfdoc.PDFName(f"{_tag(characters)}+{self.fontName}")
        widths = [self.face.getCharWidth(character) for character in characters]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": document.Reference(
                    _stream(self._glyph_map(characters)), name + "map"
                ),
                "FontDescriptor": document.Reference(
                    self._descriptor(document, base, characters), name + "descriptor"
                ),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, name + "cid")]),
                "ToUnicode": document.Reference(_stream(_to_unicode(characters)), name + "unicode"),
            }
        )
        document.idToObject["BasicFonts"].dict[name] = document.Reference(font, name)

    def _glyph_map(self, characters: list[int]) -> bytes:
        """Return the glyph of each code in the subset: glyphs stand there by first use, once."""
        order: dict[int, int] = {0: 0}
        glyphs = (self.face.charToGlyph.get(character, 0) for character in characters)
        return b"".join(order.setdefault(glyph, len(order)).to_bytes(2, "big") for glyph in glyphs)

    def _descriptor(self, document: Any, base: Any, characters: list[int]) -> Any:
        program = _stream(self.face.makeSubset(characters))
        program.dictionary["Length1"] = len(program.content)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": base,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(self.face.bbox),
                "ItalicAngle": self.face.italicAngle,
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": self.face.capHeight,
                "StemV": self.face.stemV,
                "FontFile2": document.Reference(program, f"{self.fontName}program"),
            }
        )


@cache
def face() -> Face:
    """Return the one typeface of this package, registered with ReportLab."""
    loaded = Face("NotoSerifSC", _FILE)
    pdfmetrics.registerFont(loaded)
    return loaded


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content)


def _tag(characters: list[int]) -> str:
    """Return the six capitals that mark a subset, derived from its characters."""
    number = sum(place * character for place, character in enumerate(characters, start=1))
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _to_unicode(characters: list[int]) -> bytes:
    pairs = [f"<{code:04X}> <{character:04X}>" for code, character in enumerate(characters) if code]
    blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    ranges = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return _TO_UNICODE.format(ranges=ranges).encode("ascii")
