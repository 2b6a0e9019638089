"""Names of the containers that hold a body, by how often public crawlers of government sites rely on them.

Case does not count (`#zoom` and `#Zoom` are both common).
"""

from __future__ import annotations

# fmt: off
EDITOR = frozenset(
    (
        "#zoom", ".trs_editor", ".trs_ueditor", ".trs_editor_view", ".trs_paper_default", ".trs_preappend",
        ".custom_unionstyle", "#ucap-content", ".ucap-content", "#zoomcon", ".zoomcon", "#fontzoom",
        ".fontzoom", "#nw_detail", "#ivs_content", "#vsb_content", "#vsb_content_2", "#vsb_content_4",
        "#vsb_content_100", "#vsb_content_500", "#vsb_content_501", "#vsb_content_1001",
        "#vsb_newscontent", ".v_news_content", "#detailcontent", ".detailcontent", "#article_content",
        ".article-content", ".article_content", "#articlecontent", ".articlecontent", "#articlecon",
        ".articlecon", "#articlecontnet", ".wrapper_detail_text", "#newscontent", ".newscontent",
        "#news_content", ".news_content", ".news-content", "#zhengwen", ".zhengwen", "#dochtmlcon",
        "#js_content", "#img-content", ".article_component", ".bt-content", ".bt_content", "#contentbox",
        "#content_body", "#content_body_xxgk", ".article-body", ".articlebody", "#articlebody",
        "#textcontent", ".textcontent", ".text_content", "#infocontent", ".infocontent", ".info-content",
        ".detail-content", ".detail_content", "#detail_content", ".content-body", ".main-txt",
        ".wz_con_content", ".article_con", ".article-con", "#articlenr", ".xxgk_content", ".gk_content",
        "#mycontent", ".art_con", ".art-con", ".wzcon", "#wzcon", ".nr_content", ".pages_content",
        ".view-content", "#neirong", ".neirong", ".articletext", "#printcontent", "#newsinfo",
        "#read_content", ".read_content", ".post-content", ".entry-content", ".article-txt", ".artcontent",
        "#conntentnr", "#contentnr", ".dynamic-detail__content", ".article_main_body", ".tys-main-zt-show",
        ".content_body", ".zfwjwzcontent", ".insmaincontxt", ".m_info_detail_content", "#content-div",
        ".articlecontent1", ".articlecontent3",
    )
)
"""Filled by an editor component: what is in it is the body."""

WRAPPER = frozenset(
    (
        "#content", ".content", ".con", "#con", ".cont", ".conbox", ".conn", ".article", "#article",
        ".articlebox", ".article-box", ".article_box", ".detail", "#detail", ".details", ".details-main",
        ".details_main", ".info-cont", ".info_cont", "#info", ".main_content", ".main-content",
        ".content_main", ".contentmain", ".tys-main-zt", ".zwxl-content", ".zwxl-main", ".xl_cont",
        ".xl-article", ".xl_con1", ".wenzhang", ".wz_contect", ".yj3", ".message-box", ".ymain",
        ".wrapper_deatil", ".wrapper_detail", ".mainside", ".show", ".text", "#text", ".nr", "#nr",
        ".wznr", ".zw", ".zwnr", ".wjnr", ".view", ".body", ".article_l", ".article_new", ".cont_t",
        ".tyxlcenter", ".jgz_box", ".content-zc", ".zcwjk-xlcon", ".zc-detail", ".news-detail",
        ".newsdetail", ".news-det", ".content_info", ".conttext", ".contdesc", ".txt", "#txt",
        ".content_main_con", ".page-content", ".pagecontent", ".page_content", ".h-content",
        ".qh-xilan-content", ".listinfo-content", ".article_zw", ".readnr", ".container-content", ".inner",
        ".content-box", ".contentbox", ".mainbox", ".artical", "#artical",
    )
)
# fmt: on
"""Around the body, and often around title, date line and file list too."""
