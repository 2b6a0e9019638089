"""Exact accuracy per field on real pages, ours beside general extractors.

    python -m bench.fidelity [FOLDER]

FOLDER (default: `shared/pages` beside the repository) holds `truth.jsonl` and the pages it names; nothing of it
is copied. `tests/fixtures/pages` is such a folder too. Peers that are not installed are left out. `-` marks a
field that a tool does not know. Boilerplate is what stands before the first sentence and behind the last one, as
a share of the body text, on average over the pages with a body.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from connectors.fields import read_page

FIELDS = (
    *(
        "title",
        "pub_date",
        "written_date",
        "doc_number",
        "index_number",
        "subject",
        "publisher",
        "content_source",
    ),
    *("attachments", "body_first", "body_last"),
)
Reader = Callable[[bytes, str], dict[str, Any]]
Verdict = dict[str, bool | float | None]


def ours(content: bytes, url: str) -> dict[str, Any]:
    reading = read_page(content, url)
    values = reading.values
    return {
        "title": values["title"],
        "pub_date": values["published_at"],
        "written_date": values["written_on"] and values["written_on"].isoformat(),
        "doc_number": values["document_number"],
        "index_number": values["index_number"],
        "subject": values["theme"],
        "publisher": values["publisher"],
        "content_source": values["content_source"],
        "attachments": {file.url for file in reading.files},
        "body": values["body_text"],
    }


def trafilatura(content: bytes, url: str) -> dict[str, Any]:
    import trafilatura as tool

    found = tool.bare_extraction(content, url=url, with_metadata=True)
    if found is None:
        return {}
    return {
        "title": found.title,
        "pub_date": _moment(found.date),
        "content_source": found.author,
        "body": found.text,
    }


def newspaper4k(content: bytes, url: str) -> dict[str, Any]:
    from newspaper import Article

    article = Article(url, language="zh")
    article.download(input_html=content.decode("utf-8", "replace"))
    article.parse()
    return {"title": article.title, "pub_date": article.publish_date, "body": article.text}


def readability(content: bytes, url: str) -> dict[str, Any]:
    from lxml.html import fromstring
    from readability import Document

    document = Document(content.decode("utf-8", "replace"))
    return {"title": document.title(), "body": fromstring(document.summary()).text_content()}


def gne(content: bytes, url: str) -> dict[str, Any]:
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(content.decode("utf-8", "replace"))
    return {"title": found["title"], "pub_date": _moment(found["publish_time"]), "body": found["content"]}


TOOLS: dict[str, Reader] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability": readability,
    "gne": gne,
}


def compare(truth: dict[str, Any], found: dict[str, Any], url: str) -> Verdict:
    """Field → right, wrong, or None where the tool has no such field."""
    verdicts: Verdict = {}
    body = _bare(found.get("body"))
    for field in FIELDS:
        wanted = truth[field]
        if field.startswith("body_"):
            verdicts[field] = _body_agrees(field, body, _bare(wanted)) if "body" in found else None
        elif field not in found:
            verdicts[field] = None
        elif field == "attachments":
            verdicts[field] = found[field] == {urljoin(url, address) for address in wanted}
        elif field == "pub_date":
            verdicts[field] = _date_agrees(found[field], wanted)
        else:
            verdicts[field] = _bare(found[field]) == _bare(wanted)
    return verdicts


def _body_agrees(field: str, body: str | None, sentence: str | None) -> bool:
    """The first sentence within the first lines (headings and captions may stand above it), the last at
    the end."""
    if not sentence or not body:
        return sentence == body
    place = body.find(sentence) if field == "body_first" else body.rfind(sentence)
    if field == "body_first":
        return 0 <= place <= 60
    return place >= 0 and place + len(sentence) == len(body)


def boilerplate(truth: dict[str, Any], found: dict[str, Any]) -> float | None:
    """The share of a body that stands outside of its first and last sentence; None without a body."""
    body, first, last = map(_bare, (found.get("body"), truth["body_first"], truth["body_last"]))
    if not body:
        return None
    if not first or not last:
        return 1.0
    start, end = body.find(first), body.rfind(last)
    return (max(start, 0) + (len(body) - end - len(last) if end >= 0 else 0)) / len(body)


def _date_agrees(found: datetime | None, wanted: str | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return found.strftime("%Y-%m-%d %H:%M").startswith(wanted) and (
        len(wanted) > 10 or (found.hour, found.minute) == (0, 0)
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _bare(text: Any) -> str | None:
    return re.sub(r"\s+", "", str(text)) if text else None


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "pages"
    if not (folder / "truth.jsonl").exists():
        print(f"no truth.jsonl in {folder}")
        return 1
    truths = [
        json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines() if line
    ]
    print(f"{len(truths)} pages of {folder}\n{'':16}" + "".join(f"{name:>13}" for name in TOOLS))
    verdicts = {name: _run(name, reader, folder, truths) for name, reader in TOOLS.items()}
    for field in FIELDS:
        print(f"{field:16}" + "".join(f"{_share(verdicts[name], field):>13}" for name in TOOLS))
    print(f"{'boilerplate':16}" + "".join(f"{_mean(verdicts[name]):>13}" for name in TOOLS))
    return 0


def _run(name: str, reader: Reader, folder: Path, truths: list[dict[str, Any]]) -> list[Verdict]:
    results = []
    for truth in truths:
        url = truth["url"] or "http://site.example/column/page.html"
        content = (folder / truth["file"]).read_bytes()
        try:
            found = reader(content, url)
            verdict = compare(truth, found, url) | {"boilerplate": boilerplate(truth, found)}
        except ImportError:
            return []
        except Exception as error:
            print(f"{name}: {truth['file']}: {type(error).__name__}: {error}")
            verdict = dict.fromkeys(FIELDS, False)
        if name == "ours":
            for field in FIELDS:
                if not verdict[field]:
                    print(f"ours: {truth['file']}: {field}")
        results.append(verdict)
    return results


def _share(results: list[Verdict], field: str) -> str:
    known = [r[field] for r in results if r[field] is not None]
    return f"{100 * sum(map(bool, known)) / len(results):.1f} %" if known else "-"


def _mean(results: list[Verdict]) -> str:
    shares = [share for r in results if (share := r.get("boilerplate")) is not None]
    return f"{100 * sum(shares) / len(shares):.1f} %" if shares else "-"


if __name__ == "__main__":
    sys.exit(main())
