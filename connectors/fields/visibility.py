"""What is hidden, and what is navigation, footer or share bar, told by the names and styles of elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import cast

from lxml.etree import XPath, _Element

from connectors.fields.containers import EDITOR

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(("hide", "hidden", "d-none", "display-none", "sr-only"))
_NOISE = re.compile(
    r"(?:^|[\s_#.-])(?:nav|navbar|menu|submenu|crumbs?|bread\w*|position|dqwz|location|copyright|copy|sidebar|"
    r"share\w*|bdshare\w*|bshare\w*|fenxiang|related|relate|xg(?!fj)\w{0,4}|recommend|tuijian|hot|links?|friend\w*|"
    r"qr\w*|ewm|erweima|xlewm|sweep|pagination|prevnext|prenext\w*|search\w*|toolbar|comments?|login\w*)"
    r"(?:$|[\s_-])|(?:^|[\s_#.-])foot|breadcrumb|(?:^|[\s_])page_?(?:foot|nav)|jiathis|socialshare",
    re.IGNORECASE,
)
_NEVER_READ = re.compile(r"[.#](?:footer|foot|bottom-?nav|copyright|breadcrumb|crumbs?|breadcrumbnav|dqwz)$")
_WORTH_READING = re.compile(r"[:：。]|附\s?件|(?:19|20)\d\d")
_VALUE = re.compile(r"""'([^']*)'|"([^"]*)\"""")
Attributes = Sequence[tuple[str | bytes, str | bytes]]
"""As lxml gives and types them; those of a parsed page are `str`."""
_all_text = XPath("string()", smart_strings=False)
ASIDE = frozenset(("footer", "nav", "aside"))
"""Tags that are noise by themselves."""


def is_furniture(element: _Element, keys: tuple[str, ...]) -> bool:
    """Whether noise can be passed over unread: a footer or breadcrumb, or links without a
    label, date or sentence."""
    if any(_NEVER_READ.search(key) for key in keys):
        return True
    if not is_worth_reading(cast("str", _all_text(element))):
        return True
    text = "".join(cast("list[str]", list(element.itertext("a", "li", "ul", "div", "p", "span", "h2", "h3"))))
    return not is_worth_reading(text)


def stands_aside(element: _Element) -> bool:
    """Whether an element lies in a footer, a menu or a breadcrumb that says so in one word."""
    for each in (element, *element.iterancestors()):
        names = (each.get("class", "") + " " + each.get("id", "")).split()
        if each.tag in ASIDE or any(_NEVER_READ.search(f".{name}") for name in names):
            return True
    return False


def is_worth_reading(text: str) -> bool:
    """Whether the text of a menu may hold a label, a date, a file or a sentence."""
    return _WORTH_READING.search(text) is not None


def is_hiding(tag: str) -> bool:
    """Whether one of the attributes of a tag, as it stands in the page, hides what it opens."""
    return any(_HIDDEN_STYLE.search(unescape(a or b)) for a, b in _VALUE.findall(tag))


def read_attributes(items: Attributes, tag: str, noise: bool) -> tuple[tuple[str, ...], bool, bool]:
    """What attributes say of their element: its keys (`#id`, `.class`), whether it is noise (inherited, or
    by its name), whether it is hidden."""
    if tag in ASIDE:
        noise = True
    if tag in _ADDRESSED:
        items = [item for item in items if item[0] in _TELLING]
    keys, named, hidden = _says[tuple(items)]
    noise = noise or named
    if noise and not EDITOR.isdisjoint(keys):
        noise = False  # an editor's container is the body, whatever it stands in
    return keys, noise, hidden


_SHOWN_LATER = frozenset(("#js_content",))
"""What a script uncovers when the page has loaded."""


class _Remembered(dict[Attributes, tuple[tuple[str, ...], bool, bool]]):
    """What the attributes of an element say. They repeat within a page and across a site, so each set is
    read once; the memory is bounded for sites that generate them."""

    def __missing__(self, items: Attributes) -> tuple[tuple[str, ...], bool, bool]:
        if len(self) > 4096:
            self.clear()
        found = self[items] = _read(cast("Sequence[tuple[str, str]]", items))
        return found


def _read(items: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], bool, bool]:
    keys: tuple[str, ...] = ()
    noise = hidden = False
    for name, value in items:
        if name == "class":
            tokens = value.lower().split()
            if not _HIDDEN_CLASS.isdisjoint(tokens):
                return keys, noise, True
            keys += tuple("." + token for token in tokens)
        elif name == "id":
            keys += ("#" + value.strip().lower(),)
        elif name == "hidden" or (name == "style" and _HIDDEN_STYLE.search(value)):
            hidden = True
        noise = noise or (name in ("class", "id") and _NOISE.search(value) is not None)
    return keys, noise, hidden and _SHOWN_LATER.isdisjoint(keys)


_TELLING = frozenset(("class", "id", "hidden", "style"))
_ADDRESSED = frozenset(("a", "img", "iframe", "embed", "object"))
"""Their addresses and titles make every set of attributes another."""
_says = _Remembered()
