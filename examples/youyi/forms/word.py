"""Forms as Word files with merged cells: .docx (ECMA-376), and .doc (MS-DOC) as older offices still send them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO

from examples.youyi.forms.model import Form

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TWIPS = 900
"""Width of a column."""
_PAGE, _TEXT_AT = 512, 1024
_FREE, _END, _TABLE_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_TABLE, _ROW_END, _DEFINITION = 0x2416, 0x2417, 0xD608


def as_docx(*forms: Form) -> bytes:
    """A document, the lines above and below as paragraphs; merged cells by gridSpan and vMerge."""
    body = "".join(map(_docx_form, forms))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), declared)
    return out.getvalue()


def _docx_form(form: Form) -> str:
    spans, covered = _merged(form)
    lines = []
    for r, row in enumerate(form.rows):
        cells = []
        for c, text in enumerate(row):
            top = next((m for m in form.merges if m[1] == c and m[0] <= r < m[0] + m[2]), None)
            if (r, c) in covered and (top is None or top[0] == r):
                continue
            height, width = spans.get((r, c), (1, 1)) if top is None else (top[2], top[3])
            told = f'<w:tcW w:w="{width * _TWIPS}" w:type="dxa"/>'
            told += f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            if height > 1:
                told += '<w:vMerge w:val="restart"/>' if top is None or top[0] == r else "<w:vMerge/>"
            shown = "" if (r, c) in covered else text
            cells.append(f"<w:tc><w:tcPr>{told}</w:tcPr>{_paragraph(shown)}</w:tc>")
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = f'<w:gridCol w:w="{_TWIPS}"/>' * form.width
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    return "".join(map(_paragraph, form.above)) + table + "".join(map(_paragraph, form.below or ("",)))


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _merged(form: Form) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans = {(r, c): (height, width) for r, c, height, width in form.merges}
    covered = {
        (r + i, c + j) for r, c, height, width in form.merges for i in range(height) for j in range(width)
    } - set(spans)
    return spans, covered


def as_doc(*forms: Form) -> bytes:
    """A Word 97 file: the text in one piece of UTF-16, rows of tables with the edges and flags of their cells."""
    paragraphs = [part for form in forms for part in _doc_form(form)]
    text = "".join(words for words, _ in paragraphs)
    raw = text.encode("utf-16-le")
    pages = _property_pages(paragraphs)
    first_page = (_TEXT_AT + len(raw) + _PAGE - 1) // _PAGE
    end = _TEXT_AT + len(raw)
    places = [_TEXT_AT, *(page_end for page_end, _ in pages)]
    papx = struct.pack(f"<{len(places)}I", *places)
    papx += struct.pack(f"<{len(pages)}I", *range(first_page, first_page + len(pages)))
    chpx_page = first_page + len(pages)
    chpx = struct.pack("<3I", _TEXT_AT, end, chpx_page)
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(text), 0, _TEXT_AT, 0)
    table = (clx + bytes(-len(clx) % 4), papx, chpx)
    at = [0, len(table[0]), len(table[0]) + len(papx)]
    plain = bytearray(struct.pack("<2I", _TEXT_AT, end) + bytes(_PAGE - 8))
    plain[-1] = 1
    document = bytearray(_TEXT_AT) + raw
    document += bytes(first_page * _PAGE - len(document)) + b"".join(page for _, page in pages) + plain
    _header(document, len(text), end, [(at[0], len(clx)), (at[1], len(papx)), (at[2], len(chpx))])
    return _compound({"WordDocument": bytes(document), "1Table": b"".join(table)})


def _header(document: bytearray, characters: int, end: int, parts: list[tuple[int, int]]) -> None:
    """The file information block (FIB)."""
    struct.pack_into("<6H", document, 0, 0xA5EC, 0xC1, 0, 0x0804, 0, 0x1200)
    struct.pack_into("<H", document, 12, 0xBF)
    struct.pack_into("<2I", document, 0x18, _TEXT_AT, end)
    struct.pack_into("<H", document, 0x20, 14)
    struct.pack_into("<HI", document, 0x3E, 22, len(document))
    struct.pack_into("<I", document, 0x4C, characters)
    struct.pack_into("<H", document, 0x98, 93)
    for place, part in zip((0x01A2, 0x0102, 0x00FA), parts, strict=True):
        struct.pack_into("<2I", document, place, *part)


def _doc_form(form: Form) -> Iterator[tuple[str, bytes]]:
    """Paragraphs with the properties (grpprl) that make cells and rows of some."""
    for line in form.above:
        yield f"{line}\r", b""
    in_table = struct.pack("<HB", _IN_TABLE, 1)
    spans, covered = _merged(form)
    for r, row in enumerate(form.rows):
        edges, flags = [0], []
        for c, text in enumerate((*row, *[""] * (form.width - len(row)))):
            vertical = next(
                (m for m in form.merges if m[1] <= c < m[1] + m[3] and m[0] <= r < m[0] + m[2]), None
            )
            if vertical and c > vertical[1]:
                edges[-1] = (c + 1) * _TWIPS
                continue
            tall = vertical is not None and vertical[2] > 1
            flags.append(0x60 if tall and (r, c) in spans else 0x20 if tall else 0)
            edges.append((c + 1) * _TWIPS)
            yield ("" if (r, c) in covered else text) + "\x07", in_table
        described = b"".join(struct.pack("<H18x", flag) for flag in flags)
        definition = bytes((len(flags),)) + struct.pack(f"<{len(edges)}h", *edges) + described
        row_end = in_table + struct.pack("<HB", _ROW_END, 1)
        yield "\x07", row_end + struct.pack("<HH", _DEFINITION, len(definition) + 1) + definition
    for line in (*form.below, ""):
        yield f"{line}\r", b""


def _property_pages(paragraphs: list[tuple[str, bytes]]) -> list[tuple[int, bytes]]:
    """Pages of paragraph properties (PapxFkp), each with the byte at which its last paragraph ends."""
    pages: list[tuple[int, bytes]] = []
    ends: list[int] = [_TEXT_AT]
    held: list[bytes] = []
    at = _TEXT_AT

    def size(items: list[bytes]) -> int:
        kept = {item for item in items if item}
        return 4 * (len(items) + 1) + 13 * len(items) + sum(len(_papx(item)) for item in kept) + 1

    for words, grpprl in paragraphs:
        if held and size([*held, grpprl]) > _PAGE:
            pages.append((at, _property_page(ends, held)))
            ends, held = [at], []
        at += 2 * len(words)
        ends.append(at)
        held.append(grpprl)
    return [*pages, (at, _property_page(ends, held))]


def _papx(grpprl: bytes) -> bytes:
    """The list as it lies in a page: its length in words, the style, the properties; at an even place."""
    body = struct.pack("<H", 0) + grpprl
    counted = bytes((len(body) // 2 + 1,)) if len(body) % 2 else bytes((0, len(body) // 2))
    whole = counted + body
    return whole + bytes(len(whole) % 2)


def _property_page(ends: list[int], held: list[bytes]) -> bytes:
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    free, placed = _PAGE - 1, dict[bytes, int]()
    for n, grpprl in enumerate(held):
        if grpprl and grpprl not in placed:
            papx = _papx(grpprl)
            free = (free - len(papx)) // 2 * 2
            page[free : free + len(papx)] = papx
            placed[grpprl] = free // 2
        page[4 * len(ends) + 13 * n] = placed.get(grpprl, 0)
    page[-1] = len(held)
    return bytes(page)


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB) of streams long enough to lie outside the mini stream."""
    padded = {
        name: body + bytes(max(4096 - len(body), 0) + -max(len(body), 4096) % _PAGE)
        for name, body in streams.items()
    }
    counts = [len(body) // _PAGE for body in padded.values()]
    sectors = 1 + sum(counts)
    tables = 1
    while tables * 128 < sectors + tables:
        tables += 1
    chain = [_TABLE_SECTOR] * tables + [_END]
    starts = []
    for count in counts:
        first = len(chain)
        starts.append(first)
        chain += [*range(first + 1, first + count), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    for n, (name, body) in enumerate(padded.items()):
        right = n + 2 if n + 1 < len(padded) else _FREE
        entries.append(_entry(name, 2, _FREE, starts[n], len(body), right))
    entries += [bytes(64) + struct.pack("<HBB3I", 0, 0, 0, _FREE, _FREE, _FREE) + bytes(48)] * (
        4 - len(entries)
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return head + struct.pack(f"<{len(chain)}I", *chain) + b"".join(entries) + b"".join(padded.values())


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    fields = struct.pack("<HBB3I", len(raw) + 2, kind, 1, _FREE, right, child)
    return raw + bytes(64 - len(raw)) + fields + bytes(36) + struct.pack("<3I", start, size, 0)
