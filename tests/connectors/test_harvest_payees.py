"""Names of payees in the texts that an item keeps."""

from __future__ import annotations

import pytest

from connectors.fields.model import PageReading
from connectors.harvest.payees import conceal_payees
from connectors.payees import Policy
from schemas.item import Attachment

TABLE = (
    "<p>公示如下</p><table><tbody><tr><td>序号</td><td>村</td><td><b>姓 名</b></td><td>金额</td></tr>"
    "<tr><td>1</td><td>王家村</td><td><span>王建国</span></td><td>12.00</td></tr>"
    "<tr><td>合计</td><td></td><td></td><td>12.00</td></tr></tbody></table><p>王建国局长主持。</p>"
)
TEXT = "公示如下\n序号\t村\t姓 名\t金额\n1\t王家村\t王建国\t12.00\n合计\t\t\t12.00\n王建国局长主持。"


def concealed(text: str | None, policy: Policy = "surname") -> tuple[PageReading, Attachment]:
    reading = PageReading(values={"body_html": TABLE, "body_text": TEXT}, files=[])
    file = Attachment(url="http://x/a.xlsx", file_name="a.xlsx", text=text)
    (after,) = conceal_payees(reading, (file,), policy, "subsidy_payment")
    return reading, after


def test_names_of_a_table_are_masked_and_nothing_else() -> None:
    reading, file = concealed(TEXT)
    assert reading.values["body_html"] == TABLE.replace("<span>王建国</span>", "王**")
    assert reading.values["body_text"] == TEXT.replace("\t王建国\t", "\t王**\t")
    assert file.text == TEXT.replace("\t王建国\t", "\t王**\t")


@pytest.mark.parametrize(("policy", "shown"), [("full", "王建国"), ("none", "**")])
def test_the_policy_of_the_registry(policy: Policy, shown: str) -> None:
    reading, file = concealed(TEXT, policy)
    assert f"\t{shown}\t" in (reading.values["body_text"] or "")
    assert f"\t{shown}\t" in (file.text or "")


def test_a_text_without_columns_is_not_kept() -> None:
    _, file = concealed("序号 村 姓名 金额\n1 王家村 王建国 12.00")
    assert file.text is None
    assert file.note == "a list of payees: its text is not kept"


def test_a_file_without_names_stays() -> None:
    words = "项目\t金额\n道路\t12"
    assert concealed(words)[1].text == words


def listed(heading: list[str], *rows: list[str], title: str = "玉米补贴公示") -> PageReading:
    """What is left of a table on a page."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (heading, *rows))
    text = "\n".join("\t".join(row) for row in (heading, *rows))
    reading = PageReading(
        values={"title": title, "body_html": f"<table>{cells}</table>", "body_text": text}, files=[]
    )
    conceal_payees(reading, (), "surname", "subsidy_payment")
    return reading


@pytest.mark.parametrize(
    "heading",
    [
        "残疾人姓名",
        "受助学生姓名",
        "低保户",
        "持卡人",
        "收款人（户主）",
        "家庭成员姓名",
        "享受对象",
        "补贴人姓名",
        "承包方代表",
    ],
)
def test_names_are_known_by_every_heading(heading: str) -> None:
    reading = listed(["序号", heading, "金额"], ["1", "王德发", "12.00"])
    assert reading.values["body_text"] == f"序号\t{heading}\t金额\n1\t王**\t12.00"
    assert "王德发" not in (reading.values["body_html"] or "")


def test_every_column_of_names_is_masked_and_what_has_no_place_beside_them() -> None:
    reading = listed(
        ["序号", "姓名", "年龄", "家庭住址", "致贫原因", "监护人", "金额"],
        ["1", "王小明", "12", "富民村3组", "因病", "王德发", "12"],
    )
    assert (reading.values["body_text"] or "").split("\n")[1] == "1\t王**\t**\t**\t**\t王**\t12"
    html = reading.values["body_html"] or ""
    assert "<td>1</td><td>王**</td><td>**</td><td>**</td><td>**</td><td>王**</td><td>12</td>" in html


def test_a_list_that_tells_of_need_keeps_no_name() -> None:
    reading = listed(["序号", "姓名", "金额"], ["1", "王德发", "450"], title="2021年3月城乡低保对象公示")
    assert reading.values["body_text"] == "序号\t姓名\t金额\n1\t**\t450"


def test_a_cell_that_reaches_over_rows_moves_no_name_out_of_its_column() -> None:
    body = (
        "<table><tr><td>村</td><td>姓名</td><td>金额</td></tr>"
        "<tr><td rowspan=2>富民村</td><td>王德发</td><td>1</td></tr><tr><td>李强</td><td>2</td></tr></table>"
    )
    reading = PageReading(
        values={"title": "补贴", "body_html": body, "body_text": "富民村\t王德发\t1\n李强\t2"}, files=[]
    )
    conceal_payees(reading, (), "surname", "subsidy_payment")
    assert reading.values["body_text"] == "富民村\t王**\t1\n李**\t2"
    assert "李强" not in (reading.values["body_html"] or "")


def test_a_form_is_no_list() -> None:
    reading = listed(["姓名", "", "性别", ""], ["住址", "", "电话", ""])
    assert reading.values["body_text"] == "姓名\t\t性别\t\n住址\t\t电话\t"


@pytest.mark.parametrize(
    ("category", "title", "is_list"),
    [
        ("subsidy_payment", "公示", True),
        ("other", "兴隆镇耕地地力保护补贴发放公示", True),
        ("recruitment", "公益性岗位补贴人员名单", False),
        ("policy", "关于开展春耕的通知", False),
    ],
)
def test_where_lists_are_looked_for(category: str, title: str, is_list: bool) -> None:
    values = {"title": title, "body_html": TABLE, "body_text": TEXT}
    reading = PageReading(values=values, files=[])
    conceal_payees(reading, (), "surname", category)
    assert ("王**" in (reading.values["body_text"] or "")) is is_list
