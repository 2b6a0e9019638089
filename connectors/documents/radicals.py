"""Radicals (部首) that fonts of PDF files give for the ideographs that look the same: `⼀般公共预算`, `⻓期`."""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺇⺒⺓⺛⺟⺠⺧⺩⺫⺬⺮⺳⺶⺹⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂乙几巳幺旡母民牛王目示竹网羊老肉臼虎西西见角贝足车長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""The CJK radicals supplement has no compatibility mapping for nearly all of its characters."""
RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | _SUPPLEMENT
)
"""For `str.translate`: each radical to its ideograph."""
