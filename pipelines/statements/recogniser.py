"""What a line of text is: a title, a caption, a note, or a sentence that says there is nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.statements.template import Templates
from pipelines.statements.wording import key, unspaced

TITLE_LENGTH = 70
CAPTION_LENGTH = 60
MONEY_UNIT = re.compile(r"(?:金额)?单位:?\(?(?:人民币)?([百千万亿]?元)")

_CONTINUED = re.compile(r"[(\[]?续表?[)\]]?$")
_LEADERS = re.compile(r"[.·…\-_]{3,}\d*$|(?<=表)\d{1,3}$")


class Recogniser:
    """Knows titles, captions and notes by the templates.

    Documents print the same titles and captions, so what was told of a text is kept.
    """

    def __init__(self, templates: Templates) -> None:
        common = templates.common
        self._titles = [
            (t.statement, re.compile(p)) for t in templates.statements for p in t.titles
        ]
        self._prefix = re.compile(common.title_prefixes)
        self._caption = re.compile(common.captions)
        self._note = re.compile(common.notes)
        self._empty = re.compile(common.emptiness)
        self._titled = lru_cache(maxsize=8192)(self._title)
        self._captioned = lru_cache(maxsize=8192)(self._reads_caption)

    def title(self, text: str) -> str | None:
        """Give the statement of which ``text`` is the title; the longest title wins."""
        return self._titled(text) if "表" in text else None

    def _title(self, text: str) -> str | None:
        matched = _LEADERS.sub("", _CONTINUED.sub("", key(text)))
        if not matched.endswith("表") or len(matched) > TITLE_LENGTH:
            return None
        best: tuple[int, str] | None = None
        for statement, pattern in self._titles:
            for found in pattern.finditer(matched):
                if found.end() == len(matched) and self._prefix.fullmatch(matched[: found.start()]):
                    best = max(best or (0, ""), (found.end() - found.start(), statement))
        return best[1] if best else None

    def is_caption(self, text: str) -> bool:
        """Tell whether ``text`` is a line such as 公开01表, 部门：…, 2023年度 or a page number."""
        if len(text) > CAPTION_LENGTH and len(unspaced(text)) > CAPTION_LENGTH:
            return False  # most lines, which are not worth keeping
        return self._captioned(text)

    def _reads_caption(self, text: str) -> bool:
        matched = key(text)
        return len(matched) <= CAPTION_LENGTH and bool(self._caption.fullmatch(matched))

    @staticmethod
    def is_money_unit(text: str) -> bool:
        """Tell whether ``text`` is the caption that names the unit of money of a table."""
        return bool(MONEY_UNIT.search(key(text)))

    def is_note(self, text: str) -> bool:
        """Tell whether ``text`` begins a note under a table."""
        return bool(self._note.fullmatch(key(text)))

    def says_empty(self, text: str) -> bool:
        """Tell whether ``text`` says that there is nothing to publish in a statement."""
        return bool(self._empty.fullmatch(key(text)))


@lru_cache(maxsize=8)
def recogniser(templates: Templates) -> Recogniser:
    """Give what knows the texts of ``templates``."""
    return Recogniser(templates)
