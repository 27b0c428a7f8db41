"""A disclosure whose narrative and forms agree with its statements, open to planted errors.

Money is in 万元. ``PLANTS`` holds for every warning an error that violates it, and in how many places
which identities then fail; ``PASSES`` the documents in which identities pass that the sound one
cannot hold at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines.statements.tables import TABLES

YEAR = 2023
Row = dict[str, object]

CLAIMS = """
heading_year||2023|
income_total||100.00|万元
income_source_amount|appropriation|90.00|万元
income_source_share|appropriation|90.00|%
income_source_amount|general|90.00|万元
income_source_amount|fund|0.00|万元
income_source_amount|capital|0.00|万元
income_source_amount|superior_grant|0.00|万元
income_source_amount|operating|0.00|万元
income_source_amount|business|0.00|万元
income_source_amount|affiliate|0.00|万元
income_source_amount|other|5.00|万元
income_source_amount|surplus_used|0.00|万元
income_source_amount|opening|5.00|万元
income_change||10.00|万元
income_change_rate||11.11|%
expenditure_total||100.00|万元
expenditure_nature_amount|basic|60.00|万元
expenditure_nature_amount|project|35.00|万元
expenditure_nature_amount|remitted|0.00|万元
expenditure_nature_amount|business|0.00|万元
expenditure_nature_amount|subsidy|0.00|万元
economic_class_amount|工资福利支出|40.00|万元
expenditure_change||10.00|万元
closing_carryover||5.00|万元
closing_change||0.00|万元
appropriation_expenditure||90.00|万元
appropriation_nature_amount|basic|55.00|万元
appropriation_nature_amount|project|35.00|万元
appropriation_completion|total|90.00|%
appropriation_budget_word||0|
appropriation_completion|basic|100.00|%
appropriation_completion|project|77.78|%
general_budget_expenditure||90.00|万元
functional_amount|教育支出|55.00|万元
functional_amount|教育支出/普通教育/小学教育|30.00|万元
functional_completion|教育支出/普通教育/小学教育|100.00|%
functional_amount|教育支出/普通教育/初中教育|25.00|万元
functional_completion|教育支出/普通教育/初中教育|100.00|%
functional_amount|科学技术支出|35.00|万元
functional_amount|科学技术支出/应用研究|35.00|万元
functional_completion|科学技术支出/应用研究|77.78|%
three_public_amount|total|9.00|万元
three_public_completion|total|90.00|%
three_public_budget_word|total|-1|
three_public_amount|abroad|2.00|万元
three_public_change|abroad|0.00|万元
three_public_amount|reception|3.00|万元
three_public_change|reception|0.00|万元
three_public_amount|vehicles|4.00|万元
three_public_change|vehicles|-1.00|万元
three_public_amount|vehicle_purchase|1.00|万元
three_public_amount|vehicle_operation|3.00|万元
vehicles_held||3|辆
basic_amount|total|55.00|万元
basic_amount|personnel|40.00|万元
basic_amount|public|15.00|万元
operating_cost||15.00|万元
operating_cost_change||5.00|万元
procurement_amount|total|6.00|万元
procurement_amount|goods|1.00|万元
procurement_amount|works|2.00|万元
procurement_amount|services|3.00|万元
procurement_micro_amount|total|3.00|万元
procurement_micro_share|total|50.00|%
asset_vehicles|total|3|辆
asset_vehicles|emergency|2|辆
asset_vehicles|other|1|辆
performance_projects|total|2|个
performance_project_funds|total|45.00|万元
performance_average_score|projects|90.00|分
performance_units||2|个
performance_average_score|units|95.00|分
project_budget|学校维修|10.00|万元
project_executed|学校维修|10.00|万元
project_execution_rate|学校维修|100.00|%
project_score|学校维修|90|分
project_budget|应用研究|35.00|万元
project_executed|应用研究|35.00|万元
project_initial_budget|学校维修|0|
project_goal|学校维修/完成率|100|%
"""
REASONS = """
200|reason_initial_budget|2023|60.00
200|reason_executed|2023|60.00
201|reason_initial_budget|2023|60.00
201|reason_budget|2023|63.00
202|reason_three_public|2022|9.00
202|reason_three_public|2023|8.10
"""
"""What the reasons in the form of 001甲局 quote: the line of their indicator, metric, year, 万元."""

CELLS = """
summary|收入|grand_total|amount|grand_total|总计|100
summary|支出|grand_total|amount|grand_total|总计|100
summary|收入|opening|amount|balance|年初结转和结余|5
summary|支出|closing|amount|balance|年末结转和结余|5
basic_expenditure|人员经费|301|amount|class|301 工资福利支出|40
basic_expenditure|人员经费|personnel_total|amount|total|人员经费合计|40
basic_expenditure|公用经费|public_total|amount|total|公用经费合计|15
three_public||total|budget|total|合计|10
three_public||total|actual|total|合计|9
"""
SUBJECTS = """
total|合计|55|35
205|教育支出|55|0
20502|普通教育|55|0
2050202|小学教育|30|0
2050203|初中教育|25|0
206|科学技术支出|0|35
20603|应用研究|0|35
2060302|社会公益研究|0|35
"""
LINES = """
整体自评|001甲局|部门年初预算支出金额|60.00||||||
整体自评|001甲局|部门预算基本支出人员经费||20.00|20.00|100.00%|20|20|
整体自评|001甲局|部门预算基本支出公用经费||7.50|7.50|100.00%|20|20|
整体自评|002乙站|部门年初预算支出金额|40.00||||||
整体自评|002乙站|部门预算基本支出人员经费||20.00|20.00|100.00%|20|20|
整体自评|002乙站|部门预算基本支出公用经费||7.50|7.50|100.00%|20|20|
项目自评|学校维修经费|年度资金总额|0.00|10.00|10.00|100%|10|10|
项目自评|应用研究|年度资金总额|45.00|35.00|35.00|100%|10|10|
项目自评|应用研究|其中：当年财政拨款|45.00|35.00|35.00|100%|-||
整体监控|001甲局|部门整体支出情况|60.00|60.00|30.00|50.00%|||0.9
"""
MARKS = """
整体自评|001甲局|预算执行率|100|20|20|
整体自评|001甲局|预算调整率|5|20|20|
整体自评|001甲局|“三公”经费变动率|-10|20|20|
整体自评|002乙站|预算执行率|100|20|20|
整体自评|002乙站|预算调整率|5|20|20|
整体自评|002乙站|“三公”经费变动率|0|20|10|
项目自评|学校维修经费|完成率|100%|90|80|100%
项目自评|应用研究|完成率|100%|90|80|100%
"""
AGAIN = "*"
"""Behind the name of an entity: another form of the same name."""
TOTALS = {"001甲局": "100", "002乙站": "90", "学校维修经费": "90", "应用研究": "90"}


def _table(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


@dataclass
class Stated:
    """One document by its printed rows."""

    name: str
    scope: str = "部门"
    division: str = "000001"
    unit_code: str | None = None
    body: str | None = None
    claims: list[Row] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=lambda: _table(CELLS))
    lines: list[list[str]] = field(default_factory=lambda: _table(LINES))
    marks: list[list[str]] = field(default_factory=lambda: _table(MARKS))
    totals: dict[str, str] = field(default_factory=lambda: dict(TOTALS))

    def __post_init__(self) -> None:
        if not self.claims:
            for row in _table(CLAIMS):
                self.say(row[0], row[1], row[2], row[3])
            self.say("three_public_amount", "total", "9.00", "万元")
            self.say("operating_cost", "", "10.00", "万元", year=YEAR - 1)
            self.claim("operating_cost", "")["sentence"] = "operating_cost"
            for at, metric, year, printed in _table(REASONS):
                self.say(metric, "001甲局", printed, "万元", int(year))
                self.claims[-1] |= {"section": "reason", "line": int(at)}

    def say(self, metric: str, subject: str, printed: str, unit: str, year: int = YEAR) -> Stated:
        """State one more number, on a line of its own."""
        number: Row = {"metric": metric, "subject": subject or None, "printed": printed}
        number |= {"value": Decimal(printed), "unit": unit or None, "fiscal_year": year}
        number |= {"line": len(self.claims) + 1, "section": "income", "sentence": metric}
        self.claims.append(number)
        return self

    def claim(self, metric: str, subject: str = "") -> Row:
        """Find the first claim of a metric and subject."""
        wanted = (metric, subject or None)
        return next(row for row in self.claims if (row["metric"], row["subject"]) == wanted)

    def put(self, metric: str, subject: str, printed: str) -> Stated:
        """State another number in the place of one."""
        self.claim(metric, subject).update(printed=printed, value=Decimal(printed))
        return self

    def drop(self, metric: str, subject: str = "") -> Stated:
        """Leave a claim out."""
        self.claims.remove(self.claim(metric, subject))
        return self

    def fill(self, rows: list[list[str]], line: int, column: int, printed: str) -> Stated:
        """Print another text in a cell of a form."""
        rows[line][column] = printed
        return self

    def tables(self) -> dict[str, list[Row]]:
        """Give the rows of the part's tables."""
        whose: Row = {"document_id": self.name, "fiscal_year": YEAR}
        amounts = list(self._amounts())
        lines = ["form", "entity", "item", "budget_initial", "budget", "executed", "rate", "weight"]
        marks = ["form", "entity", "level3", "actual", "weight", "score", "target"]
        funds = [dict(zip([*lines, "score", "forecast"], row, strict=True)) for row in self.lines]
        rows: dict[str, list[Row]] = {
            "document": [self._document()],
            "amount": amounts,
            "statement": [
                {"statement": name, "status": "found"}
                for name in sorted({str(row["statement"]) for row in amounts})
            ],
            "narrative_claim": self.claims,
            "performance_fund": [
                {k: v or None for k, v in row.items()} | {"unit": "万元", "line": 100 + n}
                for n, row in enumerate(funds)
            ],
            "performance_indicator": [
                {k: v or None for k, v in zip(marks, row, strict=True)}
                | {"line": 200 + n, "deviation": self._quoted(200 + n)}
                for n, row in enumerate(self.marks)
            ],
            "performance_total": [
                {"form": "整体自评" if entity[:1] == "0" else "项目自评", "entity": entity}
                | {"total_score": score, "line": 300 + n}
                for n, (entity, score) in enumerate(self.totals.items())
            ],
        }
        forms: dict[tuple[object, str], int] = {}
        for row in (
            row for table in rows if table.startswith("performance_") for row in rows[table]
        ):
            entity = str(row["entity"])
            row["form_no"] = forms.setdefault((row["form"], entity), len(forms) + 1)
            row["entity"] = entity.rstrip(AGAIN)
        return {table: [whose | row for row in given] for table, given in rows.items()}

    def _quoted(self, line: int) -> str:
        """Give the reason at a line: the sentences of what it quotes."""
        return "".join(str(row["sentence"]) for row in self.claims if row["line"] == line)

    def _document(self) -> Row:
        return {
            "sha256": f"{abs(hash(self.name)):064x}",
            "division_code": self.division,
            "body": self.body or self.name,
            "scope": self.scope,
            "unit_code": self.unit_code,
            "outcome": "read",
        }

    def _amounts(self) -> Iterable[Row]:
        for statement, side, item, measure, role, label, value in self.cells:
            yield self._amount(statement, item, measure, role, label, value) | {
                "side": side or None
            }
        for item, label, basic, project in _table(SUBJECTS):
            role = {3: "class", 5: "group", 7: "item"}.get(len(item.replace("total", "")), "total")
            parts = {"basic": basic, "project": project, "total": str(int(basic) + int(project))}
            for measure, value in parts.items():
                yield self._amount("general_budget_expenditure", item, measure, role, label, value)

    @staticmethod
    def _amount(statement: str, item: str, measure: str, role: str, label: str, value: str) -> Row:
        return {
            "statement": statement,
            "item": item,
            "measure": measure,
            "role": role,
            "label": label.split(" ")[-1],
            "column_label": measure,
            "state": "amount",
            "unit": "万元",
            "fen": int(value) * 1_000_000,
            "quantum_fen": 10_000,
            "line": 400,
        }


def write_stated(folder: Path, documents: Iterable[Stated]) -> Path:
    """Write ``documents`` as one part of the readings."""
    folder.mkdir(parents=True, exist_ok=True)
    given = [document.tables() for document in documents]
    for table, schema in TABLES.items():
        rows = [row for tables in given for row in tables.get(table, [])]
        pl.DataFrame(rows, schema=schema).write_parquet(folder / f"{table}.parquet")
    return folder


@dataclass(frozen=True)
class Planted:
    """An error in a document that agrees with itself."""

    make: Callable[[Stated], object]
    violates: dict[str, int]


def year_before(
    name: str, scope: str = "部门", division: str = "000001", unit_code: str | None = None
) -> Stated:
    """Give the document of the same body one year earlier, as the changes of this one imply it."""
    earlier = Stated(name, scope, division, unit_code)
    earlier.cells = [row for row in earlier.cells if row[0] != "summary"]
    earlier.put("income_total", "", "90.00").put("expenditure_total", "", "90.00")
    return earlier.put("three_public_amount", "vehicles", "5.00").put("operating_cost", "", "10.00")


PLANTS: dict[str, Planted] = {}
PASSES: dict[str, Callable[[Stated], object]] = {}


def plant(identity: str, make: Callable[[Stated], object], places: int = 1, **also: int) -> None:
    """Register an error and what it violates; ``also`` names others with __ for the dot."""
    others = {name.replace("__", "."): count for name, count in also.items()}
    PLANTS[identity] = Planted(make, {identity: places} | others)


def _several(*steps: Callable[[Stated], object]) -> Callable[[Stated], object]:
    def make(s: Stated) -> None:
        for step in steps:
            step(s)

    return make


def put(metric: str, subject: str, printed: str) -> Callable[[Stated], object]:
    """Plant another number in a claim."""
    return lambda s: s.put(metric, subject, printed)


def cell(item: str, measure: str, value: str) -> Callable[[Stated], object]:
    """Plant another amount in a statement."""

    def make(s: Stated) -> None:
        for row in s.cells:
            if (row[2], row[3]) == (item, measure):
                row[6] = value

    return make


def line(number: int, column: int, printed: str) -> Callable[[Stated], object]:
    """Plant another text in a money line of a form."""
    return lambda s: s.fill(s.lines, number, column, printed)


def mark(number: int, column: int, printed: str) -> Callable[[Stated], object]:
    """Plant another text in an indicator of a form."""
    return lambda s: s.fill(s.marks, number, column, printed)


def total(entity: str, score: str) -> Callable[[Stated], object]:
    """Plant another total of a form."""
    return lambda s: s.totals.update({entity: score})


plant(
    "narrative.totals",
    lambda s: s.say("general_budget_expenditure", "", "91.00", "万元"),
    inside__said_twice=1,
)
plant("narrative.economic_classes", put("economic_class_amount", "工资福利支出", "41.00"))
plant(
    "narrative.functional_subjects",
    _several(
        put("functional_amount", "教育支出/普通教育/小学教育", "31.00"),
        put("functional_amount", "教育支出/普通教育/初中教育", "24.00"),
        put("functional_completion", "教育支出/普通教育/初中教育", "96.00"),
        put("functional_completion", "教育支出/普通教育/小学教育", "103.33"),
    ),
    2,
)
plant("narrative.three_public", cell("total", "actual", "8"), 2)
plant("narrative.basic", cell("public_total", "amount", "16"))
plant("narrative.three_public_completion", put("three_public_completion", "total", "91.00"))
plant(
    "narrative.operating_cost",
    _several(put("operating_cost", "", "16.00"), put("operating_cost_change", "", "6.00")),
)
plant(
    "inside.share",
    _several(
        put("income_source_share", "appropriation", "89.90"),
        put("procurement_micro_share", "total", "49.00"),
    ),
    2,
)
plant(
    "inside.completion",
    put("project_execution_rate", "学校维修", "99.00"),
    linked__project_execution_rate=1,
)
plant("inside.growth_rate", put("income_change_rate", "", "11.20"))
plant("inside.said_twice", lambda s: s.say("procurement_amount", "works", "2.02", "万元"))
plant("inside.stated_last_year", put("operating_cost_change", "", "6.00"))
plant("inside.income_sources", put("income_source_amount", "other", "6.00"))
plant("inside.appropriation_sources", put("income_source_amount", "fund", "1.00"))
plant("inside.expenditure_natures", put("expenditure_nature_amount", "subsidy", "1.00"))
plant(
    "inside.appropriation_natures",
    lambda s: (
        put("appropriation_nature_amount", "basic", "56.00")(s),
        put("appropriation_completion", "basic", "101.82")(s),
    ),
    narrative__totals=1,
)
plant(
    "inside.basic_parts",
    put("basic_amount", "public", "15.50"),
    narrative__basic=1,
    linked__public_expenses=1,
)
plant(
    "inside.basic_room",
    _several(put("basic_amount", "total", "56.00"), put("basic_amount", "public", "16.00")),
    narrative__basic=2,
    linked__public_expenses=1,
)
plant("inside.three_public_parts", put("three_public_amount", "reception", "4.00"))
plant("inside.vehicle_parts", put("three_public_amount", "vehicle_operation", "4.00"))
plant("inside.procurement_parts", put("procurement_amount", "goods", "2.00"))
plant("inside.vehicles_by_use", put("asset_vehicles", "other", "2"))
plant("inside.vehicles_held", put("vehicles_held", "", "4"))
plant(
    "inside.functional_classes",
    lambda s: s.say("functional_amount", "住房保障支出", "1.00", "万元"),
)
plant(
    "inside.functional_items",
    lambda s: s.say("functional_amount", "教育支出/普通教育/学前教育", "1.00", "万元"),
)
plant("inside.years", lambda s: s.say("abroad_groups", "", "0", "个", year=2021))
plant(
    "inside.heading_years",
    lambda s: s.say("heading_year", "", "2022", "", year=YEAR - 1),
)
plant("inside.budget_word", put("three_public_budget_word", "total", "1"))
plant("inside.own_unit", lambda s: setattr(s, "scope", "单位"))
plant("inside.prior_totals", put("expenditure_change", "", "15.00"))
plant("inside.prior_closing", put("closing_change", "", "1.00"))
plant("inside.prior_balance", put("expenditure_change", "", "12.00"), inside__prior_totals=1)
plant("inside.initial_parts", put("appropriation_completion", "basic", "90.00"))
plant(
    "inside.initial_room",
    lambda s: (
        s.drop("functional_completion", "教育支出/普通教育/初中教育"),
        s.put("functional_completion", "教育支出/普通教育/小学教育", "50.00"),
    ),
)
plant(
    "inside.project_funds",
    _several(put("performance_project_funds", "total", "46.00")),
    linked__project_funds=1,
)
plant("forms.weights", mark(6, 4, "80"))
plant("forms.scores", mark(6, 5, "70"))
plant("forms.execution_rate", line(8, 6, "90%"))
plant("forms.fund_score", line(1, 8, "19"), forms__scores=1)
plant("forms.fund_lines", line(8, 3, "44.00"))
plant("forms.money", line(8, 5, "100%"))
plant("forms.overall_rate", mark(3, 3, "90"))
plant(
    "forms.adjustment_rate",
    line(3, 3, "10.00"),
    linked__initial_budgets=1,
    linked__budget_word=1,
)
plant("forms.forecast", line(9, 9, "0.4"))
plant(
    "forms.reason_initial",
    lambda s: [row.update(value=Decimal(61)) for row in s.claims if row["line"] == 201],
    forms__reason_rate=1,
    inside__said_twice=1,
)
plant("forms.reason_rate", _several(mark(1, 3, "6"), mark(0, 3, "100")))
plant("linked.project_initial_budget", line(6, 3, "4.00"), linked__project_initial_budgets=1)
plant("linked.project_goal", put("project_goal", "学校维修/完成率", "99"))
plant("linked.budget_word", line(3, 3, "80.00"), linked__initial_budgets=1)
plant("linked.project_budget", put("project_budget", "应用研究", "36.00"), inside__project_funds=1)
plant("linked.project_executed", put("project_executed", "应用研究", "34.00"))
plant(
    "linked.project_execution_rate",
    lambda s: (
        s.put("project_execution_rate", "学校维修", "90.00"),
        s.put("project_executed", "学校维修", "9.00"),
    ),
    linked__project_executed=1,
)
plant("linked.project_score", put("project_score", "学校维修", "91"))
plant("linked.average_score", put("performance_average_score", "units", "94.99"))
plant("linked.form_count", put("performance_projects", "total", "3"))
plant(
    "linked.project_funds",
    _several(
        put("performance_project_funds", "total", "46.00"),
        put("project_budget", "学校维修", "11.00"),
        put("project_execution_rate", "学校维修", "90.91"),
    ),
    linked__project_budget=1,
    linked__project_execution_rate=1,
)
plant("linked.initial_budgets", line(3, 3, "39.00"))
plant("linked.project_initial_budgets", line(6, 3, "5.00"), linked__project_initial_budget=1)
plant("linked.subject_initial_budget", _several(line(7, 3, "44.00"), line(8, 3, "44.00")))
plant(
    "linked.basic_expenditure",
    lambda s: s.lines.append(
        ["整体自评", "001甲局", "部门预算基本支出项目", "", "1.00", "1.00", "100.00%", "", "", ""]
    ),
)
plant("linked.public_expenses", _several(line(2, 5, "7.00"), line(2, 4, "7.00")))
plant("linked.three_public_change", mark(2, 3, "5"), forms__reason_rate=1)
plant(
    "years.change",
    put("income_change", "", "11.00"),
    inside__growth_rate=1,
    inside__prior_totals=1,
    inside__prior_balance=1,
)
plant(
    "years.opening",
    _several(
        put("income_source_amount", "opening", "6.00"),
        put("income_source_amount", "other", "4.00"),
        cell("opening", "amount", "6"),
    ),
    inside__prior_closing=1,
)


def _unit(s: Stated) -> None:
    """Become a unit of the department ``sound``, with forms of its own alone."""
    s.scope, s.unit_code, s.division = "单位", "900001", "000009"


plant(
    "years.unit_within_department",
    _several(
        _unit, put("expenditure_nature_amount", "basic", "61.00"), put("performance_units", "", "1")
    ),
    inside__expenditure_natures=1,
    linked__form_count=1,
)


def quote(metric: str, year: int, printed: str) -> Callable[[Stated], object]:
    """Plant another amount in what a reason quotes."""
    return lambda s: [
        row.update(printed=printed, value=Decimal(printed))
        for row in s.claims
        if (row["metric"], row["fiscal_year"]) == (metric, year)
    ]


plant(
    "years.reason",
    _several(
        quote("reason_three_public", YEAR - 1, "10.00"), quote("reason_three_public", YEAR, "9.00")
    ),
)
PASSES["inside.own_unit"] = _several(_unit, put("performance_units", "", "1"))


def _of_one_name(s: Stated) -> None:
    """Print two forms of projects that are called the same, as units of one department may be."""
    second = f"应用研究{AGAIN}"
    s.lines += [
        ["项目自评", second, "年度资金总额", "5.00", "5.00", "4.00", "80%", "10", "8", ""],
        ["项目自评", second, "其中：当年财政拨款", "5.00", "5.00", "4.00", "80%", "-", "", ""],
    ]
    s.marks.append(["项目自评", second, "完成率", "100%", "90", "85", "100%"])
    s.totals[second] = "93"


for _identity in ("forms.weights", "forms.scores", "forms.fund_lines"):
    PASSES[_identity] = _of_one_name
PASSES["years.unit_within_department"] = PASSES["inside.own_unit"]
PASSES["inside.prior_balance"] = put("expenditure_change", "", "15.00")
PASSES["inside.initial_room"] = lambda s: s.drop(
    "functional_completion", "教育支出/普通教育/初中教育"
)
