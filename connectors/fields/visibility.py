"""What is hidden, and what is navigation, footer or share bar, told by the names and styles of elements."""

from __future__ import annotations

import re
from typing import cast

from lxml.etree import _Element

from connectors.fields.containers import EDITOR

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(("hide", "hidden", "d-none", "display-none", "sr-only"))
_NOISE = re.compile(
    r"(?:^|[\s_#.-])(?:nav|navbar|menu|submenu|crumbs?|bread\w*|position|dqwz|location|copyright|copy|sidebar|"
    r"share\w*|bdshare\w*|bshare\w*|fenxiang|related|relate|xg\w{0,4}|recommend|tuijian|hot|links?|friend\w*|"
    r"qr\w*|ewm|erweima|xlewm|sweep|pagination|prevnext|prenext\w*|search\w*|toolbar|comments?|login\w*)"
    r"(?:$|[\s_-])|(?:^|[\s_#.-])foot|breadcrumb|(?:^|[\s_])page_?(?:foot|nav)|jiathis|socialshare",
    re.IGNORECASE,
)
_NEVER_READ = re.compile(r"[.#](?:footer|foot|bottom-?nav|copyright|breadcrumb|crumbs?|breadcrumbnav|dqwz)$")
_WORTH_READING = re.compile(r"[:：。]|附\s?件|(?:19|20)\d\d")
_ASIDE = frozenset(("footer", "nav", "aside"))


def is_furniture(element: _Element, keys: tuple[str, ...]) -> bool:
    """Whether noise can be passed over unread: a footer or breadcrumb, or links without a
    label, date or sentence."""
    if any(_NEVER_READ.search(key) for key in keys):
        return True
    text = "".join(cast("list[str]", list(element.itertext("a", "li", "ul", "div", "p", "span", "h2", "h3"))))
    return not _WORTH_READING.search(text)


def read_attributes(element: _Element, noise: bool) -> tuple[tuple[str, ...], bool, bool]:
    """Keys (`#id`, `.class`), whether it is noise (inherited or by name), whether it is hidden."""
    keys: tuple[str, ...] = ()
    if element.tag in _ASIDE:
        noise = True
    for name, value in cast("list[tuple[str, str]]", element.items()):
        if name == "class":
            tokens = value.lower().split()
            if not _HIDDEN_CLASS.isdisjoint(tokens):
                return keys, noise, True
            keys += tuple("." + token for token in tokens)
            noise = noise or _is_noise[value]
        elif name == "id":
            keys += ("#" + value.strip().lower(),)
            noise = noise or _is_noise[value]
        elif name == "hidden" or (name == "style" and _is_hiding[value]):
            return keys, noise, True
    if noise and not EDITOR.isdisjoint(keys):
        noise = False  # an editor's container is the body, whatever it stands in
    return keys, noise, False


class _Remembered(dict[str, bool]):
    """Whether a pattern is found in an attribute. Values repeat within a page and across a site, so each is
    searched once; the memory is bounded for sites that generate them."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self.pattern = pattern

    def __missing__(self, value: str) -> bool:
        if len(self) > 4096:
            self.clear()
        found = self[value] = self.pattern.search(value) is not None
        return found


_is_noise = _Remembered(_NOISE)
_is_hiding = _Remembered(_HIDDEN_STYLE)
