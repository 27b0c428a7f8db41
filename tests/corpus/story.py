"""What the narrative and the forms of a document tell beyond its statements, all consistent.

Amounts are in 分, multiples of 0.01 万元.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.corpus import codes
from tests.corpus.bodies import Body
from tests.corpus.money import percent, rounded
from tests.corpus.printer import PrintedRow

Printed = Mapping[str, Sequence[PrintedRow]]

_VERBS = ("推进", "保障", "实施", "开展", "支持", "提升")
_USES = (
    "信息化建设",
    "设备购置",
    "专项培训",
    "办公用房维修",
    "宣传活动",
    "行业调查",
    "服务能力建设",
)


@dataclass(frozen=True)
class Project:
    """A project with a form of self-evaluation: 10 points for execution, 90 for what it reached."""

    name: str
    initial: int
    budget: int
    executed: int

    @property
    def rate(self) -> str:
        return percent(self.executed, self.budget)

    @property
    def execution_score(self) -> int:
        """Give 10 points times the printed rate, in hundredths of a point."""
        return (int(self.rate.replace(".", "")) + 5) // 10

    @property
    def score(self) -> int:
        """Give the total, in hundredths of a point."""
        return 9_000 + self.execution_score


class Story:
    """One document's facts: its printed statements, and what is drawn around them.

    ``before`` is the story of the year before, None in the first year of a body.
    """

    def __init__(
        self,
        random: Random,
        printed: Printed,
        body: Body,
        year: int,
        before: Story | None = None,
    ) -> None:
        self.random, self.body, self.year, self.before = random, body, year, before
        self._cells = {
            (statement, row.side, row.item): row.cells
            for statement, rows in printed.items()
            for row in rows
        }
        self.subjects = [r.item for r in printed["general_budget_expenditure"] if r.item != "total"]
        self.initial = {code: self._initial(code) for code in self.subjects if len(code) == 7}
        self.projects = self._projects()
        public = self.fen("basic_expenditure", "public_total", "amount", "公用经费")
        self.running_cost = rounded(int(public * random.uniform(0.3, 0.9)))

    def fen(self, statement: str, item: str, measure: str, side: str | None = None) -> int:
        """Give a printed amount; a blank one is nothing."""
        return self._cells.get((statement, side, item), {}).get(measure) or 0

    def appropriated(self, measure: str) -> int:
        """Give what the three funds spent in total, as basic or as project expenditure."""
        statements = ("general_budget_expenditure", "government_fund", "state_capital")
        return sum(self.fen(statement, "total", measure) for statement in statements)

    def planned(self, nature: str) -> int:
        """Give the initial budget behind the completion of basic or project expenditure."""
        others = ("government_fund", "state_capital")
        own = sum(parts[nature] for parts in self.initial.values())
        return own + sum(rounded(self.fen(statement, "total", nature)) for statement in others)

    def change(self, of: Callable[[Story], int]) -> int:
        """Give how an amount changed on last year.

        In a first year nobody knows: it is drawn, at most a fifth of the amount either way.
        """
        if self.before:
            return of(self) - of(self.before)
        return rounded(int(of(self) * self.random.uniform(-0.2, 0.2)))

    def _initial(self, code: str) -> dict[str, int]:
        share = 1.0 if self.random.random() < 0.5 else self.random.uniform(0.8, 1.3)
        spent = {n: self.fen("general_budget_expenditure", code, n) for n in ("basic", "project")}
        return {nature: rounded(int(fen * share)) for nature, fen in spent.items()}

    def _projects(self) -> list[Project]:
        """Draw projects, each a part of the project expenditure of one subject."""
        made: list[Project] = []
        names = codes.functional()
        for code, parts in self.initial.items():
            if not parts["project"] or len(made) == 3:
                continue
            spent = self.fen("general_budget_expenditure", code, "project")
            executed = rounded(int(min(spent, parts["project"]) * self.random.uniform(0.2, 0.6)))
            budget = executed + rounded(int(executed * self.random.choice((0, 0, 0.1, 0.25))))
            name = f"{self.random.choice(_VERBS)}{names[code]}{self.random.choice(_USES)}项目"
            made.append(Project(name, executed, budget, executed))
        return made
