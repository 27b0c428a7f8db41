"""The walk through the paragraphs of a narrative: which rule a clause meets, and what it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract import TextLine
from pipelines.statements.narrative.clauses import Clause, clauses, sentence_end
from pipelines.statements.narrative.paragraphs import HEADING_LENGTH, Paragraph, normalise
from pipelines.statements.narrative.records import Claim
from pipelines.statements.narrative.rule import Rule
from pipelines.statements.narrative.rules import OVER, Rules, SectionRules
from pipelines.statements.narrative.values import value


class Walk:
    """The state of the walk: the section, its stage, and the names that clauses have told."""

    def __init__(self, rules: Rules, fiscal_year: int) -> None:
        self.rules = rules
        self.fiscal_year = fiscal_year
        self.section: SectionRules | None = None
        self.stage: str | None = None
        self.names: dict[str, str] = {}
        self.begun = self.over = False

    def paragraph(self, paragraph: Paragraph) -> list[Claim]:
        """Take one paragraph and give its claims."""
        found = self._titles(paragraph)
        opened = self.rules.section_of(paragraph)
        if opened is not None:
            self.over = self.over or (self.begun and opened == OVER)
            self.section = None if self.over else self.rules.sections.get(opened)
            self.stage, self.names = None, {}
        elif self.section is not None:
            self._forget_names(self.section)
        if self.section is not None:
            found += self._read(paragraph, self.section, self.rules.reasons)
        return found

    def quoted(
        self, text: str, section: str, given: dict[str, str], place: TextLine
    ) -> list[Claim]:
        """Give the claims of a text that stands at ``place``, outside of the running text."""
        self.section, self.stage, self.names = self.rules.sections[section], None, dict(given)
        paragraph = Paragraph()
        paragraph.append(place, text, normalise(text))
        return self._read(paragraph, self.section, ())

    def _titles(self, paragraph: Paragraph) -> list[Claim]:
        """Give what titles say, also in a table of contents; a cover may join several lines."""
        if len(paragraph.text) > HEADING_LENGTH or not self.rules.years.search(paragraph.text):
            return []
        for title in (paragraph, *(paragraph.split() if len(paragraph.lines) > 1 else ())):
            for rule in self.rules.titles:
                match = rule.match(title.text, 0)
                if match is not None and match.end() == len(title.text):
                    return self._claims(rule, match, Clause(0, match.end(), 0), title)
        return []

    def _read(
        self, paragraph: Paragraph, section: SectionRules, reasons: Sequence[str]
    ) -> list[Claim]:
        """Give the claims of the clauses of a paragraph."""
        found: list[Claim] = []
        text, read = paragraph.text, 0
        for clause in clauses(text, reasons):
            if clause.start < read:
                continue
            if met := self._meet(text, clause, section):
                rule, match = met
                read, self.begun = match.end(), True
                self._remember(rule, match, paragraph, section)
                if rule.slots:
                    found += self._claims(rule, match, clause, paragraph)
            elif self.rules.quantities.search(text, clause.start, clause.end):
                self._forget(section)
        return found

    def _meet(
        self, text: str, clause: Clause, section: SectionRules
    ) -> tuple[Rule, re.Match[str]] | None:
        """Find the first rule that reads the clause: as it is, then without the year it names."""
        start, end, _ = clause
        numbered = self.rules.numbers.search(text, start, end) is not None
        rules = section.during(self.stage, numbered)
        prelude = self.rules.prelude.match(text, start, end) if rules else None
        if prelude is None:
            return None
        head, dated = prelude.end("head"), prelude.end()
        for begin in (head, dated) if head < dated else (head,):
            for rule in rules:
                match = rule.match(text, begin)
                if match is not None:
                    return rule, match
        return None

    def _remember(
        self, rule: Rule, match: re.Match[str], paragraph: Paragraph, section: SectionRules
    ) -> None:
        for name in rule.captures:
            start, end = match.span(name)
            if start >= 0:
                self.names[name] = section.named(name, paragraph.raw[start:end], match[name])
        for name, template in rule.names.items():
            if (composed := self._fill(template)) is not None:
                self.names[name] = composed
        if rule.enters is not None:
            self.stage = rule.enters

    def _forget(self, section: SectionRules) -> None:
        """Forget what was spoken of, after a quantity that no rule reads: it may be another's."""
        self._forget_names(section)
        if self.stage not in section.closed:
            self.stage = None

    def _forget_names(self, section: SectionRules) -> None:
        self.names = {k: v for k, v in self.names.items() if k in section.lasting}

    def _claims(
        self, rule: Rule, match: re.Match[str], clause: Clause, paragraph: Paragraph
    ) -> list[Claim]:
        found: list[Claim] = []
        text, raw = paragraph.text, paragraph.raw
        ends = sentence_end(text, clause)
        sentence, year = raw[clause.sentence : ends], 0
        for slot, gives in zip(rule.slots, rule.gives, strict=True):
            start, end = match.span(slot.number)
            if start < 0:
                continue
            if not year or text.find(",", clause.start, start) >= 0:
                year = self._year(text, clause, start, ends)
            line = paragraph.line_at(start)
            unit_start, unit_end = match.span(slot.unit) if slot.unit else (-1, -1)
            amount, note = value(
                text[start:end],
                match[slot.direction] if slot.direction else "",
                unit_start >= 0,
                self.rules.directions,
            )
            for metric, template in gives:
                subject = self._fill(template) if template else None
                if subject is not None or template is None:
                    claim: Claim = {
                        "section": rule.section,
                        "metric": metric,
                        "subject": subject,
                        "printed": raw[start:end],
                        "value": amount,
                        "unit": self._unit(paragraph, unit_start, unit_end),
                        "fiscal_year": year,
                        "page": line.page,
                        "line": line.line,
                        "sentence": sentence,
                        "note": note,
                    }
                    found.append(claim)
        return found

    @staticmethod
    def _unit(paragraph: Paragraph, start: int, end: int) -> str | None:
        """Give a unit as printed, but % in one form; None where none is printed."""
        if start < 0 or start == end:
            return None
        return "%" if paragraph.text[start] == "%" else paragraph.raw[start:end]

    def _year(self, text: str, clause: Clause, position: int, ends: int) -> int:
        """Give the year the clause names, or the first its sentence names, or the document's."""
        start = max(clause.start, text.rfind(",", clause.start, position))
        years = self.rules.years
        named = years.search(text, start, position) or years.search(text, clause.sentence, ends)
        return int(named[1]) if named else self.fiscal_year

    def _fill(self, template: str) -> str | None:
        """Put what was named into a template; None where a name is not known."""
        if "{" not in template:
            return template
        try:
            return template.format_map(self.names)
        except KeyError:
            return None
