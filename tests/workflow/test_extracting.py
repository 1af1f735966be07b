"""What is read out of texts: contacts, moments, words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from workflow.extracting.contacts import (
    find_company,
    find_email,
    find_person,
    find_phone,
    find_url,
)
from workflow.extracting.keywords import find_keywords
from workflow.extracting.moments import find_moment

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)  # Monday, 10:00 in Shanghai

MOMENTS = {
    "明天下午3点": "03-03 15:00",
    "后天上午十点半": "03-04 10:30",
    "大后天": "03-05 09:00",
    "今晚8点": "03-02 20:00",
    "3月15日10点": "03-15 10:00",
    "十二月二十五日": "12-25 09:00",
    "15号下午三点一刻": "03-15 15:15",
    "下个月5号": "04-05 09:00",
    "月底前付款": "03-31 09:00",
    "下周三": "03-11 09:00",
    "下下周五下午2点半": "03-20 14:30",
    "周日上午": "03-08 09:00",
    "周一": "03-02 09:00",
    "半小时后": "03-02 10:30",
    "一个半小时后": "03-02 11:30",
    "20分钟之后": "03-02 10:20",
    "3天后下午四点": "03-05 16:00",
    "两周后": "03-16 09:00",
    "3个月后": "06-02 09:00",
    "２０２６年４月１日１４：３０": "04-01 14:30",
    "2026-04-01 09:05": "04-01 09:05",
    "3/15 9:00": "03-15 09:00",
    "11点打给我": "03-02 11:00",
    "10点打给我": "03-03 10:00",
    "中午12点": "03-02 12:00",
    "3点见": "03-02 15:00",
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_a_moment_is_read_as_it_is_meant(text: str, moment: str) -> None:
    found = find_moment(f"您好，{text}吧。", NOW, ZONE)
    assert found is not None
    assert found.tzinfo is UTC
    assert found.astimezone(ZONE).strftime("%m-%d %H:%M") == moment


def test_a_day_that_is_over_is_the_next_years() -> None:
    found = find_moment("2月15日10点", NOW, ZONE)
    assert found == datetime(2027, 2, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["没有时间", "有时间联系", "25点", "2月30日", "晚上12点", "3号线", "价格1-2万", ""]
)
def test_what_names_no_moment_gives_none(text: str) -> None:
    assert find_moment(text, NOW, ZONE) is None


CONTACTS = {
    "我是湖州德清启明新材料有限公司的王小明经理，电话 138 0512 7716": (
        "王小明",
        "湖州德清启明新材料有限公司",
        "13805127716",
    ),
    "联系人：张三，０２１-６２３４５６７８": ("张三", None, "+862162345678"),
    "您好，我叫李明，想了解价格": ("李明", None, None),
    "欧阳小明女士 400-800-1234": ("欧阳小明", None, "+864008001234"),
    "来自上海市第一人民医院的采购": (None, "上海市第一人民医院", None),
    "苏州恒瑞集团 陈总": ("陈总", "苏州恒瑞集团", None),
    "Mr. Hans Meyer from Acme Maschinenbau GmbH, +49 30 1234567": (
        "Hans Meyer",
        "Acme Maschinenbau GmbH",
        "+49301234567",
    ),
    "我们公司需要报价，订单号 20260302138001380001": (None, None, None),
}


@pytest.mark.parametrize(("text", "found"), CONTACTS.items())
def test_persons_companies_and_phones_are_found(
    text: str, found: tuple[str | None, str | None, str | None]
) -> None:
    assert (find_person(text), find_company(text), find_phone(text)) == found


@pytest.mark.parametrize(
    ("text", "email", "url"),
    [
        ("写信 Wang@Qiming.COM.cn。", "Wang@qiming.com.cn", None),
        ("看 www.abc.com/x，或 https://y.cn", None, "https://www.abc.com/x"),
        ("见https://x.cn/a?b=1，谢谢", None, "https://x.cn/a?b=1"),
        ("a@b", None, None),
    ],
)
def test_addresses_are_found(text: str, email: str | None, url: str | None) -> None:
    assert (find_email(text), find_url(text)) == (email, url)


def test_words_come_in_the_order_of_the_text_each_meaning_once() -> None:
    lexicon = [("GmbH", "德国"), ("德国", "德国"), ("报价", "价格"), ("样品", "样品"), ("", "空")]
    assert find_keywords("请寄样品，ＧＭＢＨ 德国，要报价", lexicon) == ("样品", "德国", "价格")
    assert find_keywords("你好", lexicon) == ()
