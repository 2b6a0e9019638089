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
    (after,) = conceal_payees(reading, (file,), policy)
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
