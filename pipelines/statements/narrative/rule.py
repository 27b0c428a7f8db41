"""A rule: one wording compiled, and what it states checked against the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.statements.narrative.macros import SLOT_KINDS, Slot
from pipelines.statements.narrative.vocabulary import NO_SUBJECT, Vocabulary
from pipelines.statements.narrative.wordings import Common, Section, Wording, compiled

NO_CLAIM = "-"
Given = tuple[str, str | None]
"""What a slot states: a metric, and the template of its subject."""

_NAME = re.compile(r"\{(\w+)\}")
_GIVEN = re.compile(r"(\w+)(?: (\S.*))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording, ready to match; ``gives`` holds what each slot states."""

    section: str
    match: Callable[[str, int], re.Match[str] | None]
    captures: tuple[str, ...]
    slots: tuple[Slot, ...]
    gives: tuple[tuple[Given, ...], ...]
    names: Mapping[str, str]
    enters: str | None
    during: frozenset[str]
    also: frozenset[str]
    number_first: bool

    def needs(self) -> set[str]:
        """Give the names its templates are filled with."""
        subjects = [subject for given in self.gives for _, subject in given if subject]
        return {name for text in (*subjects, *self.names.values()) for name in _NAME.findall(text)}


def make_rules(section: Section, shared: Common, known: Vocabulary) -> tuple[Rule, ...]:
    """Compile the wordings of a section; raises :class:`ValueError` where one makes no sense."""
    rules = tuple(_rule(wording, section, shared, known) for wording in section.wordings)
    told = {name for rule in rules for name in (*rule.captures, *rule.names)} | {*section.given}
    stages = {rule.enters for rule in rules}
    for rule, wording in zip(rules, section.wordings, strict=True):
        if unknown := (rule.needs() - told) | ((rule.during | rule.also) - stages):
            raise ValueError(f"{wording.say!r}: nothing names or enters {sorted(unknown)}")
    if unknown := (set(section.lasting) - told) | (set(section.closed) - stages):
        raise ValueError(f"nothing names or enters {sorted(unknown)}")
    return rules


def _rule(wording: Wording, section: Section, shared: Common, known: Vocabulary) -> Rule:
    expanded = compiled(wording, section, shared)
    if len(expanded.slots) != len(wording.gives):
        raise ValueError(f"{wording.say!r} has {len(expanded.slots)} slots, gives {wording.gives}")
    return Rule(
        section.section,
        expanded.pattern.match,
        expanded.captures,
        expanded.slots,
        tuple(
            _entry(entry, slot.kind, section, known)
            for entry, slot in zip(wording.gives, expanded.slots, strict=True)
        ),
        wording.names,
        wording.enters,
        frozenset(wording.during),
        frozenset(wording.also),
        expanded.number_first,
    )


def _entry(entry: str, slot: str, section: Section, known: Vocabulary) -> tuple[Given, ...]:
    if entry == NO_CLAIM:
        return ()
    return tuple(_given(part.strip(), slot, section, known) for part in entry.split("&"))


def _given(text: str, slot: str, section: Section, known: Vocabulary) -> Given:
    """Read ``metric`` or ``metric subject`` and check it against slot and vocabulary."""
    parts = _GIVEN.fullmatch(text)
    if parts is None or parts[1] not in known.metrics:
        raise ValueError(f"no metric {text!r}")
    metric, subject = known.metrics[parts[1]], parts[2]
    if metric.kind not in SLOT_KINDS[slot]:
        raise ValueError(f"{text!r}: {{{slot}}} is no {metric.kind}")
    if (subject is None) != (metric.subject == NO_SUBJECT):
        raise ValueError(f"{text!r}: the subject of {parts[1]} is {metric.subject}")
    allowed = known.subject_ids(parts[1])
    if subject is not None and allowed is not None:
        name = _NAME.fullmatch(subject)
        ids = set(section.phrases.get(name[1], ())) if name else {subject}
        if not ids or ids - allowed:
            raise ValueError(f"{text!r}: no {metric.subject}: {sorted(ids - allowed) or subject}")
    return parts[1], subject
