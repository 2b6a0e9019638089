"""Whether two postings show one document (同一文件): the rules, first that fits, each with its name.

`document_id` in the catalogue is what these rules make of all pairs that share a key; see `keys`. Two
postings are one document where number and issuer agree, or title and text; the rules above that say where
such agreement deceives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from zlib import crc32

from schemas.bodies import Body, containment, is_edit, same_text
from schemas.identity import folded
from schemas.titles import Title, likeness, organ_key, organs_agree, place_of, read_title

APART_DAYS = 20
"""Two days of writing further apart are two writings; less may be 成文 and 印发."""
SAME_TIME_DAYS = 5
UNDATED_DAYS = 60
"""A text that names no year may be a form that is used again and again: an edit of it comes soon or not at all."""


@dataclass(frozen=True)
class Posting:
    """What of a posting is compared. Days are local; `files` are the digests of its attachments."""

    title: str
    document_number: str | None = None
    publisher: str | None = None
    written_on: date | None = None
    published_on: date | None = None
    text: str = ""
    files: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def name(self) -> Title:
        """The title taken apart."""
        return read_title(self.title)

    @cached_property
    def body(self) -> Body:
        """The text made ready."""
        return Body(self.text)

    @cached_property
    def organ(self) -> str:
        """Who issues it: the organ of the title, else the publisher shown."""
        return self.name.issuer or organ_key(self.publisher or "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two postings are one document, and the rule that says so."""

    same: bool
    rule: str


def keys(posting: Posting) -> dict[str, tuple[int, ...]]:
    """What a posting is looked up by, as 32-bit hashes: postings of one document share at least one.

    `exact` postings with the same title, text and files; `number`; `title`; `text`: sentences picked by their
    hash. The last two are shared by many strangers, and only believed where not too many share them.
    """
    name = posting.name.key
    exact = f"{name}\n{posting.body.letters}\n{sorted(posting.files)}"
    number = posting.document_number
    return {
        "exact": (crc32(exact.encode()),),
        "number": (crc32(folded(number).encode()),) if number else (),
        "title": (crc32(name.encode()),),
        "text": posting.body.sketch(),
    }


def compare(a: Posting, b: Posting) -> Verdict:
    """Whether two postings show one document. Symmetric; knows nothing of other postings."""
    return _different(a, b) or _same(a, b) or Verdict(False, "nothing_shared")


def _different(a: Posting, b: Posting) -> Verdict | None:
    """What tells two postings apart however much they share."""
    if a.name.markers != b.name.markers:
        return Verdict(False, "paper_about_it")
    whole = not (a.name.is_cut or b.name.is_cut)
    if whole and a.name.numbers and b.name.numbers and a.name.numbers != b.name.numbers:
        return Verdict(False, "year_or_ordinal")
    if a.document_number and b.document_number:
        if folded(a.document_number) != folded(b.document_number):
            return None if _is_misprint(a, b) else Verdict(False, "other_number")
        return None
    if _days_apart(a.written_on, b.written_on) > APART_DAYS:
        # A text that bears its date is believed before a box that may show the day of the re-post.
        dated = a.body.last_year is not None and not a.body.is_stub and same_text(a.body, b.body)
        return None if dated else Verdict(False, "written_apart")
    return None


def _same(a: Posting, b: Posting) -> Verdict | None:
    if a.document_number and b.document_number and folded(a.document_number) == folded(b.document_number):
        return _by_number(a, b)
    is_stub = a.body.is_stub or b.body.is_stub
    letter_for_letter = not is_stub and same_text(a.body, b.body)
    if not _titles_agree(a, b, 0.6 if letter_for_letter else 0.8):
        return None
    if is_stub:
        return _by_files(a, b)
    if letter_for_letter:
        return Verdict(True, "title_and_text")
    if not is_edit(a.body, b.body) or not organs_agree(a.name.issuer, b.name.issuer):
        return Verdict(False, "text_differs")
    soon = _days_apart(a.published_on, b.published_on) <= UNDATED_DAYS
    if not _is_dated(a, b) and not (soon and organs_agree(a.organ, b.organ)):
        return Verdict(False, "undated_form")
    return Verdict(True, "title_and_edited_text")


def _by_number(a: Posting, b: Posting) -> Verdict:
    """Numbers are equal: one document, unless two organs share a 代字 or a paper bears its document's number."""
    both_long = not a.body.is_stub and not b.body.is_stub
    alike = containment(a.body, b.body) if both_long else None
    if not _titles_agree(a, b, 0.6) and (alike is None or alike < 0.9):
        return Verdict(False, "number_with_other_title")
    if alike is not None and alike < 0.3:
        return Verdict(False, "number_with_other_text")
    if (alike is None or alike < 0.75) and _of_other_organs(a, b):
        return Verdict(False, "number_of_other_organ")
    return Verdict(True, "number")


def _of_other_organs(a: Posting, b: Posting) -> bool:
    """Two organs whose 代字 happen to be one: 友政发 of 友谊县 and of 友好区. A publisher counts where the 代字 can be
    its own; whoever puts up a document of the province is not its issuer."""
    if not organs_agree(a.name.issuer, b.name.issuer):
        return True
    mark = (a.document_number or "")[:1]
    one, other = (place_of(p.publisher or "") for p in (a, b))
    return bool(one and other) and one != other and mark in one and mark in other


def _by_files(a: Posting, b: Posting) -> Verdict:
    """At least one of them is little more than its files."""
    if a.files and b.files:
        return Verdict(bool(a.files & b.files), "files")
    if a.name.key != b.name.key or not organs_agree(a.organ, b.organ):
        return Verdict(False, "nothing_to_compare")
    days = ((a.written_on, b.written_on), (a.published_on, b.published_on))
    told = any(one and other and _days_apart(one, other) <= SAME_TIME_DAYS for one, other in days)
    if same_text(a.body, b.body) and not a.files | b.files:
        return Verdict(told or bool(a.name.numbers), "title_and_text")
    return Verdict(told and len(a.name.key) >= 10, "title_and_time")


def _titles_agree(a: Posting, b: Posting, least: float) -> bool:
    first, second = a.name, b.name
    short, long = sorted((first.key, second.key), key=len)
    if short and (first.is_cut or second.is_cut) and len(short) >= 8 and long.startswith(short):
        return True
    return likeness(first.key, second.key) >= least or (len(short) >= 10 and short in long)


def _is_dated(a: Posting, b: Posting) -> bool:
    """Something beside the day of publication says which year's paper it is."""
    return bool((a.written_on and b.written_on) or (a.body.last_year and b.body.last_year) or a.name.numbers)


def _days_apart(one: date | None, other: date | None) -> int:
    """Days between two dates; 0 where one is not known."""
    return abs((one - other).days) if one and other else 0


def _is_misprint(a: Posting, b: Posting) -> bool:
    """Two numbers on one text: same series, same title and day, letter for letter the same long text."""
    series = [(p.document_number or "").partition("〕")[0] for p in (a, b)]
    return (
        series[0] == series[1]
        and a.name.key == b.name.key
        and len(a.body.letters) >= 150
        and same_text(a.body, b.body)
        and (a.written_on == b.written_on or not (a.written_on and b.written_on))
    )
