"""Markup that is not cleaned is what the cleaner would have made of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.fields.plain import as_cleaned
from connectors.fields.sanitise import _CLEANER

TEXTS = st.sampled_from(["正文", " ", "\n", "\u3000", "&nbsp;", "&amp;", "1&lt;2", "\x0b", "&#13;", "<br>"])
INLINE = ["a", "b", "em", "span", "strong", "u"]
BLOCKS = ["blockquote", "center", "div", "h2", "li", "p", "section", "table", "tbody", "td", "th", "tr", "ul"]
LINK = "<a href='http://youyi.example/P1.pdf?a=1&b=2' title='&quot;表&quot;\xa0&gt;'>"


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, max_size=3).map("".join)
    named = st.tuples(st.sampled_from(INLINE + BLOCKS), parts).map(
        lambda made: f"<{made[0]}>{made[1]}</{made[0]}>"
    )
    rows = parts.map(lambda cell: f"<table>\n<tr><td>{cell}</td> <th>二</th></tr></table>")
    return named | rows | parts.map(lambda shown: f"{LINK}{shown}</a>")


def serialised(html: str) -> str:
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    return str(etree.tostring(root.find(".//div"), encoding="unicode", method="html", with_tail=False))


@settings(max_examples=150)
@given(st.lists(st.recursive(TEXTS, _around, max_leaves=8), max_size=3).map("".join))
def test_what_is_sure_is_what_the_cleaner_makes(html: str) -> None:
    markup = serialised(html)
    assert as_cleaned(markup, _CLEANER.clean) in (None, _CLEANER.clean(markup).strip())


@pytest.mark.parametrize(
    "html",
    [
        "<p>一\xa0二</p>\n<p>三<br><b>四</b></p>",
        f"<div><p>附件：{LINK}表</a></p></div>",
        "<table>\n<tr><td><p>一</p></td>\n<td>二</td></tr>\n</table>三<table><tbody><tr><th>四</th></tr></tbody></table>",
    ],
)
def test_usual_bodies_are_sure(html: str) -> None:
    assert as_cleaned(serialised(html), _CLEANER.clean) is not None


@pytest.mark.parametrize(
    "markup",
    [
        "<div><script>alert(1)</script></div>",
        '<p onclick="x()">一</p>',
        "<p><img src=x onerror=alert(1)></p>",
        "<p>一<div>二</div></p>",
        "<table>一<tr><td>二</td></tr></table>",
        "<table><tr><td>一</td></tr><b></b></table>",
        "<td><td>一</td></td>",
        "<svg><style><p></p></style></svg>",
    ],
)
def test_everything_else_is_cleaned(markup: str) -> None:
    assert as_cleaned(markup, _CLEANER.clean) is None


def test_an_address_that_is_no_address_is_taken_off_all_the_same() -> None:
    shown = as_cleaned('<p><a href="javascript:alert(1)">一</a></p>', _CLEANER.clean)
    assert shown == '<p><a rel="noopener noreferrer">一</a></p>'
