"""What several postings, or several runs, show together: found where it is so, silent where it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from schemas.harvest import Finding, Reject
from tests.warehouse.county import MONDAY, County, Page
from tests.warehouse.rulebook import Rulebook
from tests.warehouse.template import found_by

OLD = MONDAY - timedelta(days=900)


def test_a_document_valid_here_and_repealed_there(rulebook: Rulebook) -> None:
    rulebook.item("here", document_id="d", validity="有效", document_number="友政规〔2019〕1号")
    rulebook.item("there", document_id="d", validity="废止", unit_id="czj", unit_name="友谊县财政局")
    (finding,) = rulebook.found("validity_conflict")
    assert (finding.item_id, finding.unit_id) == ("here", "zfb")
    assert finding.message == "本页标注“有效”，而友谊县财政局公开的同一文件标注“废止”。"
    assert finding.evidence is not None
    assert finding.evidence.startswith(
        "友政规〔2019〕1号 关于here的通知；友谊县财政局 http://127.0.0.1/there.html"
    )


def test_other_documents_and_what_is_gone_are_no_conflict(rulebook: Rulebook) -> None:
    rulebook.item("valid", document_id="d", validity="有效")
    rulebook.item("silent", document_id="d", validity=None)
    rulebook.item("in-part", document_id="d", validity="部分失效")
    rulebook.item("other", document_id="e", validity="废止")
    rulebook.item("gone", document_id="d", validity="失效")
    rulebook.log.withdraw("gone")
    assert rulebook.found("validity_conflict") == []


def backdated(county: County) -> list[Finding]:
    return found_by(county.warehouse, county.runs[-1], "backdated_publication")


def page(name: str, **more: Any) -> Page:
    return Page(f"/{name}.html", title=f"关于{name}的通知", body=name, **more)


def test_a_page_that_comes_late_with_an_old_date(county: County) -> None:
    first = [page("a", published_at=OLD), page("b", published_at=OLD)]
    county.harvest(*first)
    assert backdated(county) == [], "the first harvest of an old site"
    county.harvest(*first, page("new", published_at=OLD), page("fresh", published_at=MONDAY))
    (finding,) = backdated(county)
    assert county.rows("SELECT title FROM catalogue.item WHERE item_id = ?", finding.item_id) == [
        ("关于new的通知",)
    ]
    assert finding.message == (
        "页面标注 2024-06-06 发布，而 2026-11-24 完整采集该栏目时尚无此页，2026-11-25 才首次出现，相差 902 天。"
    )
    assert finding.evidence == "栏目 /a/；标注发布日期 2024-06-06；首次采集 2026-11-25"


def test_some_days_are_left_to_the_editors(county: County) -> None:
    county.harvest(page("a"))
    county.harvest(page("a"), page("b", published_at=MONDAY - timedelta(days=5)))
    assert backdated(county) == []


def test_a_column_that_was_not_known_or_not_complete_proves_nothing(county: County) -> None:
    county.harvest(page("a"), completeness="unproven")
    county.harvest(page("a"), page("b", published_at=OLD))
    assert backdated(county) == [], "the harvest before was not complete"
    county.harvest(page("a"), page("b", published_at=OLD), page("c", published_at=OLD, columns=("/b/",)))
    assert backdated(county) == [], "nothing was known of the column"


def test_a_page_that_could_not_be_read_before_is_not_new(county: County) -> None:
    spoiled = page("spoiled", published_at=OLD, outcome="rejected")
    reject = Reject(page_key=spoiled.key, address=None, field="page", value=None, rule="gone", message="404")
    county.harvest(page("a"), spoiled, extra=[reject])
    county.harvest(page("a"), page("spoiled", published_at=OLD))
    assert backdated(county) == []


def test_a_page_that_moved_is_not_new(county: County) -> None:
    county.harvest(page("a"), page("old", published_at=OLD, native_id="7"))
    county.harvest(
        page("a"), Page("/moved.html", title="关于old的通知", body="old", published_at=OLD, native_id="7")
    )
    assert county.rows("SELECT count(*) FROM catalogue.item") == [(2,)]
    assert backdated(county) == []


def test_a_corrected_date_closes_it(county: County) -> None:
    county.harvest(page("a"))
    county.harvest(page("a"), page("b", published_at=OLD))
    assert len(backdated(county)) == 1
    county.harvest(page("a"), page("b", published_at=MONDAY))
    assert backdated(county) == []


def test_a_publisher_nobody_answers_to(rulebook: Rulebook) -> None:
    for item in ("a", "b"):
        rulebook.item(item, publisher="友谊县财政管理局", publisher_unit_id=None)
    (finding,) = rulebook.found("publisher_unresolved")
    assert finding.message.startswith(
        "发布机构“友谊县财政管理局”对不上登记的公开主体，涉及 2 条信息。名称相近的有：友谊县财政局"
    )
    assert (finding.subject, finding.evidence) == ("友谊县财政管理局", "例如：关于a的通知")


def test_publishers_that_are_known_or_not_of_the_county(rulebook: Rulebook) -> None:
    rulebook.item("known", publisher="财政局", publisher_unit_id="czj")
    for number, name in enumerate(
        ("黑龙江省财政厅", "国务院办公厅", "双鸭山市财政局", "集贤县财政局", "甲局、乙局")
    ):
        rulebook.item(f"other-{number}", publisher=name, publisher_unit_id=None)
    rulebook.item("gone", publisher="友谊县丙局", publisher_unit_id=None)
    rulebook.log.withdraw("gone")
    assert rulebook.found("publisher_unresolved") == []
