"""The labels that government pages print before a value, and the field each one means (公开要素标签)."""

from __future__ import annotations

import re
from functools import lru_cache

from connectors.fields.page import SEAM

LABELS: dict[str, tuple[str, ...]] = {
    "index_number": (
        "索引号",
        "信息索引号",
        "索引编号",
        "信息索引",
        "索引码",
        "索取号",
        "信息索取号",
        "目录索引号",
        "公开索引号",
        "政府信息索引号",
        "文件索引号",
        "索引编码",
    ),
    "title": (
        *("名称", "标题", "公开事项名称", "信息名称", "文件名称", "信息标题", "文件标题", "公文标题"),
        *("公文名称", "政策名称"),
    ),
    "document_number": (
        *(
            "发文字号",
            "文号",
            "文件编号",
            "文件字号",
            "发文文号",
            "文件文号",
            "文件号",
            "公文字号",
            "公文文号",
        ),
        *("发文号", "发文编号", "发布文号", "制发文号", "信息文号", "公文编号"),
    ),
    "publisher": (
        *("发文机关", "发布机构", "公开责任部门", "发文机构", "发文单位", "发布机关", "公开机构", "制发机关"),
        *(
            "发布单位",
            "主办单位",
            "信息公开机构",
            "责任部门",
            "公开主体",
            "信息发布机构",
            "发布部门",
            "发文部门",
        ),
        *("制定机关", "制发单位", "制发机构", "公开单位", "公开部门", "公开责任单位", "责任单位", "发布主体"),
        *("公开机关", "所属机构", "信息发布单位", "印发机关", "印发单位", "印发部门", "公布机关", "颁布机关"),
        *("颁布单位", "制定部门", "制发部门", "制文机关", "信息公开单位", "公开责任机构"),
    ),
    "written_on": (
        *("成文日期", "生成日期", "发文日期", "产生日期", "制发日期", "成文时间", "生成时间", "发文时间"),
        *("制发时间", "签发日期", "形成日期", "制定日期", "签署日期", "产生时间", "信息生成日期", "印发日期"),
        *("印发时间", "签发时间", "形成时间", "颁布日期", "颁布时间", "公文日期", "文件日期", "制作日期"),
    ),
    "published_at": (
        *("发布日期", "发布时间", "公开日期", "公开时间", "上载日期", "上网日期", "上网时间", "公开发布日期"),
        *(
            "信息发布日期",
            "信息发布时间",
            "发稿时间",
            "发稿日期",
            "发表时间",
            "发表日期",
            "公布日期",
            "公布时间",
        ),
        *("信息提供日期", "信息提供时间", "刊登日期", "提供日期", "公告时间", "公告日期"),
        *("上传时间", "上传日期", "录入时间", "录入日期", "日期", "时间", "信息时间", "发布于", "发布"),
        *(
            "公开发布时间",
            "信息公开日期",
            "首次发布时间",
            "网上发布日期",
            "网上发布时间",
            "挂网日期",
            "挂网时间",
        ),
        *("添加时间", "添加日期", "创建时间", "创建日期", "入库时间"),
        *("Time", "Date", "PublishTime", "PublishDate"),
    ),
    "updated_at": ("更新时间", "更新日期", "修改时间", "最后更新", "最后更新时间", "更新", "更新于"),
    "theme": ("主题分类", "信息分类", "所属主题", "主题类别", "主题", "信息类别", "分类"),
    "genre": (
        "体裁分类",
        "组配分类",
        "体裁",
        "文种",
        "公文种类",
        "文件类型",
        "文件种类",
        "公文类型",
        "信息体裁",
    ),
    "validity": (
        *("有效性", "时效性", "时效", "效力状态", "是否有效", "文件状态", "有效状态", "效力", "文件效力"),
        *("文件有效性", "时效状态", "信息有效性", "效力性", "效力状况"),
    ),
    "keywords": ("主题词", "关键词", "关键字"),
    "summary": ("内容概述", "内容摘要", "摘要", "信息概述", "内容概要", "概述", "信息摘要"),
    "content_source": (
        *("来源", "信息来源", "文章来源", "稿件来源", "消息来源", "内容来源", "稿源", "来源单位", "新闻来源"),
        *("来稿单位", "供稿单位", "文稿来源", "资料来源", "Source"),
        *(
            "出处",
            "文章出处",
            "稿件出处",
            "发布来源",
            "来源部门",
            "来源机构",
            "来源网站",
            "信息提供单位",
            "信息提供",
        ),
    ),
    "box": (  # no field of ours, but only a disclosure box has them
        *("公开方式", "公开形式", "公开属性", "公开范围", "公开程度", "公开时限", "服务对象", "服务对象分类"),
        *("载体类型", "公开目录", "公开类别", "信息公开类别", "公开依据", "生效日期", "生效时间", "施行日期"),
        *("实施日期", "失效日期", "失效时间", "废止日期", "有效期", "有效期限", "有效期至", "统一登记号"),
        *("统一编号", "登记号", "规范性文件登记号", "目录编号", "公文时效", "签发人", "发布层级", "语种"),
        *("登记日期", "信息时效期", "文件类别", "信息编号", "公开时效"),
    ),
    "other": (  # ends the value before it
        *(
            "作者",
            "责任编辑",
            "编辑",
            "责编",
            "编审",
            "审核",
            "审核人",
            "审校",
            "校对",
            "初审",
            "复审",
            "终审",
        ),
        *("浏览次数", "浏览量", "浏览数", "浏览", "阅读次数", "阅读量", "阅读数", "阅读", "点击数", "点击量"),
        *("点击次数", "点击率", "点击", "访问量", "访问次数", "次数", "字体", "字号", "字体大小", "文字大小"),
        *(
            "分享",
            "分享到",
            "分享至",
            "打印",
            "视力保护色",
            "保护视力色",
            "背景色",
            "发布人",
            "录入人",
            "记者",
        ),
        *(
            "发布者",
            "录入者",
            "通讯员",
            "撰稿",
            "供稿",
            "摄影",
            "所属栏目",
            "栏目",
            "页数",
            "备注",
            "附件",
            "下载",
        ),
        *("收藏", "相关文件", "相关解读", "关联文件", "相关链接", "监制", "信息审核", "字体显示", "大小"),
        *("信息格式", "格式", "打印本页", "关闭窗口", "我要纠错", "扫一扫", "编辑人", "信息员", "人气"),
        *("撰稿人", "供稿人", "拍摄", "文章类型", "文件下载", "附件下载", "Views", "Hits", "Author"),
        *("联系电话", "联系人", "电话", "咨询电话", "邮编", "地址", "当前位置", "您的位置", "您现在的位置"),
    ),
}
"""Field of `Item` → labels, white space left out. `updated_at`, `box` and `other` are no fields of an
item."""

FIELD = {label: field for field, labels in LABELS.items() for label in labels}

STRONG = frozenset(
    ("index_number", "document_number", "publisher", "written_on", "theme", "genre", "validity", "box")
)
"""Labels of these only stand in a disclosure box; the rest also stand in an article's date line."""


_GAP = rf"[\s{SEAM}]{{0,3}}"


def _tree(labels: list[str]) -> str:
    """A pattern for any of the labels, the longest that fits, spread by gaps or not; common beginnings are
    tried once, so that it is twice as fast as the plain list of some two hundred."""
    rests: dict[str, list[str]] = {}
    for label in labels:
        rests.setdefault(label[0], []).append(label[1:])
    branches = []
    for first, ends in rests.items():
        longer = [end for end in ends if end]
        more = _GAP + _tree(longer) if longer else ""
        branches.append(re.escape(first) + (f"(?:{more})?" if more and "" in ends else more))
    return f"(?:{'|'.join(branches)})"


_NAMES = _tree(sorted(FIELD))
FIRST = frozenset(label[0] for label in FIELD)
"""What a label may begin with."""
INLINE = re.compile(
    rf"(?=[{''.join(FIRST)}【\[［〔(（])(?<![\u4e00-\u9fffA-Za-z])"
    rf"(?:[【\[［〔(（]{_GAP}({_NAMES}){_GAP}[】\]］〕)）]{_GAP}[:：]?|({_NAMES}){_GAP}[:：]){_GAP}"
)
"""A label with its colon or brackets, anywhere in a line."""
LEADING = re.compile(rf"({_NAMES})\s?")
"""A label at the start of a line without a colon; the markup must show that it is one."""
_FRAME = re.compile(rf"[\s{SEAM}【】\[\]［］:：]+")


def alone(text: str) -> str | None:
    """The label that is all of a line (table cell, dt), its colon, brackets and spacing aside; or None."""
    return _unframed(text) if len(text) <= 20 else None


@lru_cache(maxsize=4096)
def _unframed(text: str) -> str | None:
    """Short lines repeat within a site (menus, boxes), so each is looked at once."""
    label = _FRAME.sub("", text)
    return label if label in FIELD else None


def bare(label: str) -> str:
    """A label as matched, without the white space that spreads it: `索 引 号` → `索引号`."""
    return "".join(label.replace(SEAM, "").split())
