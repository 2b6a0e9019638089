"""Personal data is masked whatever its shape; numbers that are none stay as they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.fields.protect import mask_html
from connectors.privacy import Masked, address_has_personal_data, has_personal_data, mask, may_hold

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident(region: int, birthday: str, serial: int) -> str:
    body = f"{region}{birthday}{serial:03d}"
    return body + "10X98765432"[sum(w * int(c) for w, c in zip(WEIGHTS, body, strict=True)) % 11]


def card(body: str) -> str:
    for check in "0123456789":
        digits = [int(c) for c in reversed(body + check)]
        if sum(d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits)) % 10 == 0:
            return body + check
    raise AssertionError


residents = st.builds(
    resident,
    st.sampled_from([230522, 110101, 440305, 650102]),
    st.dates(date(1930, 1, 1), date(2015, 12, 31)).map(lambda d: f"{d:%Y%m%d}"),
    st.integers(0, 999),
)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
surroundings = st.sampled_from(["", "：", "，", "（", "。", " ", "张三 ", "\t", "\n", "电话"])


@given(residents, surroundings, surroundings)
def test_resident_ids_are_masked_in_any_surrounding(number: str, before: str, after: str) -> None:
    masked = mask(before + number + after)
    assert masked.text == before + number[:6] + "********" + number[-4:] + after
    assert masked.kinds == ("resident_id",)


@given(residents, st.sampled_from([" ", "-", "　"]))
def test_resident_ids_split_or_wide_are_masked(number: str, gap: str) -> None:
    split = gap.join((number[:6], number[6:14], number[14:]))
    assert mask(split).text == gap.join((number[:6], "********", number[14:]))
    spread = " ".join(number)
    assert mask(spread).text.replace(" ", "") == number[:6] + "********" + number[-4:]
    wide = number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    assert mask(wide).text == wide[:6] + "********" + wide[-4:]


@given(mobiles, surroundings, st.sampled_from(["{}", "+86{}", "+86 {}", "86-{}", "0086{}"]))
def test_mobiles_are_masked(number: str, before: str, form: str) -> None:
    masked = mask(before + form.format(number)).text
    assert number not in masked
    assert masked.endswith(number[:3] + "****" + number[-4:])


@given(mobiles, st.sampled_from([" ", "-"]))
def test_mobiles_in_groups_are_masked(number: str, gap: str) -> None:
    grouped = gap.join((number[:3], number[3:7], number[7:]))
    assert mask(grouped).text == gap.join((number[:3], "****", number[7:]))


@given(st.from_regex(r"62[0-9]{16}", fullmatch=True).map(card))
def test_bank_cards_are_masked(number: str) -> None:
    assert mask(f"卡号 {number}").text == f"卡号 {number[:4]}***********{number[-4:]}"
    assert mask(f"{number}，").text == f"{number[:4]}***********{number[-4:]}，"


def test_labelled_numbers_are_masked_without_a_valid_check() -> None:
    assert mask("身份证号：230522199001011230").text == "身份证号：230522********1230"
    assert mask("身份证号：230522900101123").text == "身份证号：230522*****1123"
    assert mask("王建国（230522199001011230）等3人").text == "王建国（230522********1230）等3人"
    assert mask("流水号 202106202106202106").text == "流水号 202106202106202106"
    assert mask("银行卡号 6228480000000000000").text == "银行卡号 6228***********0000"


@pytest.mark.parametrize(
    "form",
    [
        "0469-5821133/{}",
        "tel{}",
        "手机={}",
        "微信wx{}",
        "张三_{}_",
        "No.{}",
        "{}/",
        "{}/13804691234",
    ],
)
@pytest.mark.parametrize(
    "number", ["13845670013", "138\u200b4567\u200b0013", resident(230522, "19900101", 123)]
)
def test_numbers_are_masked_however_they_are_introduced(number: str, form: str) -> None:
    masked = mask(form.format(number)).text
    assert number not in masked
    assert masked.startswith(form.partition("{}")[0])
    assert "13804691234" not in masked


@pytest.mark.parametrize(
    "text", ["post_13845670013.html", "W13845670013", "0.13845670013", "a1b13845670013c4"]
)
def test_tails_of_names_and_fractions_stay(text: str) -> None:
    assert mask(text).text == text


def test_neighbours_are_told_apart() -> None:
    number = resident(230522, "19900101", 123)
    text = f"李四 {number} 13804691234 6000.00"
    assert mask(text).text == f"李四 {number[:6]}********{number[-4:]} 138****1234 6000.00"


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0469-5812345",
        "电话 0469-5812345 0469-5812346",
        "传真：010-88072921",
        "统一社会信用代码：11331002002673575G",
        "11230522001234567T",
        "索引号：000014349/2017-00110",
        "索引号：112305220012345678/2021-00016",
        "友政办发〔2021〕16号",
        "债券代码 2305220 项目编码 2020-230522-48-01-012345",
        "金额 123456789.00 元，合计 1,234,567,890.12",
        "2021-07-13 2021-07-14 12:30:00",
        "20210713093000",
        "sha256 0a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef",
        "/202107/t20210713_693227.html",
        "./P020250103619573868702.pdf W020190918234243033577.jpg",
        "http://www.youyi.example/UploadFiles/2020/66011607520408147_768b619e.pdf",
        "230522********1234 138****1234",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text).text == text
    assert not has_personal_data(text)


@given(st.text())
def test_masking_keeps_length_and_is_idempotent(text: str) -> None:
    once = mask(text)
    assert len(once.text) == len(text)
    assert mask(once.text).text == once.text
    assert has_personal_data(text) == bool(once.kinds)


def test_addresses() -> None:
    number = resident(230522, "19900101", 123)
    assert address_has_personal_data(f"http://youyi.example/down?name={number}.pdf")
    assert address_has_personal_data("http://youyi.example/%E5%BC%A0%E4%B8%8913804691234.doc")
    assert not address_has_personal_data("http://youyi.example/202107/t20210713_693227.html")
    assert not address_has_personal_data("http://youyi.example/W020190918234243033577.jpg")


@pytest.mark.timeout(60)
def test_a_long_text_without_personal_data_is_as_it_was() -> None:
    text = "各乡镇要按照县政府的统一部署，2021年7月13日前报县农业农村局，电话0469-5812345。" * 7_000
    assert mask(text) == Masked(text)


def test_numbers_run_together_are_masked_each() -> None:
    number = resident(230522, "19900101", 123)
    phone, bank = "13804691234", card("622848000000000000")
    hidden = {number: number[:6] + "*" * 8 + number[-4:], phone: "138****1234"}
    hidden[bank] = bank[:4] + "*" * (len(bank) - 8) + bank[-4:]
    for left, right in ((number, phone), (phone, number), (number, bank), (bank, phone)):
        assert mask(f"张三{left}{right}。").text == f"张三{hidden[left]}{hidden[right]}。"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话138.4567.0013", "电话138.****.0013"),
        ("138·4567·0013", "138·****·0013"),
        ("手机：138\t4567\t0013", "手机：138\t****\t0013"),
        ("联系电话 1384567\n0013，", "联系电话 138****\n0013，"),
        ("电话：一三八四五六七〇〇一三", "电话：一三八****〇〇一三"),
        ("手机幺三八 四五六七 零零一三", "手机幺三八 **** 零零一三"),
    ],
)
def test_mobiles_in_disguise(text: str, masked: str) -> None:
    assert mask(text) == Masked(masked, ("mobile",))
    assert not has_personal_data(masked)


@given(
    residents,
    st.sampled_from(["〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺二三四五六七八九"]),
    st.sampled_from(["", "-", " "]),
)
def test_resident_ids_in_chinese_numerals(number: str, numerals: str, gap: str) -> None:
    written = gap.join(numerals[int(c)] if c.isdigit() else c for c in number)
    kept = gap.join([*written.replace(gap, "")[:6], *"*" * 8, *written.replace(gap, "")[-4:]])
    assert mask(f"经办人{written}，") == Masked(f"经办人{kept}，", ("resident_id",))
    html, kinds = mask_html(f"<p>经办人{written}，</p>")
    assert (html, kinds) == (f"<p>经办人{kept}，</p>", ("resident_id",))


@pytest.mark.parametrize(
    "text",
    [
        "二三〇五二二一九九〇〇一〇一一二三",
        "编号一二三四五六一九九〇一二三四五六七八",
        "二〇二一年七月十三日至二〇二二年七月十三日",
    ],
)
def test_numerals_that_are_no_identity_number(text: str) -> None:
    assert mask(text) == Masked(text)


@given(residents, st.integers(2, 16), st.sampled_from(["\n", "\t", " \n　　", "\r\n"]))
def test_resident_ids_broken_over_lines_are_masked(number: str, at: int, gap: str) -> None:
    masked = mask(f"身份证号{number[:at]}{gap}{number[at:]}").text
    assert masked.replace(gap, "") == "身份证号" + number[:6] + "********" + number[-4:]


@given(st.from_regex(r"62[0-9]{13}", fullmatch=True).map(card), st.sampled_from(["\n", "\t"]))
def test_bank_cards_broken_over_lines_and_cells_are_masked(number: str, gap: str) -> None:
    fours = gap.join(number[at : at + 4] for at in range(0, 16, 4))
    for text in (fours, f"{number[:12]}{gap}{number[12:]}", f"{number[:8]}\n{number[8:]}"):
        masked = mask(text).text
        assert "".join(masked.split()) == number[:4] + "********" + number[-4:]


@given(st.integers(6_200_000, 6_299_999), st.integers(100, 399))
def test_amounts_in_cells_beside_each_other_are_no_card(amount: int, code: int) -> None:
    text = f"津贴补贴\t{amount}\t{amount}\n{code}\t商品和服务支出\t{10 * amount}\t{10 * amount}\t\n"
    assert mask(text) == Masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "150\t2000\t3000",
        "合计15000\n200000\n",
        "序号\t金额\n138\t4567\t2013\n139\t4568\t2014",
        "电话\t金额\n150\t2000\t3000",
        "131.80612345, 46.76712345",
        "150 1234.5678",
        "2021.07.13 2021.07.14",
        "1.2.3 138.45.67.13",
        "一三五规划、二〇二一年七月十三日、一二三四五六七八九十",
        "230522202107130001000200030004",
    ],
)
def test_neither_amounts_nor_coordinates_nor_codes_are_disguises(text: str) -> None:
    assert mask(text) == Masked(text)


UNSEEN = "\xad\u200b\u200e\u202a\u2060\u2066\ufe0f\ufeff"


@given(
    st.one_of(mobiles, residents, st.just(card("622848000000000000"))),
    st.lists(st.tuples(st.integers(1, 10), st.sampled_from(UNSEEN)), min_size=1, max_size=4),
)
def test_what_takes_no_room_splits_no_number(number: str, marks: list[tuple[int, str]]) -> None:
    told = number
    for at, mark in marks:
        told = told[:at] + mark + told[at:]
    masked = mask(f"联系人（{told}）。")
    assert masked.kinds == mask(number).kinds != ()
    assert "".join(c for c in masked.text if c not in UNSEEN) == f"联系人（{mask(number).text}）。"
    assert may_hold(told)
    assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("gap", ["\u2009", "\u202f", "\u2012", "\u2015", "−", " \xad", "\u200e "])
def test_rare_spaces_and_dashes_split_a_number_like_common_ones(gap: str) -> None:
    assert mask(gap.join(("139", "1234", "5678"))).kinds == ("mobile",)


@pytest.mark.parametrize("tail", ["44", "23B1", "11"])
def test_the_number_of_a_certificate_of_disability_holds_an_identity_number(tail: str) -> None:
    number = resident(230522, "19750312", 121)
    assert mask(f"姓名\t残疾证号\n王某\t{number}{tail}").text.endswith(f"230522********{number[-4:]}{tail}")


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("姓名\t一卡通账号\t金额\n李某\t62179926001234\t100", "李某\t6217******1234\t100"),
        ("户主\t银行卡号\n王某\t621799 2600 0012 34567", "王某\t6217** **** **** *4567"),
        ("联系电话：013846912345", "联系电话：0138****2345"),
    ],
)
def test_numbers_that_a_label_tells(told: str, left: str) -> None:
    assert mask(told).text.endswith(left)


@pytest.mark.parametrize(
    "text", ["一卡通账号发放时间20210304102030", "系统编号62179926001234", "银行卡 12 345 678 901 234 567"]
)
def test_numbers_that_no_label_tells(text: str) -> None:
    assert mask(text).kinds == ()


def test_an_identity_number_in_an_address_may_be_glued_to_a_name() -> None:
    number = resident(230522, "19900101", 123)
    for told in (
        f"zhang{number}.txt",
        f"IMG_{number}_1.jpg",
        f"{number[:6]}-{number[6:14]}-{number[14:]}.pdf",
    ):
        assert address_has_personal_data(f"http://youyi.example/f/{told}")
    assert address_has_personal_data(
        f"http://youyi.example/f/{number[:-1]}{'1' if number[-1] != '1' else '2'}.pdf"
    )
    assert not address_has_personal_data("http://youyi.example/f/2305221990-01011230.pdf")
    assert not address_has_personal_data("http://youyi.example/P020210714512345678901.pdf")


def test_bank_cards_in_addresses() -> None:
    number = card("622848000000000000")
    assert address_has_personal_data(f"http://youyi.example/down?card={number}")
    assert not address_has_personal_data("http://youyi.example/2021071309300012345.pdf")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["13804691234", "1 3 8 0 4 6 9 1 2 3 4", "230500199302258324", "一三八〇四六九一二三四"]
            ),
            st.sampled_from(
                ["，", "\t", "\n", "　", "电话", "２０２１", "2021-07-13 09:30", "〔2021〕7号", "12.50", "x"]
            ),
            mobiles.map(lambda n: "　".join((n[:3], n[3:7], n[7:]))),
            mobiles.map(lambda n: n.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
            residents.map(lambda n: n[:6] + "\n" + n[6:]),
            residents.map("·".join),
        ),
        max_size=6,
    ).map("".join)
)
def test_the_quick_look_misses_nothing(text: str) -> None:
    if has_personal_data(text):
        assert may_hold(text)


@pytest.mark.parametrize("text", ["友政办发〔2021〕12号", "2021-07-13 09:30", "共1,234.50万元，占12.3%"])
def test_the_quick_look_passes_over_what_pages_are_full_of(text: str) -> None:
    assert not may_hold(text)
