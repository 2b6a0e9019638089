"""The hidden county: which unit discloses what on which day, and what the catalogue must then hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.hidden import model, served_sites, static_sites
from tests.hidden.model import BAD_DIGIT, CARDS, FULL_WIDTH, MOBILES, RESIDENTS, Post, posts
from tests.hidden.serve import Page, Reply, Site, served

NEWEST = date(2023, 9, 28)
UNITS = {
    "gov": ("某县人民政府", "government"),
    "nyj": ("某县农业农村局", "department"),
    "czj": ("某县财政局", "department"),
    "rsj": ("某县人力资源和社会保障局", "department"),
    "wjw": ("某县卫生健康局", "department"),
    "yjj": ("某县应急管理局", "department"),
    "xl": ("柳河镇人民政府", "township"),
    "qf": ("某县司法局", "department"),
    "swj": ("某县水务局", "department"),
    "rm": ("某县融媒体中心", "institution"),
    "dah": ("某县档案馆", "institution"),
    "fgj": ("某县发展和改革局", "department"),
}
CHANNEL = "7c0f5a9e1b2d4c3f8e6a5b4c3d2e1f00"


def hex_id(post: Post) -> str:
    return hashlib.md5(post.key.encode(), usedforsecurity=False).hexdigest()


@dataclass
class Expected:
    """What one source must yield: postings by category, and rows that are no items."""

    items: list[tuple[str, Post]] = field(default_factory=list)
    rejected: int = 0
    skipped: int = 0


class HiddenCounty:
    """Its sites, and what each of them shows on a day."""

    def __init__(self) -> None:
        self.sites = {name: Site() for name in (*UNITS, "yjj2", "blocked") if name != "fgj"}
        self.day = 1
        self.expected: dict[str, Expected] = {}

    def show(self, day: int) -> None:
        """Let every site show this day; what was asked before is forgotten."""
        self.day, self.expected = day, {}
        for name in UNITS:
            if name == "fgj":
                continue
            made, expected = getattr(self, f"_{name}")()
            site = self.sites[self.host_of(name)]
            site.pages, self.expected[name] = made, expected
        if self.day >= 2:
            self.sites["yjj"].pages = {}
        challenge = Reply(b"<html><script>$_ts=window['$_ts'];</script></html>", 412)
        self.sites["blocked"].pages = {"/zwgk/index.html": challenge, "/zwgk/": challenge}
        for site in self.sites.values():
            site.asked.clear()

    def host_of(self, name: str) -> str:
        return "yjj2" if name == "yjj" and self.day >= 2 else name

    # --- the sources ---------------------------------------------------------------------------------------

    def _gov(self) -> tuple[dict[str, Page], Expected]:
        rules = posts("县政府", 47, NEWEST)
        for n, post in enumerate(rules):
            post.path = f"/zwgk/gfxwj/{post.day:%Y%m}/t{post.day:%Y%m%d}_{post.key}.html"
            post.publisher, post.origin, post.clock = (
                "某县人民政府办公室",
                "县政府办",
                f"{8 + n % 9:02d}:{n:02d}:00",
            )
            post.index = f"239988-01-{post.day.year}-{n:05d}"
            post.written = post.day - timedelta(days=1 + n % 4)
            forms = (
                "某政办发〔{y}〕{n}号",
                "某政办发[{y}]{n}号",
                "某政办发（{y}）{n}号",
                "某政办发【{y}】 {n} 号",
            )
            post.number = forms[n % 4].format(y=post.day.year, n=n + 1) if n % 5 else None
        rules[1].files = [("农田管护台账（样表）.xlsx", model.xlsx(("村名", "面积"), ("爱林村", "312")))]
        rules[2].files = [("实施方案附件一.docx", model.docx("附件一", "管护面积合计三百一十二亩。"))]
        talks = posts("政策问答", 29, NEWEST - timedelta(days=2))
        for post in talks:
            post.key = str(int(post.key) + 3)
            post.path = f"/zwgk/zcjd/{post.day:%Y%m}/t{post.day:%Y%m%d}_{post.key}.html"
            post.publisher, post.origin, post.clock = "某县人民政府办公室", "县政府办", "15:30:00"
        twin = replace(rules[25], path=f"/zwgk/zcjd/{rules[25].day:%Y%m}/{rules[25].path.rsplit('/', 1)[1]}")
        talks.insert(11, twin)
        both, moved, gone, unlisted = rules[3], rules[20], rules[12], rules[14]
        listed, listed_talks = list(rules), [*talks[:4], both, *talks[4:]]
        if self.day >= 2:
            rules[5].title += "（更正）"
            rules[9].paragraphs[1] = "一是登记造册的期限改为每季度末；二是现场核对，逐户签字确认。"
            listed = [p for p in rules if p not in (moved, unlisted) and (p is not gone or self.day >= 3)]
            listed_talks.insert(9, moved)
            fresh, deep = replace(rules[0]), replace(rules[0])
            fresh.key, fresh.day, fresh.title = (
                "9001",
                NEWEST + timedelta(days=3),
                "县政府关于表彰先进村屯的决定",
            )
            deep.key, deep.day, deep.title = "9008", date(2023, 6, 15), "县政府关于补登历史文件的说明"
            for post in (fresh, deep):
                post.index = post.number = post.written = None
                post.paragraphs = [f"{post.title}：首段。", "末段至此完。"]
                post.path = f"/zwgk/gfxwj/{post.day:%Y%m}/t{post.day:%Y%m%d}_{post.key}.html"
            listed = [listed[0], fresh, *listed[1:30], deep, *listed[30:]]
        if self.day == 2:
            gone.status = 404
        links = {p.key: f".{p.path.removeprefix('/zwgk/gfxwj')}" for p in listed}
        links[rules[7].key] = (
            f"{self.sites['gov'].base}/zwgk//gfxwj/./{rules[7].path.rsplit('/', 2)[1]}/"
            + rules[7].path.rsplit("/", 1)[-1]
        )
        talk_links = {p.key: f"../..{p.path}" for p in listed_talks} | {
            both.key: f"../..{both.path}?spm=zx.12"
        }
        made = static_sites.trs_zero("/zwgk/gfxwj/", "规范性文件", listed, pinned=1, links=links)
        made |= static_sites.trs_zero("/zwgk/zcjd/", "政策解读", listed_talks, pinned=0, links=talk_links)
        for post in {p.path: p for p in [*rules, *talks, *listed]}.values():
            made |= static_sites.trs_zero_files(post)
            made[post.path] = (
                static_sites.trs_zero_detail(post) if post.status == 200 else Reply(b"gone", 404)
            )
        want = Expected([("normative", p) for p in listed])
        want.items += [("interpretation", p) for p in listed_talks if p is not both]
        return made, want

    def _nyj(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("农业农村局", 31, NEWEST)
        for n, post in enumerate(rows):
            post.path, post.clock = (
                f"/c100{n % 3}/202309/{post.key}.shtml",
                f"{7 + n % 12:02d}:2{n % 10}:0{n % 7}",
            )
            post.origin = "县农业农村局"
            post.number = f"某农发〔2023〕{n + 2}号" if n % 6 == 0 else None
        rows[4].files = [("春耕物资 清单.xlsx", model.xlsx(("物资", "数量"), ("地膜", "80")))]
        lost = rows[8]
        lost.title = f"农业农村局关于联系人{MOBILES[0]}变更的公告"
        foreign = f"https://mp.weixin.qq.com/s?tel={MOBILES[1]}"
        made = static_sites.trs_one("/tzgg/", "通知公告", rows, foreign=foreign)
        for post in rows:
            if post is not lost:
                made[post.path] = static_sites.trs_one_detail(post)
            for name, data in post.files:
                made[f"/upload/{name}"] = Reply(data, kind="application/vnd.ms-excel")
        if self.day == 2:
            made["/tzgg/list.shtml"] = static_sites.html(
                "<html><body><table class=lb></table></body></html>", "gbk"
            )
        return made, Expected([("subsidy_policy", p) for p in rows if p is not lost], rejected=1, skipped=1)

    def _czj(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("财政局", 44, NEWEST)
        for n, post in enumerate(rows):
            post.path = f"/art/{post.day.year}/{post.day.month}/{post.day.day}/art_2011_{post.key}.html"
            post.origin, post.clock = "县财政局", f"{9 + n % 8:02d}:{n:02d}:00"
        rows[3].html = (
            "<table border=1><tr><td>姓名</td><td>身份证号码</td><td>银行卡号</td><td>手机</td><td>金额</td></tr>"
            f"<tr><td>赵大</td><td>{RESIDENTS[2]}</td><td>{CARDS[0]}</td><td>{MOBILES[2]}</td><td>1,200.00</td></tr>"
            f"<tr><td>钱二</td><td><span>{RESIDENTS[3][:6]}</span><span>{RESIDENTS[3][6:]}</span></td>"
            f"<td>{CARDS[1][:4]} "
            f"{CARDS[1][4:8]} {CARDS[1][8:12]} {CARDS[1][12:16]} {CARDS[1][16:]}</td>"
            f"<td>{MOBILES[3][:3]}-{MOBILES[3][3:7]}-"
            f"{MOBILES[3][7:]}</td><td>800.00</td></tr><tr><td>孙三</td><td>{FULL_WIDTH}</td><td></td><td></td>"
            "<td>1</td></tr>"
            "</table>"
        )
        people = (("姓名", "身份证号", "电话", "卡号"), ("李四", RESIDENTS[4], MOBILES[4], CARDS[2]))
        rows[6].files = [("惠农补贴发放表.xlsx", model.xlsx(*people))]
        rows[7].files = [(f"名单{MOBILES[5]}.xlsx", model.xlsx(*people))]
        rows[8].files = [("名单.xlsx", model.xlsx(*people))]
        listed = rows if self.day != 2 else rows[:28]
        made = served_sites.hanweb(2011, "补贴发放", listed)
        data: dict[str, bytes] = {}
        for post in rows:
            if post in listed:
                made[post.path] = served_sites.hanweb_detail(post)
            data |= {f"{post.key}{n}.xlsx": content for n, (_, content) in enumerate(post.files)}
        made["/module/download/downfile.jsp"] = lambda form: (
            Reply(data[form["filename"]], kind="application/octet-stream")
            if form.get("filename") in data
            else Reply(b"", 404)
        )
        return made, Expected([("subsidy_payment", p) for p in listed])

    def _rsj(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("人社局", 38, NEWEST)
        for n, post in enumerate(rows):
            post.path = f"/col/col5578/art/{post.day.year}/art_{hex_id(post)}.html"
            post.origin, post.publisher = "县人社局", "某县人力资源和社会保障局"
            post.clock, post.index = f"{10 + n % 6:02d}:15:00", f"239988-09-2023-{n:05d}"
            post.number = f"某人社发〔{post.day.year}〕{n + 5}号" if n % 2 else None
            post.written = post.day - timedelta(days=2) if n % 3 else None
        rows[4].paragraphs[1] = (
            f"咨询电话{model.LANDLINE}/{MOBILES[8]}，微信wx{MOBILES[9]}，证件ID{RESIDENTS[8]}。"
        )
        spaced = "\u200b".join((MOBILES[10][:3], MOBILES[10][3:7], MOBILES[10][7:]))
        rows[
            5
        ].html = f"<p title='{RESIDENTS[9]}'>另联系{spaced}<img src='/a.png' alt='扫码加{MOBILES[11]}'></p>"
        rows[2].paragraphs[1] = (
            f"一是核验身份证号：{BAD_DIGIT}，统一社会信用代码{model.CREDIT_CODE}；二是现场核对。"
        )
        listed = rows if self.day == 1 else [p for p in rows if p is not rows[7]]
        made = served_sites.jpaas(5578, "招考信息", listed, f"127.0.0.1:{self.sites['rsj'].port}")
        for post in rows:
            made[post.path] = served_sites.jpaas_detail(post)
        return made, Expected([("recruitment", p) for p in listed])

    def _wjw(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("卫健局", 43, NEWEST)
        for n, post in enumerate(rows):
            post.path = f"/wjw/c100481/202309/{hex_id(post)}.shtml"
            post.origin, post.clock = "县卫生健康局", f"{8 + n % 10:02d}:05:00"
        rows[5].files = [
            ("接种点一览.docx", model.docx("接种点", f"负责人王五，手机{MOBILES[6]}，身份证{RESIDENTS[5]}。"))
        ]
        listed = rows if self.day == 1 else [p for p in rows if p is not rows[4]]
        made = served_sites.ucap("/wjw/c100481/list.shtml", CHANNEL, "卫生健康", listed)
        for post in listed:
            made[post.path] = served_sites.ucap_detail(post)
            for n, (_, data) in enumerate(post.files):
                made[f"/wjw/c100481/202309/{hex_id(post)}/files/{post.key}{n}.docx"] = Reply(data)
        return made, Expected([("epidemic", p) for p in listed], skipped=1)

    def _yjj(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("应急局", 47, NEWEST)
        for post in rows:
            post.path = f"/info/1042/{post.key}.htm"
        rows[1].files = [("应急预案（2023修订）.docx", model.docx("总则", "编制目的与依据。"))]
        made = static_sites.vsb("tzgg", "预案预警", rows)
        data = {f"{p.key}{n}": content for p in rows for n, (_, content) in enumerate(p.files)}
        made["/system/_content/download.jsp"] = lambda form: Reply(
            data[form["wbfileid"]],
            kind="application/octet-stream",
            headers=(("Content-Disposition", "attachment; filename*=UTF-8''%E9%A2%84%E6%A1%88.docx"),),
        )
        for post in rows:
            made[post.path] = static_sites.vsb_detail(post)
        made[rows[2].path] = replace(static_sites.vsb_detail(rows[2]), delay=0.7)
        if self.day == 1:
            empty = static_sites.html("<html><body><div class='n_list'><ul></ul></div></body></html>")
            self.sites["yjj"].once.setdefault("/tzgg/1.htm", [empty])
        return made, Expected([("emergency", p) for p in rows])

    def _xl(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("柳河镇", 52, NEWEST)
        for n, post in enumerate(rows):
            post.path = f"/liuhe/gkmlpt/content/3/{int(post.key) // 1000}/post_{post.key}.html"
            post.publisher, post.index = "柳河镇人民政府", f"239988201/2023-{n:05d}"
            post.number = f"柳政发〔2023〕{n + 1}号" if n % 4 == 1 else None
            post.written = post.day - timedelta(days=1) if n % 2 else None
        rows[10].title = f"柳河镇关于居民{RESIDENTS[6]}低保资格的公示"
        if self.day >= 2:
            rows[1].number = "柳政发〔2023〕202号"
        made = served_sites.gkmlpt("/liuhe", 2814, rows, self.sites["xl"].base)
        for post in rows:
            made[post.path] = served_sites.gkmlpt_detail(post)
        return made, Expected([("budget", p) for p in rows])

    def _qf(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("司法局", 33, NEWEST)
        for n, post in enumerate(rows):
            post.path = f"/zfxxgk/content/{post.day:%Y-%m/%d}/content_{post.key}.htm"
            post.publisher, post.index = "某县司法局", f"000239988/2023-{n:05d}"
            post.number = f"某司规〔{post.day.year}〕{n + 1}号"
            post.written = post.day - timedelta(days=3)
        made = static_sites.govcn("/zfxxgk/zc/", rows)
        for post in rows:
            made[post.path] = static_sites.govcn_detail(post)
        made[rows[6].path] = Reply(b"", 302, headers=(("Location", "/login.html?back=1"),))
        form = "<html><body><form action=/login><input type=password name=p></form>请登录后查看</body></html>"
        made["/login.html"] = static_sites.html(form)
        return made, Expected([("rule", p) for p in rows if p is not rows[6]], rejected=1)

    def _swj(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("水务局", 25, NEWEST)
        for post in rows:
            post.path = f"/Show.aspx?id={post.key}"
        rows[11].path += f"&sfz={RESIDENTS[7]}"
        rows[0].files = [("河长名单.docx", model.docx("河长名单", "共十二人。"))]
        listed = rows if self.day == 1 else rows[:-1]
        by_key = {p.key: p for p in rows}
        made: dict[str, Page] = {
            "/News.aspx": static_sites.aspx(rows, listed),
            "/Show.aspx": lambda form: static_sites.aspx_detail(by_key[form["id"]]),
            "/Down.ashx": lambda form: Reply(by_key[form["id"][:4]].files[0][1]),
        }
        if self.day == 1 and not self.sites["swj"].asked:
            self.sites["swj"].once["/Show.aspx"] = [Reply(b"busy", 429, headers=(("Retry-After", "1"),))]
        return made, Expected([("major_project", p) for p in rows])

    def _rm(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("融媒体", 18, NEWEST)
        for post in rows:
            post.path, post.origin, post.clock = f"/p/{post.key}.html", "县融媒体中心", "09:30:00"
        made: dict[str, Page] = {"/rss.xml": static_sites.rss(self.sites["rm"].base, rows)}
        made |= {p.path: static_sites.plain_detail(p) for p in rows}
        return made, Expected([("new_media", p) for p in rows])

    def _dah(self) -> tuple[dict[str, Page], Expected]:
        rows = posts("档案馆", 16, NEWEST)
        for n, post in enumerate(rows):
            post.path, post.clock, post.origin = f"/archive/{post.key}/", f"14:{n:02d}:00", "本站"
        made: dict[str, Page] = {"/sitemap.xml": static_sites.sitemap(self.sites["dah"].base, rows)}
        made |= {p.path: static_sites.plain_detail(p) for p in rows}
        return made, Expected([("statistics", p) for p in rows])


@contextmanager
def hidden_county() -> Iterator[HiddenCounty]:
    """The county, served on free ports of loopback."""
    county = HiddenCounty()
    with ExitStack() as stack:
        for site in county.sites.values():
            stack.enter_context(served(site))
        county.show(1)
        yield county


COLUMNS = {
    "gov": ("trs", ["/zwgk/gfxwj/index.html|normative", "/zwgk/zcjd/|interpretation"]),
    "nyj": ("trs", ["/tzgg/list.shtml|subsidy_policy"]),
    "czj": ("hanweb", ["/col/col2011/index.html|subsidy_payment"]),
    "rsj": ("jpaas", ["/col/col5578/index.html|recruitment"]),
    "wjw": ("ucap", ["/wjw/c100481/list.shtml|epidemic"]),
    "yjj": ("vsb", ["/tzgg.htm|emergency"]),
    "xl": ("gkmlpt", ["/liuhe/gkmlpt/index#2814|budget"]),
    "qf": ("govcn", ["/zfxxgk/zc/index.htm|rule"]),
    "swj": ("selectors", ["/News.aspx?c=31|major_project"]),
    "rm": ("feed", ["/rss.xml|new_media"]),
    "dah": ("sitemap", ["/sitemap.xml|statistics"]),
    "fgj": ("drop", ["*.xlsx|plan"]),
    "blocked": ("trs", ["/zwgk/index.html|other"]),
}
SELECTORS = """[source.selectors]
list_item = "//div[@id='pnl']/div"
link = "./p[@class='t']/a/@href"
list_date = "./p[@class='d']/text()"
next = "//a[@id='nx']/@href"
total = "//i[@id='zs']/text()"
title = "//div[@id='lblTitle']"
body = "//div[@id='cont']"
attachment = "//div[@class='fj']/a"
"""


def write_registry(county: HiddenCounty, path: Path, targets: str = "") -> None:
    """The registry of the day: a site that moved has its new address."""
    parts = [
        '[county]\nname = "某县"\ndivision = "239988"\n',
        "[defaults]\nrequests_per_second = 1000\nexpect = { min_items = 1 }\n",
    ]
    parts += [f'[[unit]]\nid = "{u}"\nname = "{n}"\nkind = "{k}"\n' for u, (n, k) in UNITS.items()]
    for source, (family, columns) in COLUMNS.items():
        unit = "gov" if source == "blocked" else source
        base = "" if family == "drop" else f'base_url = "{county.sites[county.host_of(source)].base}"\n'
        parts.append(f'[[source]]\nid = "{source}"\nunit = "{unit}"\nfamily = "{family}"\n{base}')
        for column in columns:
            place, category = column.split("|")
            parts.append(f'[[source.column]]\npath = "{place}"\ncategory = "{category}"\n')
        if family == "selectors":
            parts.append(SELECTORS)
    path.write_text("\n".join(parts) + targets, encoding="utf-8")


def write_drop(home: Path) -> None:
    """The unit without a site hands in its spreadsheet."""
    folder = home / "drop" / "fgj"
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        ("序号", "*信息名称", "文号", "公开日期", "正文", "附件"),
        (
            "1",
            "发改局关于重大项目清单的通知",
            "某发改〔2023〕7号",
            "2023年9月1日",
            f"联系人周七，{MOBILES[7]}。",
            "清单.docx",
        ),
        ("2", "发改局关于粮价监测的通报", "", "2023-08-12", "粮价平稳。", ""),
    ]
    (folder / "清单.docx").write_bytes(model.docx("重大项目清单", "计九项。"))
    (folder / "报送.xlsx").write_bytes(model.xlsx(*rows))


def truth(post: Post) -> dict[str, object]:
    """The fields of `catalogue.item` that the posting must have."""
    clock = post.clock or "00:00:00"
    return {
        "title": post.title,
        "document_number": true_number(post),
        "index_number": post.index,
        "publisher": post.publisher,
        "content_source": post.origin,
        "written_on": post.written,
        "published_at": datetime.fromisoformat(f"{post.day}T{clock}+08:00"),
    }


def true_number(post: Post) -> str | None:
    """文号 as the contract writes it."""
    if post.number is None:
        return None
    found = re.fullmatch(r"(\D+?)\s*[〔\[（【](\d{4})[〕\]）】]\s*(\d+)\s*号", post.number)
    assert found
    return f"{found[1]}〔{found[2]}〕{found[3]}号"
