"""Rules: everything that reading a narrative needs to know, loaded and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pipelines.statements.narrative.paragraphs import HEADING_LENGTH, Layout, Paragraph, normalise
from pipelines.statements.narrative.rule import Rule, make_rules
from pipelines.statements.narrative.values import Directions
from pipelines.statements.narrative.vocabulary import FILE, VocabularyError, vocabulary
from pipelines.statements.narrative.wordings import (
    FOLDER,
    Common,
    Section,
    common,
    sources,
)

OUTSIDE, OVER = "outside", "over"


@dataclass(frozen=True, eq=False)
class SectionRules:
    """The rules of one section and how its phrases name subjects."""

    rules: tuple[Rule, ...]
    phrases: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    lasting: frozenset[str]
    closed: frozenset[str]
    titles: bool

    @cached_property
    def _during(self) -> dict[tuple[str | None, bool], tuple[Rule, ...]]:
        return {}

    @cached_property
    def _named(self) -> dict[tuple[str, str], str | None]:
        return {}

    def during(self, stage: str | None, numbered: bool) -> tuple[Rule, ...]:
        """Give the rules that count in a stage; without a number only those that need none."""
        known, key = self._during, (stage, numbered)
        if key not in known:
            known[key] = tuple(rule for rule in self.rules if self._counts(rule, stage, numbered))
        return known[key]

    def _counts(self, rule: Rule, stage: str | None, numbered: bool) -> bool:
        if rule.number_first and not numbered:
            return False
        if stage in self.closed:
            return stage in rule.during | rule.also
        return not rule.during or stage in rule.during

    def named(self, name: str, printed: str, text: str) -> str:
        """Give the id of a captured phrase, or what is printed where the name is no phrase."""
        if name not in self.phrases:
            return printed
        if (name, text) not in self._named:
            meant = (key for key, phrase in self.phrases[name] if phrase.fullmatch(text))
            self._named[name, text] = next(meant, None)
        return self._named[name, text] or printed


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules of all sections, and the common wordings around them."""

    sections: Mapping[str, SectionRules]
    titles: tuple[Rule, ...]
    openings: re.Pattern[str]
    prelude: re.Pattern[str]
    years: re.Pattern[str]
    reasons: tuple[str, ...]
    numbers: re.Pattern[str]
    quantities: re.Pattern[str]
    directions: Directions
    layout: Layout

    def section_of(self, paragraph: Paragraph) -> str | None:
        """Give the section a paragraph opens; or OUTSIDE, OVER (see Common), or None."""
        text, match = paragraph.text, None
        if paragraph.is_heading or (len(paragraph.lines) > 1 and len(text) <= HEADING_LENGTH):
            match = self.layout.headed(text)
        match = match or self.openings.match(text)
        return match.lastgroup if match else None


@cache
def rules(folder: Path = FOLDER, file: Path = FILE) -> Rules:
    """Load, check and compile all wordings; raises :class:`VocabularyError` naming the file."""
    shared, known = common(folder), vocabulary(file)
    sections: dict[str, Section] = {}
    made: dict[str, SectionRules] = {}
    for source in sources(folder):
        section = source.section
        if section.section not in known.sections or section.section in sections:
            raise VocabularyError(f"{source.file}: unknown or told before: {section.section!r}")
        try:
            rules_made = make_rules(section, shared, known)
        except ValueError as error:
            raise VocabularyError(f"{source.file}: {error}") from error
        sections[section.section] = section
        made[section.section] = _section_rules(section, rules_made)
    units = {normalise(unit) for kind in known.kinds.values() for unit in kind.units}
    return _compiled(shared, sections, made, units)


def _section_rules(section: Section, made: tuple[Rule, ...]) -> SectionRules:
    phrases = {
        name: tuple((phrase_id, re.compile(phrase)) for phrase_id, phrase in group.items())
        for name, group in section.phrases.items()
    }
    lasting = frozenset((*section.lasting, *section.given))
    return SectionRules(made, phrases, lasting, frozenset(section.closed), section.titles)


def _compiled(
    shared: Common,
    sections: Mapping[str, Section],
    made: Mapping[str, SectionRules],
    units: set[str],
) -> Rules:
    headings = {OVER: shared.over, OUTSIDE: shared.outside}
    headings |= {name: section.headings for name, section in sections.items()}
    openings = {name: section.opens for name, section in sections.items()}
    enumerators = f"(?:{shared.enumerators})*"
    heading = re.compile(f"{enumerators}(?:{_alternatives(headings)})[。:]?")
    head = f"(?P<head>(?:{shared.enumerators}|{shared.prelude})*)"
    return Rules(
        sections=made,
        titles=tuple(rule for section in made.values() if section.titles for rule in section.rules),
        openings=re.compile(f"{enumerators}(?:{_alternatives(openings)})"),
        prelude=re.compile(f"{head}(?:{shared.years})?"),
        years=re.compile(shared.years),
        reasons=shared.reasons,
        numbers=re.compile(f"[0-9{''.join(word[0] for word in shared.level)}]"),
        quantities=re.compile(rf"\d(?:{'|'.join(map(re.escape, sorted(units)))})"),
        directions=shared.directions,
        layout=Layout(re.compile(shared.enumerators), heading, re.compile(shared.page_numbers)),
    )


def _alternatives(by_section: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(f"(?P<{name}>{'|'.join(said)})" for name, said in by_section.items() if said)
