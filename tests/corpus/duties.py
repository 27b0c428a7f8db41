"""The paragraphs of a disclosure that state no amounts: duties, units, terms."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.corpus import codes
from tests.corpus.bodies import Body
from tests.corpus.sided import numeral
from tests.corpus.story import Story
from tests.typeset.blocks import Block, Heading, Paragraph

_VERBS = ("贯彻执行", "组织拟订并监督实施", "负责指导", "统筹推进", "承担", "协调解决", "监督检查")
_FIELDS = (
    "本行业发展规划、年度计划和有关政策措施",
    "重点领域专项工作和重大项目的组织实施与日常管理",
    "安全生产、应急处置和行业风险防范的有关工作",
    "行政许可事项的事中事后监管和信用体系建设",
    "干部队伍建设、教育培训和机关党的建设工作",
    "信息化建设、统计分析、信息公开和新闻宣传工作",
    "对外交流合作、招商引资和跨区域协作的有关事宜",
    "预算编制、国有资产管理、内部审计和财务监督工作",
)
_ENDS = (
    "，建立健全长效机制，推动各项任务落实见效",
    "，会同有关部门提出意见建议，按规定权限审核上报",
    "，并对执行情况开展监测评估，及时研究解决工作中的突出问题",
    "，加强协调配合和督促检查，不断提高服务质量和工作效能",
)
_TERMS = (
    "财政拨款收入：指单位从同级财政部门取得的财政预算资金。",
    "上级补助收入：指单位从主管部门和上级单位取得的非财政性补助收入。",
    "事业收入：指事业单位开展专业业务活动及辅助活动所取得的收入。",
    "经营收入：指事业单位在专业业务活动及辅助活动之外开展非独立核算经营活动取得的收入。",
    "附属单位上缴收入：指单位附属的独立核算单位按照规定上缴的收入。",
    "其他收入：指除上述收入以外的收入。",
    "上年结转和结余：指以前年度尚未完成、结转到本年按有关规定继续使用的资金。",
    "基本支出：指保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "项目支出：指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。",
    "“三公”经费：指用一般公共预算财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
    "机关运行经费：指为保障行政单位运行，使用一般公共预算财政拨款安排的基本支出中用于购买货物和服务的各项资金。",
)
_UNITS = ("综合服务中心", "执法支队", "信息中心", "事务服务中心")


def duties(random: Random, body: Body, year: int) -> Iterator[Block]:
    """Give the duties of a body and the units its accounts comprise."""
    yield Heading(2, "一、主要职责")
    for at in range(1, random.randint(20, 40)):
        some = "；".join(
            random.choice(_VERBS) + random.choice(_FIELDS) + random.choice(_ENDS)
            for _ in range(random.randint(1, 4))
        )
        yield Paragraph(f"（{numeral(at)}）{some}。")
    yield Heading(2, "二、机构设置")
    units = [body.name]
    if body.scope == "部门":
        units = [f"{body.bare}（本级）"]
        units += [body.bare + name for name in random.sample(_UNITS, random.randint(1, 3))]
    yield Paragraph(f"纳入{body.name}{year}年{body.scope}决算编制范围的预算单位包括：")
    yield from (Paragraph(f"{at}.{name}") for at, name in enumerate(units, start=1))


def terms(story: Story) -> Iterator[Block]:
    """Explain the terms, and the subjects that were spent under."""
    names = codes.functional()
    for at, term in enumerate(_TERMS, start=1):
        yield Paragraph(f"{at}. {term}")
    leaves = [code for code in story.subjects if len(code) == 7]
    for at, code in enumerate(leaves, start=len(_TERMS) + 1):
        path = f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
        yield Paragraph(f"{at}. {path}：反映{names[code]}方面的支出。")
