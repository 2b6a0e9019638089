"""What the hidden county discloses: postings, the personal data slipped into them, and small files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import openpyxl


def resident_number(serial: int) -> str:
    """A resident identity number with a valid check digit (GB 11643)."""
    head = f"230522197{serial % 10}0{serial % 9 + 1}1{serial % 8}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return head + "10X98765432"[sum(int(d) * w for d, w in zip(head, weights, strict=True)) % 11]


def bank_card(serial: int) -> str:
    """A 19-digit card number that passes Luhn."""
    head = f"621799261{serial:09d}"
    total = 0
    for i, digit in enumerate(reversed(head)):
        double = int(digit) * 2 if i % 2 == 0 else int(digit)
        total += double - 9 if double > 9 else double
    return head + str(-total % 10)


RESIDENTS = [resident_number(n) for n in range(101, 113)]
MOBILES = [f"138456{n:05d}" for n in range(70013, 70025)]
CARDS = [bank_card(n) for n in range(400_017, 400_021)]
BAD_DIGIT = "230522198812120013"
"""Without a valid check digit, but labelled."""
FULL_WIDTH = RESIDENTS[0].translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789X"})
SECRETS = [*RESIDENTS, *MOBILES, *CARDS, BAD_DIGIT]
LANDLINE = "0469-5821133"
CREDIT_CODE = "11230522MB1234567X"


@dataclass
class Post:
    """One posting as its unit meant it: what every field of the catalogue must become."""

    key: str
    title: str
    day: date
    clock: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    number: str | None = None
    index: str | None = None
    publisher: str | None = None
    origin: str | None = None
    written: date | None = None
    files: list[tuple[str, bytes]] = field(default_factory=list)
    html: str = ""
    status: int = 200
    path: str = ""


_SUBJECTS = (
    *("秸秆还田离田作业补助", "农村危房改造验收", "河湖长制年度考核", "高标准农田管护", "校车安全专项整治"),
    *("粮食烘干设施登记", "冬季取暖保障", "林下经济示范点评选", "乡村道路养护招标", "电动自行车集中充电"),
    *("畜禽粪污资源化利用", "残疾人辅具适配", "水稻育秧大棚复检", "城镇燃气管道排查", "公益性岗位招募"),
    *("防汛物资储备轮换", "食品小作坊核查", "农机深松整地核验"),
)
_VERBS = ("做好", "推进", "开展", "调整", "规范", "明确")
_KINDS = ("通知", "公告", "实施方案", "情况说明", "公示")


def posts(prefix: str, count: int, newest: date, *, step: int = 3) -> list[Post]:
    """That many postings, newest first, each with its own title and body."""
    made = []
    for n in range(count):
        subject, verb = _SUBJECTS[n % len(_SUBJECTS)], _VERBS[(n // 5) % len(_VERBS)]
        title = f"{prefix}关于{verb}{subject}工作的{_KINDS[n % len(_KINDS)]}（第{n + 1}期）"
        made.append(
            Post(
                key=f"{7000 + n * 7}",
                title=title,
                day=newest - timedelta(days=n * step),
                paragraphs=[
                    f"各村民委员会、各有关单位：为了{verb}{subject}，现将{prefix}第{n + 1}期安排说明如下。",
                    f"一是登记造册，涉及{subject}的台账于每月{n % 27 + 1}日前报送；二是现场核对，逐户签字确认。",
                    f"联系科室：{prefix}综合股，咨询电话{LANDLINE}，编号H{prefix}{n:03d}完。",
                ],
            )
        )
    return made


@cache
def xlsx(*rows: tuple[str, ...]) -> bytes:
    """A spreadsheet of one sheet; every cell is text. Cached, since each is written with the time of day."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


@cache
def docx(*paragraphs: str) -> bytes:
    """The smallest Word document that holds these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    parts = {
        "[Content_Types].xml": (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<?xml version="1.0"?>'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>{text}</w:body>'
            "</w:document>"
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
