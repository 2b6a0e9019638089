"""The font `connectors/documents/boxes.ttf`: one box for letters and digits, one for everything of an em's width.

python -m tests.connectors.documents.boxes    writes it anew
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

import connectors.documents

FILE = Path(connectors.documents.__file__).with_name("boxes.ttf")
EM, ASCENT, DESCENT = 1000, 880, -120
INK = (-60, 800)
"""From below the baseline to above it, as far as ideographs of Song typefaces reach."""
WIDTHS = {".notdef": EM, "half": EM // 2, "full": EM}
HALF = range(0x21, 0x300)
FULL = (range(0x2000, 0xD800), range(0xE000, 0x10000), range(0x20000, 0x32000))


def font() -> bytes:
    """The bytes of the file, the same at every call."""
    builder = FontBuilder(EM, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupHead(unitsPerEm=EM, created=0, modified=0)
    builder.setupGlyphOrder(list(WIDTHS))
    builder.setupCharacterMap({})
    builder.setupGlyf({name: _box(width) for name, width in WIDTHS.items()})
    builder.setupHorizontalMetrics({name: (width, width // 20) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": "Gongkai Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.font["cmap"].tables = [_many_to_one()]
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _box(width: int) -> object:
    bottom, top = INK
    left, right = width // 20, width - width // 20
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _many_to_one() -> object:
    """Format 13: whole ranges of characters have one glyph."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 0
    table.cmap = dict.fromkeys(HALF, "half") | {code: "full" for codes in FULL for code in codes}
    return table


if __name__ == "__main__":
    FILE.write_bytes(font())
