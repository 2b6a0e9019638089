"""The library as a folder of files: texts, repeals, what cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from connectors.statutes import read_library
from examples.youyi.statutes import text, write_library
from schemas.statutes import statutes_of


def test_a_folder_is_put_together_by_statute(tmp_path: Path) -> None:
    library = read_library(write_library(tmp_path))
    assert [finding.subject for finding in library.findings] == ["规章/户外招牌管理办法问答.txt"], (
        "no official text"
    )
    by_name = {statute.name: statute for statute in statutes_of(library.texts)}
    disclosure = by_name["中华人民共和国政府信息公开条例"]
    assert disclosure.kind == "regulation"
    assert [(v.act.order, v.effective_on, v.effective_to, len(v.articles)) for v in disclosure.versions] == [
        ("国务院令第492号", date(2008, 5, 1), date(2019, 5, 15), 38),
        ("国务院令第711号", date(2019, 5, 15), None, 56),
    ]
    signboard = by_name["黑龙江省样例户外招牌管理办法"]
    assert (signboard.kind, signboard.versions[0].effective_to) == ("rule", date(2024, 1, 1))
    assert signboard.repealed_by is not None
    assert signboard.repealed_by.order == "黑龙江省人民政府令第911号"
    granary = by_name["黑龙江省样例粮食仓房管理规定"]
    assert [len(v.articles) for v in granary.versions] == [0, 21], "the text of 2016 is not in the library"


def test_a_file_that_is_no_official_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("\n".join(text("sand")), encoding="gb18030")
    (tmp_path / "无题注.txt").write_text("某某条例\n第一条　甲。\n第二条　乙。", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "说明.rst").write_text("不是文本", encoding="utf-8")
    library = read_library(tmp_path)
    assert [one.name for one in library.texts] == ["样例河道采砂作业条例"]
    assert {finding.subject for finding in library.findings} == {"无题注.txt", "坏.docx"}
    assert all(finding.check_id == "statute_library_wrong" for finding in library.findings)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (finding,) = read_library(tmp_path / "statutes").findings
    assert finding.message == "法规参照库文件夹 statutes 不存在。"
