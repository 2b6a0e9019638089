"""Texts of statutes on the county's pages against the library: in force, outdated, altered, unknown, repealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from connectors.statutes import official_texts
from examples.youyi.statutes import dressed, text
from schemas.base import SHANGHAI
from schemas.statutes import statutes_of
from tests.warehouse.rulebook import RUN, Rulebook
from warehouse.checks import run_checks
from warehouse.statutes import match_statutes

NAME = "中华人民共和国政府信息公开条例"
SIGNBOARD = "黑龙江省样例户外招牌管理办法"
REPEAL = (
    "省政府关于废止部分规章的决定\n（2023年12月5日黑龙江省人民政府令第911号公布 自2024年1月1日起施行）\n"
    f"一、《{SIGNBOARD}》（2009年5月6日黑龙江省人民政府令第855号公布）"
)


def library(rulebook: Rulebook, *texts: Sequence[str] | str) -> int:
    """Hold what stands against a library of these texts."""
    joined = [t if isinstance(t, str) else "\n".join(t) for t in texts]
    found = [one for t in joined for one in official_texts(t, t.partition("\n")[0], "file")]
    return match_statutes(rulebook.warehouse, statutes_of(found))


def shown(rulebook: Rulebook, item_id: str, lines: Sequence[str], **columns: str) -> None:
    own = {"category": "regulation", "title": NAME, "body_text": "\n".join(lines)}
    rulebook.item(item_id, published="2026-11-02", **own | columns)


def verdicts(rulebook: Rulebook, day: str = "2026-11-24") -> dict[str, str]:
    found = rulebook.rows("SELECT item_id, verdict FROM governance.statute_verdict_on(?::DATE)", day)
    return dict(found)


def test_the_text_of_order_492_in_place_of_order_711(rulebook: Rulebook) -> None:
    shown(rulebook, "old", dressed("disclosure-492", "plain"), unit_id="czj")
    shown(rulebook, "new", dressed("disclosure-711", "book"))
    library(rulebook, text("disclosure-492"), text("disclosure-711"))
    (finding,) = rulebook.found("statute_outdated")
    assert (finding.unit_id, finding.item_id) == ("czj", "old")
    assert finding.message == (
        f"本页登载的《{NAME}》是2007年4月5日国务院令第492号公布的文本，"
        "现行文本为2019年4月3日国务院令第711号修订，自2019年5月15日起施行。"
    )
    assert verdicts(rulebook) == {"old": "outdated", "new": "current"}


def test_the_old_text_is_known_by_its_order_where_the_library_has_the_new_one_alone(
    rulebook: Rulebook,
) -> None:
    old = dressed("disclosure-492", "plain")
    shown(rulebook, "by-order", old)
    shown(rulebook, "by-date", [old[0], *old[2:]])
    library(rulebook, text("disclosure-711"))
    assert {f.item_id for f in rulebook.found("statute_outdated")} == {"by-date", "by-order"}
    told = rulebook.rows("SELECT item_id, told_by FROM governance.statute_match ORDER BY ALL")
    assert told == [("by-date", "date"), ("by-order", "order")]


def test_a_version_counts_from_the_day_it_is_in_force(rulebook: Rulebook) -> None:
    for key in ("parking-1", "parking-2"):
        shown(rulebook, key, dressed(key, "plain"), category="rule", title=text(key)[0])
    library(rulebook, text("parking-1"), text("parking-2"))
    assert verdicts(rulebook, "2030-12-31") == {"parking-1": "current", "parking-2": "pending"}
    assert verdicts(rulebook, "2031-01-01") == {"parking-1": "outdated", "parking-2": "current"}
    assert not {f.check_id for f in rulebook.findings() if f.check_id.startswith("statute")}


def test_a_few_changed_characters_are_told_article_by_article(rulebook: Rulebook) -> None:
    changes = (("第十二条", "应当", "可以"), ("第二十九条", "日内", "月内"))
    lines = [line for line in dressed("disclosure-711", "plain", changes) if not line.startswith("第四十条")]
    shown(rulebook, "a", lines)
    library(rulebook, text("disclosure-711"))
    (finding,) = rulebook.found("statute_altered")
    assert finding.message == (
        f"本页登载的《{NAME}》与正式文本（2019年4月3日国务院令第711号修订）有 3 处不符："
        "第十二条“作日内应当把纸质”作“作日内可以把纸质”；第二十九条“个工作日内应当”作“个工作月内应当”；第四十条缺少。"
    )
    (change, *_) = rulebook.rows("SELECT expected, shown FROM governance.statute_change ORDER BY position")
    assert "应当" in change[0]
    assert change[1] == change[0].replace("应当", "可以", 1)


@pytest.mark.parametrize("dress", ["plain", "book", "flowed"])
def test_the_dress_of_a_page_is_no_alteration(rulebook: Rulebook, dress: str) -> None:
    around = ["近日登载如下。", *dressed("disclosure-711", dress), "联系电话：0469-5820000。", "县司法局"]
    shown(rulebook, "a", around)
    library(rulebook, text("disclosure-492"), text("disclosure-711"))
    assert verdicts(rulebook) == {"a": "current"}


def test_what_the_library_does_not_hold_is_unknown(rulebook: Rulebook) -> None:
    shown(rulebook, "strange", dressed("sand", "plain"), title="样例河道采砂作业条例")
    shown(rulebook, "own", dressed("sand", "plain"), category="normative", title="友谊县采砂管理办法")
    shown(rulebook, "list", ["现行有效行政法规目录如下。"], title="现行有效行政法规目录")
    library(rulebook, text("disclosure-711"))
    (finding,) = rulebook.found("statute_unknown")
    assert (finding.item_id, finding.severity) == ("strange", "info")
    assert "法规参照库没有收录《样例河道采砂作业条例》" in finding.message


def test_papers_about_a_statute_are_no_text_of_it(rulebook: Rulebook) -> None:
    for n, title in enumerate((f"《{NAME}》解读", f"{NAME}释义", f"{NAME}（节选）", f"关于学习{NAME}的通知")):
        shown(rulebook, str(n), dressed("disclosure-492", "plain")[3:], category="policy", title=title)
    library(rulebook, text("disclosure-711"))
    assert verdicts(rulebook) == {}


def test_a_text_in_a_file_is_compared_too(rulebook: Rulebook) -> None:
    shown(rulebook, "a", ["全文见附件。"], category="system", title=f"{NAME}文本")
    rulebook.log.attach("a", f"{NAME}.pdf", text="\n".join(dressed("disclosure-492", "book")))
    library(rulebook, text("disclosure-492"), text("disclosure-711"))
    (finding,) = rulebook.found("statute_outdated")
    assert finding.evidence == f"附件：{NAME}.pdf，正文与该版本相符 100%，共 38 条"


def test_what_another_document_repeals_is_not_shown_as_valid(rulebook: Rulebook) -> None:
    for name, validity in (("valid", "有效"), ("marked", "废止"), ("bare", None), ("later", "有效")):
        rulebook.item(name, title=f"友谊县{name}办法", validity=validity)
    rulebook.item(
        "r", title="关于废止部分文件的通知", document_number="友政发〔2026〕3号", published="2026-11-02"
    )
    for name in ("valid", "marked", "bare"):
        rulebook.link("r", name, "repeals", evidence=f"《友谊县{name}办法》予以废止")
    body = "本办法自2027年1月1日起施行，《友谊县later办法》同时废止。"
    rulebook.item("next", title="友谊县新办法", published="2026-11-02", body_text=body)
    rulebook.link("next", "later", "repeals", evidence=body)
    (finding,) = rulebook.found("repealed_shown_valid")
    assert finding.item_id == "valid"
    assert "友政发〔2026〕3号 《关于废止部分文件的通知》已于 2026-11-02 将其废止" in finding.message


def test_one_fault_is_not_told_by_the_conflict_of_postings_too(rulebook: Rulebook) -> None:
    for name, validity in (("valid", "有效"), ("marked", "废止")):
        rulebook.item(name, document_id="d", validity=validity)
    assert [f.item_id for f in rulebook.found("validity_conflict")] == ["valid"]
    rulebook.item("r", title="关于废止的通知", published="2026-11-02")
    rulebook.link("r", "marked", "repeals", evidence="予以废止")
    assert [f.item_id for f in rulebook.found("repealed_shown_valid")] == ["valid"]
    assert rulebook.found("validity_conflict") == []


def test_a_statute_that_the_library_says_is_repealed(rulebook: Rulebook) -> None:
    for name, validity in (("valid", "有效"), ("silent", None), ("marked", "失效")):
        lines = dressed("signboard", "plain")
        shown(rulebook, name, lines, category="rule", title=SIGNBOARD, validity=validity)
    library(rulebook, text("signboard"), REPEAL)
    assert verdicts(rulebook, "2023-12-31") == dict.fromkeys(("valid", "silent", "marked"), "current")
    found = {f.item_id: f.message for f in rulebook.found("repealed_shown_valid")}
    assert set(found) == {"valid", "silent"}
    assert found["valid"].endswith("已于 2024-01-01 被黑龙江省人民政府令第911号废止，本页仍标注“有效”。")


def test_what_was_compared_is_compared_again_only_for_a_reason(rulebook: Rulebook) -> None:
    shown(rulebook, "a", dressed("disclosure-492", "plain"))
    shown(rulebook, "b", dressed("disclosure-711", "plain"))
    texts = (text("disclosure-492"), text("disclosure-711"))
    assert [library(rulebook, *texts), library(rulebook, *texts)] == [2, 0]
    shown(rulebook, "a", dressed("disclosure-711", "flowed"), content_hash="edited")
    assert library(rulebook, *texts) == 1
    rulebook.log.withdraw("b")
    assert library(rulebook, *texts) == 0
    assert verdicts(rulebook) == {"a": "current"}
    assert library(rulebook) == 0
    assert verdicts(rulebook) == {}, "without a library nothing is said"


def test_the_verdict_of_the_run_is_kept(rulebook: Rulebook) -> None:
    shown(rulebook, "a", dressed("disclosure-492", "plain"))
    library(rulebook, text("disclosure-492"), text("disclosure-711"))
    before = RUN.model_copy(update={"started_at": datetime(2019, 5, 14, tzinfo=SHANGHAI)})
    for run, verdict in ((before, "current"), (RUN, "outdated")):
        run_checks(rulebook.warehouse, run)
        assert rulebook.rows("SELECT verdict FROM governance.statute_verdict") == [(verdict,)]
        assert rulebook.rows('SELECT "登载版本" FROM "公开"."法规文本核对"') == [
            ("2007年4月5日国务院令第492号公布",)
        ]


def test_rules_in_force_and_whether_they_stand_together(rulebook: Rulebook) -> None:
    granary = "黑龙江省样例粮食仓房管理规定"
    shown(rulebook, "central", dressed("granary", "plain"), category="rule", title=granary)
    shown(rulebook, "astray", dressed("parking-1", "plain"), category="policy", title=text("parking-1")[0])
    library(rulebook, text("granary"), text("parking-1"), text("signboard"), REPEAL, text("disclosure-711"))
    rulebook.findings()
    rows = rulebook.rows(
        'SELECT "规章名称", "已集中公开", "现行文本条数" FROM "公开"."现行有效规章" ORDER BY ALL'
    )
    assert rows == [(text("parking-1")[0], False, 1), (granary, True, 1)]
