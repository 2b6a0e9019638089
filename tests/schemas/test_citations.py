"""What a text refers to, in what sense, and by which words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from schemas.citations import Citation, citations, document_numbers, proposal_key

CHAIN = ("国办发〔2021〕12号", "黑政办发〔2021〕18号", "双政办发〔2021〕20号", "友政办发〔2021〕16号")


def cited(title: str = "", text: str = "", html: str = "", category: str = "policy") -> list[Citation]:
    return list(citations(title or "关于工作的通知", text, html, category=category, own_number=None))


@pytest.mark.parametrize(
    ("title", "number", "named"),
    [
        ("《友谊县供热管理办法》政策解读", "友政规〔2021〕3号", "友谊县供热管理办法"),
        ("关于《友谊县供热管理办法》的解读", "友政规〔2021〕3号", "友谊县供热管理办法"),
        ("一图读懂《友谊县供热管理办法》", "友政规〔2021〕3号", "友谊县供热管理办法"),
        ("一图读懂：友谊县供热管理办法", None, "友谊县供热管理办法"),
        ("友谊县供热管理办法政策解读", None, "友谊县供热管理办法"),
        ("关于友谊县供热管理办法的政策解读", None, "友谊县供热管理办法"),
    ],
)
def test_an_interpretation_names_its_document_in_its_title(
    title: str, number: str | None, named: str
) -> None:
    text = f"近日，县政府印发了《友谊县供热管理办法》（{number}），现解读如下。" if number else "现解读如下。"
    (found,) = [c for c in cited(title, text, category="interpretation") if c.kind == "interprets"]
    assert (found.title, found.number) == (named, number)
    assert found.evidence == title


def test_an_interpretation_names_its_document_in_its_first_words_only() -> None:
    text = "8月1日，县政府出台了《友谊县停车管理办法》，将于9月施行。\n与《友谊县旧办法》相比，材料更少。"
    (found,) = cited("图解新政：停车这样管", text, category="interpretation")
    assert (found.kind, found.title) == ("interprets", "友谊县停车管理办法")


def test_a_link_to_the_document_counts_a_link_to_a_file_does_not() -> None:
    html = (
        '<p><a href="http://a.test/zwgk/1.html">点击查看原文</a><a href="http://a.test/1.pdf">文件下载</a>'
        '<a href="http://a.test/index.html">首页</a></p>'
    )
    found = cited("停车新政", "", html, category="interpretation")
    assert [(c.kind, c.evidence, c.page is not None) for c in found] == [("interprets", "点击查看原文", True)]


def test_an_account_of_own_affairs_interprets_nothing() -> None:
    assert cited("关于2021年依申请公开情况的说明") == []
    (found,) = cited("关于《友谊县供热管理办法》有关情况的说明")
    assert (found.kind, found.title) == ("interprets", "友谊县供热管理办法")


def test_an_issue_of_a_gazette_speaks_in_the_words_of_others() -> None:
    text = "友谊县人民政府关于修改《友谊县旧办法》的决定"
    assert [c.kind for c in cited("友谊县人民政府公报（2022年第1期）", text)] == ["amends"]
    assert cited("友谊县人民政府公报（2022年第1期）", text, category="gazette") == []


@pytest.mark.parametrize(
    ("text", "kind", "reference"),
    [
        (
            "根据《中华人民共和国政府信息公开条例》，制定本办法。",
            "based_on",
            "《中华人民共和国政府信息公开条例》",
        ),
        ("按照国办发〔2021〕12号文件要求，现通知如下。", "based_on", "国办发〔2021〕12号"),
        ("现就贯彻国办发【2021】012号文件精神通知如下。", "based_on", "国办发〔2021〕12号"),
        (
            "本办法自发布之日起施行，《友谊县旧办法》（友政发〔2015〕3号）同时废止。",
            "repeals",
            "友政发〔2015〕3号 《友谊县旧办法》",
        ),
        ("原友政发〔2015〕3号自本办法施行之日起废止。", None, ""),
        ("经研究，决定废止《友谊县旧办法》。", "repeals", "《友谊县旧办法》"),
        ("对《友谊县旧办法》作如下修改：第三条删去。", "amends", "《友谊县旧办法》"),
        ("现将《友谊县新办法》印发给你们，请认真贯彻落实。", None, ""),
        ("根据工作需要，现将《友谊县新办法》予以公布。", None, ""),
    ],
)
def test_the_clause_says_in_what_sense(text: str, kind: str | None, reference: str) -> None:
    found = cited(text=text)
    if kind is None:
        assert [c.kind for c in found if c.kind != "repeals"] == []
    else:
        assert [(c.kind, c.reference) for c in found] == [(kind, reference)]
        assert found[0].reference.split()[0].strip("《》") in text.replace("【", "〔").replace(
            "】", "〕"
        ).replace("012", "12")


def test_the_basis_of_a_repeal_is_not_repealed() -> None:
    text = "根据《黑龙江省规范性文件管理办法》规定，现决定对《友谊县甲办法》、《友谊县乙办法》予以废止。"
    assert {(c.kind, c.title) for c in cited(text=text)} == {
        ("based_on", "黑龙江省规范性文件管理办法"),
        ("repeals", "友谊县甲办法"),
        ("repeals", "友谊县乙办法"),
    }


def test_a_repealing_document_lists_what_it_repeals() -> None:
    basis = "根据《国务院办公厅关于清理文件的通知》，现决定废止下列文件：\n"
    text = basis + "1.《友谊县甲办法》（友政发〔2010〕1号）\n2.友政办发〔2011〕2号"
    found = cited("友谊县人民政府关于废止部分规范性文件的决定", text)
    assert [(c.kind, c.number) for c in found] == [
        ("based_on", None),
        ("repeals", "友政发〔2010〕1号"),
        ("repeals", "友政办发〔2011〕2号"),
    ]


@pytest.mark.parametrize(
    ("title", "kind", "reference"),
    [
        (
            "转发省政府办公厅关于做好春耕生产工作的通知",
            "republishes",
            "《省政府办公厅关于做好春耕生产工作的通知》",
        ),
        ("关于转发《黑龙江省春耕方案》的通知", "republishes", "《黑龙江省春耕方案》"),
        ("友谊县人民政府关于修改《友谊县供热办法》的决定", "amends", "《友谊县供热办法》"),
        ("关于县政协十届二次会议第12号提案的答复", "answers", "十届二次会议第12号提案"),
        ("对县人大第7号建议（关于停车的建议）的答复", "answers", "第7号建议"),
    ],
)
def test_a_title_says_what_it_forwards_amends_or_answers(title: str, kind: str, reference: str) -> None:
    assert [(c.kind, c.reference) for c in cited(title)] == [(kind, reference)]


def test_a_proposal_does_not_answer_itself() -> None:
    assert cited("县政协第132号提案：关于修缮农村公路的提案", category="proposal") == []
    told = "县政府办公室关于县政协第132号提案办理情况的函"
    assert [c.kind for c in cited(told, category="proposal")] == ["answers"]


def test_a_proposal_and_its_answer_have_one_key() -> None:
    answer = proposal_key("对县政协十届二次会议第12号提案的答复")
    assert answer == proposal_key("政协友谊县十届二次会议第012号提案：关于加强停车管理的提案")
    assert proposal_key("对县人大第7号建议的答复") == "第7号建议"
    assert proposal_key("关于加强停车管理的建议") is None


@pytest.mark.parametrize(("upper", "lower"), list(pairwise(CHAIN)))
def test_the_chain_of_the_plan(upper: str, lower: str) -> None:
    text = (
        f"为贯彻落实《上级办公室关于印发2021年政务公开工作要点的通知》（{upper}）精神，结合实际，制定本要点。"
    )
    found = citations("2021年政务公开工作要点", text, None, category="plan", own_number=lower)
    assert [(c.kind, c.number) for c in found] == [("based_on", upper)]


def test_an_item_does_not_cite_itself() -> None:
    text = "现就落实友政办发〔2021〕16号通知如下。"
    assert not citations("通知", text, None, category="policy", own_number="友政办发〔2021〕16号")


def test_numbers_in_any_brackets() -> None:
    text = "黑政办发[2021]18号、双政办发（2021）020号、友政办发〔2021年〕16号"
    assert document_numbers(text) == list(CHAIN[1:])
