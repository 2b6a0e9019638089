"""Whatever happens to a page on its way, reading it ends soon: in a clean reading or in `NotAPageError`."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.fields import NotAPageError, PageReading, read_page
from connectors.privacy import has_personal_data
from tests.connectors.fields import templates as t

URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"
PAGES = [
    t.page(box + f"<h2>{t.TITLE}</h2>" + line + container.format(t.BODY + "<p>电话13804691234</p>")).encode(
        encoding
    )
    for box, line, container in zip(
        t.BOXES.values(), list(t.DATE_LINES.values())[:6], list(t.CONTAINERS.values())[:6], strict=True
    )
    for encoding in ("utf-8", "gb18030")
]
JUNK = st.sampled_from(
    [
        b"\x00" * 9,
        b"\xff\xfe\xff",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"<table><tr><td>",
        b"</div>" * 50,
        b"<div>" * 400,
        b"<p" * 300,
        b"&#x110000;&#0;&bogus;" * 20,
        b"<!ENTITY a 'aaaa'>&a;",
        b"<script>",
        b'" style="display:none',
        "年月日：：〔〕".encode(),
        b"<html><head><title>",
        b"\xef\xbb\xbf",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        kind = draw(st.sampled_from(["insert", "cut", "drop", "repeat"]))
        if kind == "insert":
            content = content[:at] + draw(JUNK) + content[at:]
        elif kind == "cut":
            content = content[:at]
        else:
            size = draw(st.integers(1, 400))
            piece = content[at : at + size]
            content = content[:at] + (piece * 2 if kind == "repeat" else b"") + content[at + size :]
    return content


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_mutated_pages(content: bytes) -> None:
    reading = _read(content)
    if isinstance(reading, PageReading):
        texts = [value for value in reading.values.values() if isinstance(value, str)]
        assert not any(map(has_personal_data, texts + [e.text for e in reading.evidence]))
    else:
        assert reading


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes(content: bytes) -> None:
    assert _read(content)


def _read(content: bytes) -> PageReading | str:
    """The reading, or the reason why there is none."""
    try:
        return read_page(content, URL)
    except NotAPageError as error:
        return error.reason
