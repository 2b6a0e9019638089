"""Policy and what explains it: owed, late, orphaned, thin; drafts, proposals, meetings."""

from __future__ import annotations

import pytest

from tests.warehouse.rulebook import Rulebook

FULL = (
    "《办法》的出台背景是标准不统一。目标是理顺机制。"
    "主要措施有三项，逐项列出责任单位和完成时限，申请材料由五项减到三项，时限缩短一半以上。"
)


def messages(rulebook: Rulebook, rule_id: str) -> dict[str | None, str]:
    return {finding.item_id: finding.message for finding in rulebook.found(rule_id)}


def test_a_normative_document_without_interpretation(rulebook: Rulebook) -> None:
    rulebook.item("explained", category="normative", published="2026-11-02")
    rulebook.item("e", category="interpretation", published="2026-11-03")
    rulebook.link("e", "explained", "interprets")
    rulebook.item("bare", category="normative", published="2026-11-02", title="关于印发办法的通知")
    rulebook.item("fresh", category="normative", published="2026-11-20")
    rulebook.item("repealed", category="normative", published="2026-11-02", validity="废止")
    rulebook.item("policy", category="policy", published="2026-11-02")
    rulebook.item("old", category="normative", published="2015-11-02")
    found = {f.item_id: f.message for f in rulebook.findings() if f.check_id == "interpretation_missing"}
    assert found == {"bare": "《关于印发办法的通知》2026-11-02 发布，已过 3 个工作日，未见政策解读。"}
    assert rulebook.rows("SELECT mark FROM operations.known_finding WHERE item_id = 'bare'") == [
        ("recalled",)
    ]


def test_an_interpretation_after_three_working_days_is_late(rulebook: Rulebook) -> None:
    for name, day in (("in-time", "2021-10-11"), ("late", "2021-10-12")):
        rulebook.item(f"d-{name}", category="normative", published="2021-09-30")
        rulebook.item(name, category="interpretation", published=day)
        rulebook.link(name, f"d-{name}", "interprets")
    found = messages(rulebook, "interpretation_late")
    assert list(found) == ["late"]
    assert "相隔 4 个工作日" in found["late"], "the National Day holiday lies between"


def test_a_second_interpretation_may_come_when_it_likes(rulebook: Rulebook) -> None:
    rulebook.item("d", category="normative", published="2021-09-28")
    for name, day in (("first", "2021-09-29"), ("second", "2021-12-12")):
        rulebook.item(name, category="interpretation", published=day)
        rulebook.link(name, "d", "interprets")
    assert messages(rulebook, "interpretation_late") == {}
    rulebook.told("date_conflict", "first")
    assert messages(rulebook, "interpretation_late") == {}, (
        "the first one's day is in doubt, not that it came first"
    )


@pytest.mark.parametrize("doubted", ["d", "e"])
def test_an_interpretation_is_not_late_by_a_day_in_doubt(rulebook: Rulebook, doubted: str) -> None:
    rulebook.item("d", category="normative", published="2021-09-28")
    rulebook.item("e", category="interpretation", published="2021-12-12")
    rulebook.link("e", "d", "interprets")
    rulebook.told("written_conflict", doubted)
    assert list(messages(rulebook, "interpretation_late")) == ["e"], "when it was made plays no part"
    rulebook.told("date_conflict", doubted)
    assert messages(rulebook, "interpretation_late") == {}


def test_an_interpretation_of_nothing_we_hold_is_an_orphan(rulebook: Rulebook) -> None:
    rulebook.item("d", category="policy", published="2026-11-02")
    for name in ("joined", "vague", "ours", "above"):
        title = f"《{name}》政策解读"
        rulebook.item(name, category="interpretation", title=title, published="2026-11-02", body_text=FULL)
    rulebook.item("call", category="interpretation", title="关于公开征求意见的公告", published="2026-11-02")
    rulebook.link("joined", "d", "interprets")
    rulebook.link("ours", None, "interprets", to_reference="友政发〔2026〕9号")
    rulebook.link("above", None, "interprets", to_reference="国办发〔2026〕9号")
    assert messages(rulebook, "interpretation_orphan") == {
        "call": "该信息不是政策解读，却放在政策解读栏目。",
        "vague": "解读没有写明解读的是哪份文件。",
        "ours": "解读的文件（友政发〔2026〕9号）不在信息目录中。",
    }


LACKING = "政策解读未写明背景依据、目标任务、主要措施。"
ASKED = (
    "问：为什么要制定《办法》？答：以往标准不统一，责任不清晰。问：《办法》要解决什么？答：理顺机制，方便群众办事。"
    "问：主要内容有哪些？答：申请材料由五项减到三项，办理时限缩短一半以上，逐项列出责任单位。"
)


INTERPRETATIONS = [
    ("《办法》政策解读", FULL, None),
    ("《办法》政策解读", "各乡镇、各部门请认真学习，抓好落实。" * 5, LACKING),
    (
        "《办法》政策解读",
        "各单位要学习领会出台背景、目标任务和主要措施。" * 5 + "咨询电话见县政府网站。" * 8,
        LACKING,
    ),
    (
        "《办法》政策解读",
        "《办法》对有关要求作了规定，请依据规定办理，意见可向县政府办公室反映。" * 3,
        LACKING,
    ),
    ("《办法》政策解读", FULL.replace("的出台背景是标准不统一", "今日印发"), "政策解读未写明背景依据。"),
    ("《办法》政策解读", FULL.replace("目标是理顺机制", "办法分五章三十条"), "政策解读未写明目标任务。"),
    ("《办法》政策解读", FULL.replace("主要措施有三项", "文件分五章三十条"), "政策解读未写明主要措施。"),
    ("《办法》政策解读", "《办法》的背景、目的和措施见附图。", "政策解读正文只有 17 字，没有解读内容。"),
    ("《办法》政策解读", None, None),
    ("一图读懂《办法》", "《办法》的背景、目的和措施见下图。", None),
    ("一图读懂《办法》", "长图由县政府办公室制作，转载请注明来源。" * 4, LACKING),
    ("《办法》简明问答", ASKED, None),
    ("《办法》简明问答", FULL, "政策解读题为问答而没有问答内容。"),
    ("专家访谈：《办法》怎么看", FULL, "政策解读题为访谈而没有问答内容。"),
    ("关于公开征求意见的公告", "各乡镇、各部门请反馈意见，联系电话见网站。" * 5, None),
]
"""Title, text, and what is told of it."""


def test_an_interpretation_says_background_purpose_and_measures(rulebook: Rulebook) -> None:
    for n, (title, text, _) in enumerate(INTERPRETATIONS):
        rulebook.item(f"e{n}", category="interpretation", title=title, body_text=text)
    rulebook.item("file", category="interpretation", title="《办法》政策解读", body_text="解读全文见附件。")
    rulebook.log.attach("file", "解读.docx", text=FULL)
    expected = {f"e{n}": told for n, (*_, told) in enumerate(INTERPRETATIONS) if told}
    assert messages(rulebook, "interpretation_thin") == expected


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("一图读懂《办法》", "图解"),
        ("《办法》简明问答", "问答"),
        ("专家访谈：《办法》怎么看", "访谈"),
        ("《办法》新闻发布会实录", "发布会"),
        ("动画解读《办法》", "音视频"),
        ("双鸭山日报：读《办法》", "媒体"),
        ("《办法》政策解读", "文字"),
    ],
)
def test_the_form_of_an_interpretation(rulebook: Rulebook, title: str, form: str) -> None:
    rulebook.item("e", category="interpretation", title=title)
    assert rulebook.rows("SELECT form FROM governance.interpretation") == [(form,)]


def test_a_call_for_comments_wants_its_result(rulebook: Rulebook) -> None:
    call = "关于公开征求《友谊县{}（2026年征求意见稿）》意见的公告"
    rulebook.item("answered", category="consultation", title=call.format("养犬办法"), published="2026-03-02")
    result = "《友谊县养犬办法（草案）》公开征求意见采纳情况的通报"
    rulebook.item("result", category="consultation", title=result, published="2026-04-02")
    rulebook.item("bare", category="consultation", title=call.format("停车办法"), published="2026-03-02")
    rulebook.item("open", category="consultation", title=call.format("供水办法"), published="2026-11-02")
    assert messages(rulebook, "consultation_without_result") == {
        "bare": "2026-03-02 公开征求意见，至今未见意见采纳情况。"
    }


def test_a_proposal_wants_its_reply(rulebook: Rulebook) -> None:
    for name in ("answered", "bare"):
        rulebook.item(name, category="proposal", title=f"县政协第{len(name)}号提案", published="2026-03-02")
    rulebook.item("reply", category="proposal", title="对县政协第8号提案的答复", published="2026-06-02")
    rulebook.link("reply", "answered", "answers")
    rulebook.item("fresh", category="proposal", title="县人大第9号建议", published="2026-10-02")
    assert list(messages(rulebook, "proposal_without_reply")) == ["bare"]


def test_a_meeting_whose_number_is_passed_over(rulebook: Rulebook) -> None:
    for unit, numbers in (("county", (1, 2, 5)), ("zfb", (1, 2, 3))):
        for n in numbers:
            title = f"县政府2026年第{n}次常务会议研究粮食生产等事项"
            rulebook.item(f"{unit}{n}", unit_id=unit, category="meeting", title=title)
    rulebook.item("plenary", unit_id="zfb", category="meeting", title="县政府2026年第9次全体会议部署防汛")
    (finding,) = rulebook.found("meeting_missing")
    assert (finding.unit_id, finding.subject) == ("county", "2026")
    assert finding.message == "2026年已公开至第5次常务会议，其中第3、4次的议定事项未见公开。"
