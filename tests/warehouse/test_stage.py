"""The stage: what goes in comes out, nothing half done is seen, and text is folded alike by both ways."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.arrow import KINDS, schema_of, to_arrow
from schemas.harvest import Finding, Harvested, Probe, Reject, Run, Sighting, SourceReport
from schemas.identity import body_hash, document_alias, folded, index_number_alias, new_item_id
from schemas.item import Attachment, Evidence, Item
from tests.warehouse.county import MONDAY, County, many
from warehouse.stage import StageWriter, read_report, sweep_stages, unmerged_stages

RUN = Run(run_id="20261123T093000", started_at=MONDAY)
REPORT = SourceReport(source_id="portal", completeness="proven", started_at=MONDAY, ended_at=MONDAY)


def full_item() -> Item:
    return Item(
        title="关于印发方案的通知",
        url="http://a.test/1.html",
        category="policy",
        index_number="000014349/2026-00001",
        document_number="友政办发〔2026〕1号",
        publisher="友谊县人民政府办公室",
        publisher_unit_id="office",
        content_source="来源",
        written_on=date(2026, 11, 20),
        published_at=datetime(2026, 11, 22, 18, tzinfo=UTC),
        theme="综合政务",
        genre="通知",
        validity="有效",
        keywords="主题词",
        summary="概述",
        body_text="正文\n第二段",
        body_html="<p>正文</p>",
        attachments=(
            Attachment(
                url="u", file_name="一.pdf", media_type="application/pdf", byte_size=3, sha256="0a", text="文"
            ),
            Attachment(url="v", file_name="二.pdf", note="scan"),
        ),
    )


def full_harvested() -> Harvested:
    return Harvested(
        page_key="k",
        item=full_item(),
        evidence=(
            Evidence(field="title", origin="meta", rule="ArticleTitle", text="关于", disagreed=("a", "b")),
        ),
        document_id="d",
        content_hash="c",
        index_is_valid=True,
        fetched_at=MONDAY,
    )


def test_every_field_of_every_record_arrives(tmp_path: Path) -> None:
    writer = StageWriter(tmp_path, RUN, "portal")
    sighting = Sighting(
        page_key="k",
        address=None,
        native_id="7",
        columns=("/a/", "/b/"),
        row_hash="r",
        outcome="rejected",
        reason="date",
    )
    reject = Reject(page_key="k", address="a", field="title", value="x", rule="length", message="too short")
    finding = Finding(
        check_id="c", severity="warning", message="m", page_key="k", evidence="e", clause="Art.20"
    )
    probe = Probe(page_key="k", state="gone", detail="404")
    for record in (sighting, full_harvested(), reject, finding, probe):
        writer(record)
    folder = writer.commit(REPORT)
    for record in (sighting, reject, finding, probe):
        rows = pq.read_table(folder / f"{KINDS[type(record)]}.parquet").to_pylist()
        assert rows == [
            {**record.model_dump(), **({"columns": ["/a/", "/b/"]} if record is sighting else {})}
        ]
    row = pq.read_table(folder / "harvested.parquet").to_pylist()[0]
    item = full_item()
    for name, value in item.model_dump(exclude={"attachments"}).items():
        assert row[name] == value, name
    assert row["attachments"] == [a.model_dump() for a in item.attachments]
    assert row["evidence"][0]["disagreed"] == ["a", "b"]
    assert (row["index_number_alias"], row["document_alias"]) == (
        index_number_alias(item),
        document_alias(item),
    )
    assert read_report(folder) == REPORT


def test_a_large_harvest_is_written_in_parts(tmp_path: Path) -> None:
    writer = StageWriter(tmp_path, RUN, "portal")
    record = full_harvested()
    long = record.model_copy(update={"item": record.item.model_copy(update={"body_text": "文" * 100_000})})
    for _ in range(150):
        writer(long)
    file = pq.ParquetFile(writer.commit(REPORT) / "harvested.parquet")
    assert file.metadata.num_rows == 150
    assert file.metadata.num_row_groups >= 2


@pytest.mark.parametrize("model", list(KINDS))
def test_no_records_are_an_empty_table(model: type) -> None:
    assert to_arrow(model, []).schema == schema_of(model)
    assert to_arrow(model, []).num_rows == 0


def test_an_unfinished_stage_is_not_seen(county: County) -> None:
    run = county.begin()
    writer = StageWriter(county.warehouse.home, run, "portal")
    writer(many(1)[0].sighting())
    assert unmerged_stages(county.warehouse, run.run_id) == []
    writer.abandon()
    assert list((county.warehouse.home / "stage" / run.run_id).iterdir()) == []


def test_stages_wait_until_they_are_merged_and_old_ones_are_swept(county: County) -> None:
    run = county.begin()
    stages = [county.stage(run, many(2), source=name) for name in ("portal", "town")]
    assert unmerged_stages(county.warehouse, run.run_id) == stages
    county.merge(run, stages[0])
    assert unmerged_stages(county.warehouse, run.run_id) == stages[1:]
    last = county.begin()
    county.stage(last, many(1))
    assert sweep_stages(county.warehouse.home, keep=1) == [run.run_id]
    assert [stage.name for stage in unmerged_stages(county.warehouse, last.run_id)] == ["portal"]


@given(st.text())
def test_folding_is_nfkc_in_lower_case_without_white_space(text: str) -> None:
    assert folded(text) == re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


@given(st.text(st.sampled_from("关于，。（）ＡＢ１ Ⅻ㈠ﬁé\u0301\u3000ΑΣ"), max_size=30))
def test_folding_between_ideographs(text: str) -> None:
    assert folded(text) == re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


@given(st.text(st.sampled_from("关于，。（）ＡＢbC１ Ⅻé\x1c\x85\u3000ΑΣ"), max_size=30))
def test_the_hash_of_a_body_is_that_of_its_folded_text(text: str) -> None:
    item = Item(title="关于春耕的通知", url="http://site.test/1.html", category="plan", body_text=text)
    folded_text = folded(item.body_text or "")
    assert body_hash(item) == hashlib.sha256(f"{folded_text}\n".encode()).hexdigest()


@given(st.text("0123456789abcdef", min_size=1, max_size=32))
def test_new_ids_are_the_same_in_sql_and_in_python(key: str) -> None:
    drawn = duckdb.execute(
        "SELECT left(sha256('230522' || chr(10) || 'portal' || chr(10) || ?), 24)", [key]
    ).fetchall()
    assert drawn == [(new_item_id("230522", "portal", key),)]
