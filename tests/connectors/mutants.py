"""Pages and files with something done to them that happens on the way, or that somebody hostile would do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.connectors.documents.makers import (
    ROWS,
    docx_file,
    ofd,
    ofd_text,
    pdf,
    rar_of,
    replaced,
    xls,
    xlsx,
    zip_of,
)
from tests.connectors.fields import templates

SHARED = Path(__file__).parents[3] / "shared"
NOTICE = Path(__file__).parents[1] / "fixtures" / "documents" / "notice.doc"

JUNK = (
    b"\x00" * 9, b"\xff\xfe\xff", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"<table><tr><td>", b"</div>" * 40,
    b"<div>" * 300, b"<p" * 300, b"&#x110000;&#0;&bogus;" * 9, b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", b"<script>",
    b'" style="display:none', "年月日：：〔〕".encode(), b"<html><head><title>", b"\xef\xbb\xbf", b"</body></html>",
    b"<base href='//\x00'>", b"<meta charset=utf-7>", b"<a href='http://[::1'>", b"endobj", b"PK\x03\x04",
)  # fmt: skip


def pages() -> list[bytes]:
    """Ours in two encodings, and the real ones where they lie beside the repository."""
    made = [
        templates.page(box + f"<h2>{templates.TITLE}</h2>" + container.format(templates.BODY)).encode(
            encoding
        )
        for box, container in zip(templates.BOXES.values(), templates.CONTAINERS.values(), strict=False)
        for encoding in ("utf-8", "gb18030")
    ]
    return made + [path.read_bytes() for path in sorted(SHARED.glob("pages/detail/*.html"))]


def files() -> dict[str, bytes]:
    """One of each kind that is read, small."""
    return {
        "a.pdf": pdf(["友谊县人民政府", "二〇二一年"], ["附表"]),
        "a.xlsx": xlsx(表一=ROWS, 表二=ROWS),
        "a.xls": xls(表一=ROWS),
        "a.docx": docx_file("通知", [["甲", "乙"]], "完"),
        "a.doc": NOTICE.read_bytes(),
        "a.ofd": ofd(ofd_text(30, 20, "友谊县人民政府文件"), ofd_text(30, 40, "第二页")),
        "a.zip": zip_of({"b.docx": docx_file("通知"), "c.txt": "说明".encode("gbk")}),
        "a.rar": rar_of({"b.docx": docx_file("通知"), "c.txt": "说明".encode("gbk")}),
        "a.csv": "村名,户数\n靠山村,12\n".encode("gbk"),
        "page.doc": "<html><body><p>正文</p><table><tr><td>1</td></tr></table></body></html>".encode(),
    }


def mutants(whole: bytes, seed: object, count: int) -> Iterator[bytes]:
    """Broken copies, always the same ones for a seed."""
    dice = random.Random(repr(seed))
    for _ in range(count):
        content = whole
        for _ in range(dice.choice((1, 1, 2, 4))):
            content = dice.choice(CHANGES)(content, dice)
        yield content


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _drop(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + content[at + dice.randrange(1, 400) :]


def _repeat(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + content[at : at + dice.randrange(1, 400)] * 3 + content[at:]


def _insert(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.choice(JUNK) + content[at:]


def _flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), dice.choice((1, 8, 60)))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _swap(content: bytes, dice: random.Random) -> bytes:
    first, second = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    return content[second:] + content[first:second] + content[:first]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _drop, _repeat, _insert, _flip, _swap)


_LAYERS = (b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 20))
ENTITIES = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(_LAYERS) + b"]>"
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def hostile_pages() -> dict[str, bytes]:
    """Pages that cost more than they look, or try to."""
    body = (
        f"<h1>{templates.TITLE}</h1><div id='zoom'><p>".encode()
        + "县政府办公室".encode() * 40
        + b"</p>%s</div>"
    )
    return {
        "nested": body % (b"<div>" * 10_000),
        "tables": body % (b"<table><tr><td>" * 10_000),
        "lists": body % (b"<ul><li>" * 10_000),
        "closed": body % (b"<b>" * 10_000 + b"x" + b"</b>" * 10_000),
        "line": body % (b"x" * 30_000_000),
        "chinese line": body % ("年".encode() * 10_000_000),
        "attribute": body % (b"<p title='" + b"x" * 30_000_000 + b"'>"),
        "entities": ENTITIES + body % b"&a19;",
        "outside": OUTSIDE + body % b"&x;",
        "nul": b"\x00" * 1_000_000,
        "links": body % (b"<a href='/x.html'>x</a>" * 100_000),
        "open": b"<" * 1_000_000,
        "comments": body % (b"<!--" * 200_000),
        "brackets": body % ("〔".encode() * 300_000),
        "digits": body % (b"1" * 1_000_000),
    }


@cache
def hostile_files() -> dict[str, bytes]:
    """Files that cost more than they look, or try to."""
    deep = b"<w:p><w:r><w:t>x" + b"<w:x>" * 10_000
    parts = docx_file("x"), xlsx(a=[["x"]])
    layers = zip_of({"a.txt": b"x"})
    for _ in range(30):
        layers = zip_of({"a.zip": layers})
    text = ofd_text(1, 1, "x")
    return {
        "nested.docx": replaced(parts[0], "word/document.xml", b"<w:document %s>" % WORD + deep),
        "entities.docx": replaced(parts[0], "word/document.xml", ENTITIES + b"<a>&a19;</a>"),
        "outside.docx": replaced(parts[0], "word/document.xml", OUTSIDE + b"<a>&x;</a>"),
        "bomb.docx": replaced(parts[0], "word/document.xml", b"<a>" + b" " * 30_000_000),
        "outside.xlsx": replaced(
            parts[1], "xl/sharedStrings.xml", OUTSIDE + b"<sst><si><t>&x;</t></si></sst>"
        ),
        "entities.xlsx": replaced(
            parts[1], "xl/worksheets/sheet1.xml", ENTITIES + b"<worksheet>&a19;</worksheet>"
        ),
        "entities.ofd": ofd(text, extra={"OFD.xml": ENTITIES + b"<a>&a19;</a>"}),
        "numbers.ofd": ofd(ofd_text(1, 1, "x" * 99, code='DeltaX="g 999999999 1"')),
        "itself.ofd": ofd(
            text, extra={"OFD.xml": b"<a>" + b"<DocRoot>Doc_0/Document.xml</DocRoot>" * 5_000 + b"</a>"}
        ),
        "deep.zip": layers,
        "many.zip": zip_of({f"{n}.txt": b"x" for n in range(3_000)}),
        "bomb.zip": zip_of({f"{n}.txt": b"0" * 9_000_000 for n in range(30)}),
        "twice.zip": _twice(zip_of({"a.txt": b"x" * 9})),
        "line.txt": b"x" * 30_000_000,
        "line.csv": b"1," * 15_000_000,
        "line.html": b"<html><p>" + b"x" * 30_000_000,
        "nested.html": b"<html>" + b"<div>" * 100_000,
        "xref.pdf": pdf(["x"]).replace(b"startxref", b"startxref\n99999999999"),
        "pages.pdf": pdf(["x"]).replace(b"/Count 1", b"/Count 999999999"),
        "loop.pdf": _looped(pdf(["x"], ["y"])),
    }


def _twice(archive: bytes) -> bytes:
    """An archive whose directory is said to begin inside its first file."""
    return archive[:-6] + b"\x05\x00\x00\x00" + archive[-2:]


def _looped(content: bytes) -> bytes:
    """Page trees that are their own children."""
    return content.replace(b"/Kids [", b"/Kids [ 1 0 R 2 0 R 3 0 R 4 0 R 5 0 R 6 0 R 7 0 R ")
