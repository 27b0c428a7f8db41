"""Wording files are data with a schema: one that is wrong is refused, with its name."""

import re
import shutil
from pathlib import Path

import pytest

from pipelines import statements
from pipelines.statements.narrative.rules import rules
from pipelines.statements.narrative.vocabulary import VocabularyError, vocabulary
from pipelines.statements.narrative.wordings import FOLDER

FILE = """
section: basic
headings: ['基本支出情况']
phrases: {part: {personnel: '人员经费', public: '公用经费'}}
wordings:
  - {say: '%s', gives: '%s'}
"""


def load(folder: Path, say: str, gives: str, file: str = FILE) -> None:
    shutil.copy(FOLDER / "common.yml", folder)
    (folder / "basic.yml").write_text(file % (say, gives), encoding="utf-8")
    rules(folder)


def test_a_good_file_is_accepted(tmp_path: Path) -> None:
    load(tmp_path, "{part}{amount}", "basic_amount {part}")


@pytest.mark.parametrize(
    ("say", "gives", "told"),
    [
        ("{part}{amount}", "basic_anything {part}", "no metric"),
        ("{part}{amount}", "basic_amount", "the subject of"),
        ("{part}{amount}", "income_total {part}", "the subject of"),
        ("人员{amount}", "basic_amount staff", "no basic_part"),
        ("{part}{percent}", "basic_amount {part}", "{percent} is no amount"),
        ("{part}经费", "basic_amount {part}", "0 slots"),
        ("{part}{amount", "basic_amount {part}", "0 slots"),
        ("{whose}{amount}", "basic_amount total", "no macro"),
        ("({part}{amount}", "basic_amount {part}", "no regular expression"),
        ("合计{amount}", "basic_amount {part}", "nothing names"),
    ],
)
def test_a_wrong_wording_is_refused(tmp_path: Path, say: str, gives: str, told: str) -> None:
    with pytest.raises(VocabularyError, match=r"^basic\.yml: ") as error:
        load(tmp_path, say, gives)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "file",
    [
        FILE.replace("section: basic", "section: anything"),
        FILE.replace("'基本支出情况'", "'(基本)支出情况'"),
        FILE.replace("part: {", "level: {"),
        FILE.replace("wordings:", "closed: [goals]\nwordings:"),
        FILE + "surprise: yes\n",
        FILE.replace("gives:", "during: later, gives:"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(VocabularyError, match=r"^basic\.yml: "):
        load(tmp_path, "人员经费{amount}", "basic_amount personnel", file)


def test_a_wrong_vocabulary_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text(
        "kinds: {}\nsections: {}\nsubjects: {}\n"
        "metrics: {m: {zh: 甲, en: a, kind: amount, subject: none}}\n",
        encoding="utf-8",
    )
    with pytest.raises(VocabularyError, match=r"(?s)words\.yml: .*no kind 'amount'"):
        vocabulary(file)


def test_every_metric_can_be_stated() -> None:
    stated = {
        metric
        for section in rules().sections.values()
        for rule in section.rules
        for given in rule.gives
        for metric, _ in given
    }
    assert stated == set(vocabulary().metrics)


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.2, which Debian has, matches less than it should where one is."""
    folder = Path(str(statements.__file__)).parent
    possessive = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
    found = {
        f"{path.relative_to(folder)}: {line}"
        for path in (*folder.rglob("*.yml"), *folder.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if possessive.search(line)
    }
    assert not found
    assert possessive.search("(?:(?!x)y)++")
