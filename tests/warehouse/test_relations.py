"""Documents and links over several runs: what joins, what parts, what is written when, and that nothing is twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from schemas.harvest import Run
from tests.warehouse.county import MONDAY, County, Page
from warehouse.checks import run_checks
from warehouse.relations import relate

LONG = (
    "各乡（镇）人民政府，县直有关单位：为切实做好全县供热保障工作，经县政府同意，现将有关事项通知如下。"
    "一、提高认识，压实责任，主要负责人要亲自部署、亲自过问，确保供热平稳有序。"
    "二、加强储备，热源企业须于10月15日前储煤达到全年用量的六成，并留足应急储备。"
    "三、畅通渠道，设立二十四小时投诉电话0469-5812345，做到接诉即办、限时办结。"
    "四、严肃纪律，对推诿扯皮、影响群众取暖的单位和个人，依规依纪追究责任。"
    "五、各单位于每周五下班前将工作进展情况报县住建局汇总，由县政府办公室适时督查。"
)


def page(name: str, title: str, body: str = LONG, **more: Any) -> Page:
    return Page(f"/{name}.html", title=title, body=body, **more)


def document(county: County, *names: str) -> list[str]:
    """The document ids of these pages, as letters in the order of their first occurrence."""
    found = dict(
        county.rows("SELECT regexp_extract(url, '([^/]+).html', 1), document_id FROM catalogue.item")
    )
    ids = [found[name] for name in names]
    return ["abcdefgh"[list(dict.fromkeys(ids)).index(i)] for i in ids]


def links(county: County) -> set[tuple[str, ...]]:
    return set(
        county.rows(
            """
            SELECT regexp_extract(f.url, '([^/]+).html', 1), l.kind,
                coalesce(regexp_extract(t.url, '([^/]+).html', 1), l.to_reference)
            FROM catalogue.link AS l JOIN catalogue.item AS f ON f.item_id = l.from_item_id
            LEFT JOIN catalogue.item AS t ON t.item_id = l.to_item_id
            """
        )
    )


def harvest(county: County, *pages: Page, **settings: Any) -> Run:
    county.harvest(*pages, **settings)
    relate(county.warehouse, county.runs[-1])
    return county.runs[-1]


TITLE = "友谊县人民政府办公室关于做好2021年供热工作的通知"


def test_postings_of_one_document_share_their_id_across_sites_and_runs(county: County) -> None:
    harvest(
        county,
        page("a", TITLE, document_number="友政办发〔2021〕16号"),
        page("x", "关于别的事项的通知", "别的正文"),
    )
    before = document(county, "a", "x")
    harvest(
        county,
        page(
            "b",
            "关于做好2021年供热工作的通知",
            LONG.replace("亲自过问", "亲自督办"),
            document_number="友政办发〔2021〕16号",
        ),
        page(
            "c", TITLE, LONG + "附件：任务分工表。", index_number="000014349/2024-00001", published_at=MONDAY
        ),
        source="town",
    )
    assert before == ["a", "b"]
    assert document(county, "a", "b", "c", "x") == ["a", "a", "a", "b"]
    assert county.rows("SELECT DISTINCT version FROM catalogue.item") == [(1,)]


def test_likeness_is_not_identity(county: County) -> None:
    later = LONG.replace("现将", "现将2022年")
    harvest(
        county,
        page("a", "关于做好供热工作的通知", LONG, document_number="友政办发〔2021〕16号"),
        page("b", "关于做好供热工作的通知", later, document_number="友政办发〔2022〕9号"),
        page("c", "《关于做好供热工作的通知》解读", LONG, document_number="友政办发〔2021〕16号"),
        page("d", "关于做好供热工作的补充通知", LONG),
    )
    assert document(county, "a", "b", "c", "d") == ["a", "b", "c", "d"]


def test_the_order_of_arrival_does_not_matter_for_who_belongs_together(county: County) -> None:
    """`b` has no number; it joins the two postings that came before it and did not know of each other."""
    number = "友政办发〔2021〕16号"
    harvest(county, page("a", "供热保障工作方案", "（见附件）" * 20, document_number=number))
    harvest(county, page("c", TITLE, LONG), source="town")
    assert document(county, "a", "c") == ["a", "b"]
    harvest(
        county,
        page("a", "供热保障工作方案", "（见附件）" * 20, document_number=number),
        page("b", TITLE, LONG + "（见附件）" * 20, document_number=number),
    )
    assert document(county, "b", "c") == ["a", "a"]


def test_two_documents_that_turn_out_to_be_one_get_a_version(county: County) -> None:
    half = len(LONG) // 2
    one, two = LONG[: half + 60], LONG[half - 60 :]
    harvest(county, page("a", TITLE, one))
    harvest(county, page("b", TITLE, two), source="town")
    assert document(county, "a", "b") == ["a", "b"]
    run = harvest(county, page("a", TITLE, one), page("whole", TITLE, LONG))
    assert document(county, "a", "b", "whole") == ["a", "a", "a"]
    versions = county.rows(
        "SELECT url, version, run_id FROM catalogue.item_version ORDER BY valid_from, version, url"
    )
    assert ("http://site.test/b.html", 2, run.run_id) in versions
    assert len(versions) == 4
    assert [f.check_id for f in run_checks(county.warehouse, run)] == []
    sent = county.rows(
        "SELECT item_id, version FROM exchange.delivery WHERE target_id = 'all' ORDER BY ordinal"
    )
    assert len(sent) == 4


def test_an_edited_posting_keeps_its_document_or_leaves_it(county: County) -> None:
    twins = [page("a", TITLE), page("b", TITLE)]
    harvest(county, *twins, page("c", "关于表彰先进的决定", LONG.replace("供热", "教育")))
    ids = dict(county.rows("SELECT url, document_id FROM catalogue.item"))
    assert ids["http://site.test/a.html"] == ids["http://site.test/b.html"]
    harvest(
        county,
        page("a", TITLE),
        page("b", "关于2022年放假的通知", "放假三天。"),
        page("c", "关于表彰的决定", "改写了。"),
    )
    later = dict(county.rows("SELECT url, document_id FROM catalogue.item"))
    assert later["http://site.test/a.html"] == ids["http://site.test/a.html"]
    assert later["http://site.test/b.html"] not in ids.values()
    assert later["http://site.test/c.html"] == ids["http://site.test/c.html"]


def test_a_second_call_changes_nothing(county: County) -> None:
    run = harvest(county, page("a", TITLE), page("b", TITLE))
    before = [county.rows(f"FROM {t} ORDER BY ALL") for t in ("catalogue.item_version", "catalogue.link")]
    assert relate(county.warehouse, run).related == 0
    assert [
        county.rows(f"FROM {t} ORDER BY ALL") for t in ("catalogue.item_version", "catalogue.link")
    ] == before


def test_what_a_killed_run_left_is_made_good(county: County) -> None:
    county.harvest(page("a", TITLE), page("b", TITLE))
    harvest(county, page("a", TITLE), page("b", TITLE), page("c", TITLE))
    assert document(county, "a", "b", "c") == ["a", "a", "a"]


CHAIN = ("国办发〔2021〕12号", "黑政办发〔2021〕18号", "双政办发〔2021〕20号", "友政办发〔2021〕16号")


def chained(place: int) -> Page:
    upper = f"根据《上级关于印发工作要点的通知》（{CHAIN[place - 1]}）精神，" if place else ""
    return page(
        f"chain{place}",
        f"第{'甲乙丙丁'[place]}级2021年政务公开工作要点",
        f"{upper}制定本要点。",
        document_number=CHAIN[place],
    )


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_chain_is_linked_whatever_comes_first(county: County, order: tuple[int, ...]) -> None:
    pages: list[Page] = []
    for place in order:
        pages.append(chained(place))
        harvest(county, *pages)
    assert links(county) == {(f"chain{n}", "based_on", f"chain{n - 1}") for n in (1, 2, 3)}


def test_a_target_outside_the_catalogue_stays_a_reference(county: County) -> None:
    harvest(county, chained(3))
    assert links(county) == {("chain3", "based_on", "双政办发〔2021〕20号 《上级关于印发工作要点的通知》")}
    assert county.rows("SELECT to_item_id, evidence FROM catalogue.link") == [
        (None, "根据《上级关于印发工作要点的通知》（双政办发〔2021〕20号）精神，制定本要点。")
    ]


POLICY = page(
    "policy", "友谊县人民政府办公室关于印发《友谊县供热管理办法》的通知", document_number="友政规〔2021〕3号"
)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("《友谊县供热管理办法》政策解读", "现就有关内容解读如下。"),
        ("图解新政", "近日，县政府印发了《供热管理办法》（友政规〔2021〕3号）。"),
        ("一图读懂友谊县供热管理办法", "看图。"),
    ],
)
def test_an_interpretation_finds_its_policy(county: County, title: str, body: str) -> None:
    reading = page("reading", title, body, published_at=MONDAY + timedelta(days=3))
    harvest(county, reading)
    assert not {link for link in links(county) if link[2] == "policy"}
    harvest(county, reading, POLICY)
    assert ("reading", "interprets", "policy") in links(county)


def test_of_two_documents_of_one_number_the_one_so_titled(county: County) -> None:
    bears = {"document_number": POLICY.document_number}
    harvest(
        county,
        POLICY,
        page("other", "友谊县人民政府关于成立防汛抗旱指挥部的通知", "成员名单如下。" * 60, **bears),
        page(
            "reading",
            "《友谊县供热管理办法》解读",
            "县政府印发了《友谊县供热管理办法》（友政规〔2021〕3号）。",
        ),
    )
    assert links(county) == {("reading", "interprets", "policy")}


def test_a_proposal_is_answered_under_its_subject_or_in_its_year(county: County) -> None:
    """Numbers of proposals begin anew every year."""
    answer = "对县政协第8号提案（关于{}的提案）的答复"
    then = {"published_at": MONDAY - timedelta(days=1200)}
    harvest(
        county,
        page("kerbs", "县政协第8号提案：关于铺设盲道的提案", "盲道不足。" * 9, **then),
        page("floods", "县政协第9号提案", "堤防不牢。" * 9, **then),
        page("late", answer.format("铺设盲道"), "已列入计划。" * 9),
        page("other", answer.format("防汛抗旱"), "已加固堤防。" * 9),
        page("strange", "对县政协第9号提案的答复", "已办理。" * 9),
        page(
            "prompt",
            "关于县政协第9号提案的答复",
            "已办结。" * 9,
            published_at=MONDAY - timedelta(days=1100),
        ),
    )
    assert links(county) == {
        ("late", "answers", "kerbs"),
        ("other", "answers", "第8号提案"),
        ("strange", "answers", "第9号提案"),
        ("prompt", "answers", "floods"),
    }


def test_of_two_documents_of_one_title_the_newest_before_the_interpretation(county: County) -> None:
    name = "友谊县人民政府关于印发《友谊县供热管理办法》的通知"
    harvest(
        county,
        page(
            "old",
            name,
            "旧办法" * 60,
            document_number="友政规〔2015〕1号",
            published_at=MONDAY - timedelta(days=3000),
        ),
        page(
            "new",
            name,
            "新规定" * 60,
            document_number="友政规〔2021〕3号",
            published_at=MONDAY - timedelta(days=900),
        ),
        page(
            "newest",
            name,
            "再改过" * 60,
            document_number="友政规〔2023〕3号",
            published_at=MONDAY - timedelta(days=9),
        ),
        page("reading", "《友谊县供热管理办法》解读", "说明。", published_at=MONDAY - timedelta(days=890)),
    )
    assert links(county) == {("reading", "interprets", "new")}


def test_the_views_answer_what_lacks_what(county: County) -> None:
    harvest(
        county,
        POLICY,
        page("again", POLICY.title, document_number="友政规〔2021〕3号", host="http://b.test"),
        page("alone", "友谊县人民政府关于印发《友谊县停车办法》的通知", "停车规定" * 40),
    )
    waiting = 'SELECT "标题" FROM "公开"."未解读政策文件" ORDER BY length("标题") DESC'
    assert county.rows(waiting) == [(POLICY.title,), ("友谊县人民政府关于印发《友谊县停车办法》的通知",)]
    reading = page("reading", "《友谊县供热管理办法》政策解读", "说明。")
    orphan = page("orphan", "《友谊县放牧办法》政策解读", "说明。")
    harvest(county, reading, orphan, source="town")
    county.warehouse.connection.execute(
        "UPDATE catalogue.item_version SET category = 'interpretation' WHERE source_id = 'town'"
    )
    assert county.rows(waiting) == [("友谊县人民政府关于印发《友谊县停车办法》的通知",)]
    assert county.rows('SELECT "标题", "所指文件" FROM "公开"."未关联政策解读"') == [
        ("《友谊县放牧办法》政策解读", "《友谊县放牧办法》")
    ]
    assert county.rows('SELECT "发布条数" FROM "公开"."一文多发"') == [(2,)]
    assert county.rows(
        'SELECT "关联类型", "目录中有" FROM "公开"."信息关联" WHERE "标题" LIKE \'%放牧%\''
    ) == [("解读", "否")]


def test_a_further_posting_refers_to_the_first(county: County) -> None:
    harvest(
        county,
        page("late", TITLE, published_at=MONDAY),
        page("early", TITLE, published_at=MONDAY - timedelta(days=700)),
    )
    assert links(county) == {("late", "republishes", "early")}
