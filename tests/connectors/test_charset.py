"""The charset ladder: the bytes decide, not the declaration."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.charset import decode

TEXT = "<html><body>友谊县人民政府办公室关于印发政务公开工作方案的通知，各乡镇人民政府：</body></html>" * 3
han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=30).map(
    lambda t: f"<p>{t}</p>"
)


@given(han, st.sampled_from(["utf-8", "gb18030", None, "latin-1", "nonsense"]))
def test_utf8_is_known_whatever_is_declared(text: str, declared: str | None) -> None:
    decoded = decode(text.encode("utf-8"), declared)
    assert (decoded.text, decoded.encoding, decoded.damaged) == (text, "utf-8", 0)


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030"])
@pytest.mark.parametrize("declared", [None, "utf-8", "latin-1"])
def test_the_gb_family(encoding: str, declared: str | None) -> None:
    decoded = decode(TEXT.encode(encoding), declared)
    assert (decoded.text, decoded.encoding) == (TEXT, "gb18030")


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_bom_decides(bom: bytes, encoding: str) -> None:
    assert decode(bom + TEXT.encode(encoding), "gbk").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("place", [0.1, 0.5, 1.0])
def test_one_bad_byte_costs_one_place_and_not_the_page(encoding: str, place: float) -> None:
    content = TEXT.encode(encoding)
    cut = int(len(content) * place)
    decoded = decode(content[:cut] + b"\xff" + content[cut:])
    assert decoded.encoding == encoding
    assert 1 <= decoded.damaged <= 4
    assert decoded.text.count("友谊县") >= 2


def test_a_declared_encoding_helps_only_where_ours_fail() -> None:
    text = "友誼縣人民政府辦公室" * 20
    assert decode(text.encode("utf-16-le")[1:], "utf-8").damaged >= 0
    assert decode(b"").text == ""
