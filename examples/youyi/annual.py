"""Annual reports (年度报告) as townships publish them: six parts, three tables in the form of 2021."""

from __future__ import annotations

from examples.youyi import applications
from examples.youyi.annual_years import (
    IN_FORCE_WRONG_SINCE,
    LEAVES,
    TOWN,
    Year,
    counted_year,
    fault_of,
    summed,
    year_of,
)
from examples.youyi.model import Posting

_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    ("（三）不予公开", (
        "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
        "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
    )),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    ("（五）不予处理", (
        "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
    )),
    ("（六）其他处理", (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他",
    )),
)  # fmt: skip


def has_tables(posting: Posting) -> bool:
    """Whether the posting is one of the reports that are written here."""
    own = posting.category == "annual_report" and TOWN in posting.title
    return own or fault_of(posting) is not None or applications.reported(posting) is not None


def report(posting: Posting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs and tables, each table to stand after the paragraph of its number (2, 3, 4)."""
    number, fault = posting.published.year, fault_of(posting)
    counted = applications.reported(posting)
    unit = posting.title.partition("20")[0]
    year = year_of(posting) if counted is None else _of_register(counted)
    told = number - 1 if fault == "annual_other_year" else number
    received = year.received[-1] + (fault == "annual_text")
    fees = "" if fault == "annual_fee_statement" else f"{told}年未收取信息处理费。"
    text = [
        f"一、总体情况。{unit}{told}年新收政府信息公开申请{received}件，"
        f"办结{year.results[-1]}件，结转下年度继续办理{year.carried_out[-1]}件。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况。公开内容更新不够及时，下一步将按月核对栏目。",
        f"六、其他需要报告的事项。{fees or '没有。'}",
    ]
    if fault == "annual_sections":
        del text[4]
    return tuple(text), (_disclosed(number, fault), _requests(year, fault), _reviews(fault))


def _of_register(counted: applications.Reported) -> Year:
    leaves = [leaf or group for group, leaves in _GROUPS for leaf in leaves]
    outcomes = [[0] * 6 for _ in leaves]
    for name, cases in counted.outcomes.items():
        outcomes[next(n for n, leaf in enumerate(leaves) if name in leaf)] = cases
    return counted_year(
        summed(counted.received), summed(counted.carried_in), outcomes, summed(counted.carried_out)
    )


def _requests(year: Year, fault: str | None) -> str:
    """Table 3 with its three header rows and merged labels."""
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    lines = [
        f'<td colspan="3" rowspan="3">{note}</td><td colspan="7">申请人情况</td>',
        '<td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td>',
        "".join(f"<td>{head}</td>" for head in _HEADS[1:6]),
        _wide("一、本年新收政府信息公开申请数量", year.received),
        _wide("二、上年结转政府信息公开申请数量", year.carried_in),
    ]
    outcomes = list(year.outcomes)
    height = LEAVES + 1
    for group, leaves in _GROUPS:
        for leaf in leaves:
            first = f'<td rowspan="{height}">三、本年度办理结果</td>' if len(lines) == 5 else ""
            label = f"<td>{leaf}</td>"
            if leaves == ("",):
                label = f'<td colspan="2">{group}</td>'
            elif leaf == leaves[0]:
                label = f'<td rowspan="{len(leaves)}">{group}</td>{label}'
            lines.append(first + label + _cells(outcomes.pop(0)))
    lines.append(f'<td colspan="2">（七）总计</td>{_cells(year.results)}')
    blank = fault == "annual_blank_cells"
    lines.append(_wide("四、结转下年度继续办理", year.carried_out, blank=blank))
    return _table(lines)


def _wide(label: str, numbers: tuple[int, ...], *, blank: bool = False) -> str:
    cells = _cells(numbers)
    if blank:
        cells = cells.replace(f"<td>{numbers[2]}</td>", "<td>&nbsp;</td>", 1)
    return f'<td colspan="3">{label}</td>{cells}'


def _cells(numbers: tuple[int, ...]) -> str:
    return "".join(f"<td>{number}</td>" for number in numbers)


def _reviews(fault: str | None) -> str:
    upheld = {"annual_reviews": (1, 0, 0, 0, 2), "annual_impossible_number": (1, -1, 0, 0, 0)}
    outcomes = "".join(
        f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    )
    return _table(
        [
            '<td colspan="5" rowspan="2">行政复议</td><td colspan="10">行政诉讼</td>',
            '<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td>',
            outcomes * 3,
            _cells(upheld.get(fault or "", (1, 0, 0, 0, 1))) + _cells((0,) * 5) + _cells((0, 0, 0, 1, 1)),
        ]
    )


def _disclosed(number: int, fault: str | None) -> str:
    """Table 2: 行政规范性文件 in force go on from year to year, from a wrong number too."""
    issued, repealed = number % 3, number % 2
    wrong = int(number >= IN_FORCE_WRONG_SINCE)
    in_force = 20 + wrong + sum(y % 3 - y % 2 for y in range(2020, number + 1))
    rules = (0, 0, 1) if fault == "annual_county_rules" else (0, 0, 0)
    return _table(
        [
            '<td colspan="4">第二十条第（一）项</td>',
            "<td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>",
            "<td>规章</td>" + _cells(rules),
            "<td>行政规范性文件</td>" + _cells((issued, repealed, in_force)),
            '<td colspan="4">第二十条第（五）项</td>',
            '<td>信息内容</td><td colspan="3">本年处理决定数量</td>',
            f'<td>行政许可</td><td colspan="3">{number - 1900}</td>',
            '<td colspan="4">第二十条第（六）项</td>',
            '<td>信息内容</td><td colspan="3">本年处理决定数量</td>',
            '<td>行政处罚</td><td colspan="3">4</td>',
            '<td>行政强制</td><td colspan="3">0</td>',
            '<td colspan="4">第二十条第（八）项</td>',
            '<td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td>',
            '<td>行政事业性收费</td><td colspan="3">0</td>',
        ]
    )


def _table(lines: list[str]) -> str:
    rows = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f'<table border="1" cellspacing="0">{rows}</table>'
