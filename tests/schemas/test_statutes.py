"""Version lines and articles, however a page sets them; two texts side by side."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.enactments import enactments
from schemas.statute_changes import Change, ChangeKind, compare, pieces, told
from schemas.statute_text import letters, names_a_statute, read_statute, statute_key

LINE = (
    "（2007年4月5日中华人民共和国国务院令第492号公布　"
    "2019年4月3日中华人民共和国国务院令第711号修订　自2019年5月15日起施行）"
)
PLAIN = (
    "样例条例\n第一章　总则\n第一条　甲方应当登记；登记后归档。\n第二条　依照本条例第一条规定，乙方“复核”。\n"
    "第二章　附则\n第三条　本条例自2020年1月1日起施行。"
)


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "2007年4月5日 … 国务院令第492号公布 / 2019年4月3日 … 第711号修订 / 2019年5月15日 施行",
        "（２００７年４月５日国务院令第４９２号公布\n2019年4月3日国务院令第711号修订，自2019年5月15日起施行）",
    ],
)
def test_a_version_line_is_read(line: str) -> None:
    made, revised = enactments(line)
    assert (made.action, made.on, made.order) == ("made", date(2007, 4, 5), "国务院令第492号")
    assert (revised.action, revised.order) == ("revised", "国务院令第711号")
    assert revised.in_force_on == date(2019, 5, 15)


def test_other_acts_of_a_version_line() -> None:
    adopted = (
        "（1999年3月2日第九届样例会议通过　2004年5月1日公布　"
        "根据2018年4月26日《关于修改样例的决定》修正　2024年1月5日省政府令第3号废止）"
    )
    assert [act.action for act in enactments(adopted)] == ["made", "amended", "repealed"]
    assert [act.on.year for act in enactments("（1989年4月4日样例大会第二次会议通过）")] == [1989]
    assert enactments("样例条例\n发布日期：2019-04-03") == ()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", " "),
        PLAIN.replace("\n", "").replace("　", " "),
        PLAIN.replace("第一条", "第1条", 1).replace("，", ",").replace("“复核”", "「复核」"),
        PLAIN.replace("本条例第一条", "本条例\n第一条").replace("归\n档", "归档"),
        PLAIN.replace("第二条", "- 1 -\n样例条例\n第二条", 1).replace("归档。", "归档[2]。")
        + "\n[2] 编者注。",
        "目录\n第一章 总则……1\n第二章 附则……2\n" + PLAIN + "\n【打印】【关闭】\n联系电话：0469-5820000",
        "# "
        + PLAIN.replace("第一章", "<!-- 题注 -->\n## 第一章")
        .replace("第二章", "\n## 第二章")
        .replace("\n", "\n\n"),
        PLAIN.replace("甲方应当登记", "甲方\n应当登 记").replace("第三条", "第 三 条"),
    ],
)
def test_layout_punctuation_and_notes_are_no_alteration(text: str) -> None:
    official, shown = read_statute(PLAIN), read_statute(text, "样例条例")
    assert [a.number for a in shown.articles] == [1, 2, 3]
    assert compare(official.articles, shown.articles) == (1.0, ())


def test_an_article_begins_with_whatever_word() -> None:
    text = (
        "第一条　依照第二条和第三条规定办理。第二条　及时登记。第三条　至少一次。第四条　和解的，依照第五条。"
    )
    assert [a.text[:2] for a in read_statute(text).articles] == ["依照", "及时", "至少", "和解"]


def test_what_differs_is_told_by_article() -> None:
    official = read_statute(PLAIN).articles
    changed = read_statute(PLAIN.replace("应当", "可以").replace("2020年", "2021年")).articles
    _, changes = compare(official, changed)
    assert [(c.label, c.kind) for c in changes] == [("第一条", "changed"), ("第三条", "changed")]
    dropped = read_statute(PLAIN.replace("第二条　依照本条例第一条规定，乙方“复核”。", "")).articles
    assert [(c.label, c.kind) for c in compare(official, dropped)[1]] == [("第二条", "missing")]
    more = read_statute(PLAIN + "\n第四条　另行规定。").articles
    assert [(c.label, c.kind) for c in compare(official, more)[1]] == [("第四条", "added")]


def test_an_article_moved_by_one_is_the_same_article() -> None:
    said = [f"{who}方应当逐项登记并归档。" for who in "甲乙丙丁戊"]
    whole, short = (
        "\n".join(f"第{n}条　{words}" for n, words in zip("一二三四五", part, strict=False))
        for part in (said, [said[0], *said[2:]])
    )
    changes = compare(read_statute(whole).articles, read_statute(short).articles)[1]
    assert [(c.label, c.kind) for c in changes] == [("第二条", "missing")]


def test_pieces_are_words_that_can_be_read() -> None:
    assert pieces("收到后三个工作日内答复，并登记。", "收到后,十三个工作日内答复并登记") == [
        ("same", "收到后,"),
        ("new", "十"),
        ("same", "三个工作日内答复并登记"),
    ]
    assert pieces("应当公开", "可以公开") == [("gone", "应当"), ("new", "可以"), ("same", "公开")]
    assert pieces("", "多出一条") == [("new", "多出一条")]


@pytest.mark.parametrize(
    ("expected", "shown", "words"),
    [
        ("收到后三个工作日内答复。", "收到后十三个工作日内答复。", "第二条“收到后三个工”作“收到后十三个工”"),
        ("应当公开", "可以公开", "第二条“应当公开”作“可以公开”"),
        ("应当及时公开", "应当公开", "第二条“应当及时公开”作“应当公开”"),
        ("甲方登记乙方复核", None, "第二条缺少"),
        (None, "另行规定", "第二条多出"),
    ],
)
def test_a_change_in_a_few_words(expected: str | None, shown: str | None, words: str) -> None:
    kind: ChangeKind = "missing" if shown is None else "added" if expected is None else "changed"
    assert told(Change("第二条", kind, expected, shown)) == words


def test_numerals_and_digits_are_words_and_no_layout() -> None:
    assert letters("二十个工作日") != letters("三十个工作日")
    assert letters("２０个工作日，") == letters("20 个工作日")


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("中华人民共和国政府信息公开条例", "政府信息公开条例"),
        ("《政府信息公开条例》（国务院令第711号）", "政府信息公开条例"),
        ("中华人民共和国国务院令第711号 政府信息公开条例", "政府信息公开条例"),
        ("中华人民共和国政府信息公开条例全文", "政府信息公开条例"),
        ("政府信息公开条例（2019年修订）文本", "政府信息公开条例"),
    ],
)
def test_one_statute_under_many_titles(title: str, key: str) -> None:
    assert statute_key(read_statute("", title).names[0]) == key


@pytest.mark.parametrize(
    "title",
    [
        "政府信息公开条例解读",
        "关于印发《样例办法》的通知",
        "样例条例（征求意见稿）",
        "行政法规目录",
        "学习样例条例",
    ],
)
def test_papers_about_statutes(title: str) -> None:
    assert not names_a_statute(title)
