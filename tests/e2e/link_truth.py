"""The links between the documents of the sample county, reckoned a second time from its truth alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from examples.youyi.addresses import address
from examples.youyi.county import plans
from examples.youyi.items import monday
from examples.youyi.model import Posting
from tests.e2e.conftest import PORTS_FROM

Link = tuple[str, str, str]
"""Address of the posting that refers, kind, and address of the target or what is quoted."""

_NUMBERED = re.compile(r"第(\d+)号(提案|建议)")
_SUBJECT = re.compile(r"关于(.+?)的(?:提案|建议)")
_LISTED = re.compile(r"《(.+?)》（(.+?)）")


class Truth:
    """All postings of the county on Monday."""

    def __init__(self) -> None:
        self.plans = plans(PORTS_FROM)
        self.postings = [p for source in self.plans for p in monday(source) if not p.offsite]

    def expected(self) -> dict[Link, str]:
        """Words that the evidence of each link must hold."""
        return {
            **dict(self._told()),
            **dict(self._interpretations()),
            **dict(self._lists_of_the_repealed()),
            **dict(self._answers()),
            **dict(self._repostings()),
        }

    def url(self, posting: Posting) -> str:
        return address(posting, self.plans[posting.source_id])

    def _told(self) -> Iterator[tuple[Link, str]]:
        """What `links.toml` gives a posting to say."""
        for posting in self.postings:
            for said in posting.refers:
                yield (self.url(posting), said.kind, said.quoted or self._county(said.to)), said.says

    def _interpretations(self) -> Iterator[tuple[Link, str]]:
        for posting in self.postings:
            if posting.about:
                words = "点击查看" if posting.by_page else posting.about
                yield (self.url(posting), "interprets", self._county(posting.about_number)), words
            elif posting.planted == "interpretation_orphan":
                quoted = posting.title.removesuffix("政策解读")
                yield (self.url(posting), "interprets", quoted), quoted

    def _lists_of_the_repealed(self) -> Iterator[tuple[Link, str]]:
        for posting in self.postings:
            for name, number in _LISTED.findall("".join(posting.said)) if "关于废止" in posting.title else ():
                (target,) = [p for p in self.postings if f"《{name}》" in p.title]
                yield (self.url(posting), "repeals", self.url(target)), number

    def _answers(self) -> Iterator[tuple[Link, str]]:
        """Each answer to the proposal of its number and subject, else to what it quotes."""
        asked = {
            (*match.groups(), *_SUBJECT.findall(p.title)): self.url(p)
            for p in self.postings
            if (match := _NUMBERED.search(p.title)) and "答复" not in p.title
        }
        for posting in self.postings:
            match = _NUMBERED.search(posting.title)
            if match and "答复" in posting.title:
                key = (*match.groups(), *_SUBJECT.findall(posting.title))
                yield (self.url(posting), "answers", asked.get(key, match[0])), match[0]

    def _repostings(self) -> Iterator[tuple[Link, str]]:
        by_serial = {(p.source_id, p.serial): p for p in self.postings}
        for posting in self.postings:
            if posting.text_of:
                original = self.url(by_serial[posting.text_of])
                yield (self.url(posting), "republishes", original), posting.document_number or ""
            elif posting.planted == "validity_conflict":
                (other,) = [p for p in self.postings if p.title == posting.title and p is not posting]
                yield (self.url(posting), "republishes", self.url(other)), posting.title

    def _county(self, named: str) -> str:
        """The one posting of the county that bears a number, or whose document bears a title."""
        found = [
            p
            for p in self.postings
            if p.source_id == "county" and (p.document_number == named or f"印发{named}的" in p.title)
        ]
        (posting,) = found
        return self.url(posting)
