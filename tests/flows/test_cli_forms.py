"""Annual reports written in the official form pass the checks that published ones are put to."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.datasets import Context, read_dataset
from connectors.datasets.annual_form import form
from connectors.tables import read_grids
from flows.cli import cli
from flows.forms.annual_report import APPLICANTS, compose
from flows.forms.write import as_docx, as_html
from schemas.annual_report import AnnualReportCell, AnnualReportInput
from schemas.requests import DisclosureRequest
from tests.warehouse.rulebook import open_rulebook
from warehouse.requests import load_requests
from warehouse.snapshot import publish_snapshot

INPUT = """
unit = "友谊县兴隆镇人民政府"
year = 2025
overview = "2025年，本镇新收政府信息公开申请9件，办结8件，结转下年度继续办理1件。"
problems = "栏目更新不够及时。"
others = "2025年未收取信息处理费。"
[disclosure.normative]
issued = 2
in_force = 12
[requests.person]
received = 8
granted = 5
refused_process = 2
[requests.company]
received = 1
other_rest = 1
[reviews.reconsideration]
upheld = 1
"""
REGISTER = [
    DisclosureRequest.model_validate(
        {"unit_id": "xinglong", "applicant_kind": kind, "number": number, "received_on": received}
        | {"file": "登记簿.xlsx", "row_number": 2}
        | ({"answered_on": answered, "outcome": outcome} if answered else {})
        | ({"review_filed_on": "2025-06-02", "review_result": "corrected"} if number == "2" else {})
    )
    for number, kind, received, answered, outcome in (
        ("1", "natural", "2024-12-20", "2025-01-10", "granted"),
        ("2", "natural", "2025-03-03", "2025-03-20", "partly"),
        ("3", "enterprise", "2025-04-01", "2025-04-20", "process"),
        ("4", "natural", "2025-12-22", "2026-01-05", "granted"),
    )
]
OUTCOMES = [row.code for row in form().rows(3) if row.is_result and "2021" in row.forms]


def write(folder: Path, text: str, name: str) -> Result:
    (folder / "input.toml").write_text(text, encoding="utf-8")
    arguments = ["annual-report", str(folder / "input.toml"), "--out", str(folder / name)]
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def values(content: bytes, name: str) -> dict[tuple[int, str, str], int]:
    reading = read_dataset("annual_report", read_grids(content, name), Context(title="2025年年度报告"))
    assert {check.verdict for check in reading.checks} == {"pass"}
    assert reading.findings == ()
    found = (record for record in reading.records if isinstance(record, AnnualReportCell))
    return {(c.table_number, c.row_code, c.column_code): int(c.value or 0) for c in found}


@pytest.mark.parametrize("name", ["report.html", "report.docx"])
def test_a_report_in_the_form_passes_its_own_checks(tmp_path: Path, name: str) -> None:
    told = write(tmp_path, INPUT, name)
    assert (told.return_value, "0 not passed" in told.output) == (0, True)
    found = values((tmp_path / name).read_bytes(), name)
    assert found[3, "received", "total"] == 9
    assert found[3, "carried_out", "person"] == 1
    assert found[3, "results", "total"] == 8
    assert found[4, "reconsideration", "total"] == 1
    assert found[2, "normative", "in_force"] == 12


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("granted = 5", "granted = 50"), "requests.person: 44 more cases were concluded than came in"),
        (("granted = 5", "grantd = 5"), "requests.person.grantd: not a row to be filled in"),
        (("upheld = 1", "won = 1"), "reviews.reconsideration.won: the form has no such cell"),
        (("in_force = 12", "charged = 12"), "disclosure.normative.charged: the form has no such cell"),
        (("received = 8", "received = -8"), "requests.person.received"),
        (("未收取信息处理费", "无"), "others"),
        (("year = 2025", "year ="), "input.toml"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_written(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    told = write(tmp_path, INPUT.replace(*change), "report.docx")
    assert told.exception is not None
    assert words in str(told.exception)
    assert not (tmp_path / "report.docx").exists()


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(APPLICANTS),
        st.dictionaries(st.sampled_from(OUTCOMES), st.integers(0, 99), max_size=5),
        max_size=6,
    )
)
def test_whatever_is_given_adds_up_and_reads_back(cases: dict[str, dict[str, int]]) -> None:
    requests = {who: {**done, "received": sum(done.values()) + 1} for who, done in cases.items()}
    report = AnnualReportInput.model_validate(
        {
            "unit": "友谊县财政局",
            "year": 2025,
            "overview": "略。",
            "problems": "略。",
            "others": "信息处理费为0。",
        }
        | {"requests": requests}
    )
    parts = compose(report)
    found = values(as_html("2025年年度报告", parts), "report.html")
    assert found[3, "carried_out", "total"] == len(cases)
    for who, done in cases.items():
        assert {code: found[3, code, who] for code in done} == done
    assert as_docx("2025年年度报告", parts)[:2] == b"PK"


def test_tables_three_and_four_are_counted_from_the_register(tmp_path: Path) -> None:
    with open_rulebook(tmp_path) as rulebook:
        load_requests(rulebook.warehouse, REGISTER, [])
        publish_snapshot(rulebook.warehouse, tmp_path)
    text = INPUT.partition("[requests.person]")[0].replace("友谊县兴隆镇人民政府", "兴隆镇人民政府")
    text = text.replace("申请9件，办结8件", "申请3件，办结3件")
    (tmp_path / "input.toml").write_text(text, encoding="utf-8")
    out = tmp_path / "report.docx"
    common = ["--home", str(tmp_path), "annual-report", str(tmp_path / "input.toml"), "--out", str(out)]
    told = CliRunner().invoke(cli, [*common, "--register"], standalone_mode=False)
    assert (told.return_value, "0 not passed" in told.output) == (0, True), told.output
    found = values(out.read_bytes(), out.name)
    assert found[3, "received", "total"] == 3
    assert found[3, "carried_in", "person"] == 1
    assert found[3, "refused_process", "company"] == 1
    assert (found[3, "results", "total"], found[3, "carried_out", "person"]) == (3, 1)
    assert found[4, "reconsideration", "corrected"] == 1
    (tmp_path / "input.toml").write_text(text + "[requests.person]\nreceived = 1\n", encoding="utf-8")
    twice = CliRunner().invoke(cli, [*common, "--register"])
    assert "come from the register" in twice.output
    (tmp_path / "input.toml").write_text(text.replace("year = 2025", "year = 2020"), encoding="utf-8")
    nothing = CliRunner().invoke(cli, [*common, "--register"])
    assert "the register has no application" in nothing.output
