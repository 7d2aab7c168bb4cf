"""Which columns of an unknown file are about people: by their names, by what formats say of such names, and by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from storehand.intake.learn_cells import Strip, is_number
from storehand.intake.learn_words import Words, key
from storehand.intake.mask import is_name, is_person
from storehand.intake.readers import normal
from storehand.tables import Table, Type

_PEOPLE: Final = re.compile(
    r"(?:收货|收件|寄件|发件|联系|联络|提货|签收|下单|付款|购买|开票|申请|推荐|退货)人|收货姓名|姓名|真名|昵称|旺旺|会员名|会员账号|用户名|用户(?:id|标识|编号)|"
    r"(?:买家|客户|顾客|用户|会员)(?:账号|帐号|账户|id|名称?|编号|编码|标识|信息)?$|支付宝账[号户]|对方|付款账[号户]|收款账[号户]|提现账[号户]|"
    r"联[系络]方式|手机|电话|座机|固话|传真|邮箱|地址|街道|门牌|邮编|邮政编码|身份证|证件|护照|微信号|微信$|qq号?$|openid|unionid|发票抬头|税号|"
    r"留言|备注|备忘|附言|密文|物流单号|运单号?|快递单号|面单|快递信息|物流信息|"
    r"e-?mail|phone|mobile|\btel\b|address|street|zip|postal|postcode|passport|recipient|consignee|receiver|user ?name|nick|"
    r"(?:buyer|customer|contact|sender|payer|owner|client|shopper|visitor)"
    r"(?:[ _.\-]*(?:name|id|unique[ _]?id))?$|(?:ship|bill) to$|"
    r"(?:buyer|customer|contact|shipping|billing|first|last|full|sender|payer|card|client)"
    r"[ _.\-]*(?:name|company|zip|person|phone)|"
    r"\bnotes?\b|tracking|vat number|ip ?address|\bip\b|"
    r"reviewer|author|(?:操作|经手|记录|处理|跟进|审核|录入)人|人姓名|网名|(?:去向|来源|银行|开户)账[户号]|发票|设备号|"
    r"(?:买家|客户|顾客|退款|售后|用户).{0,4}说明$|协商|充值号|"
    r"payment ?(?:id|ref)|receipt ?number|notas|persona|device ?id|employee|"
    r"(?:billing|shipping|ship|bill|order)[ _.\-]*city|ciudad|localidad|piso|vendedor|"
    r"nombre|apellido|tel[eé]fono|domicilio|direcci[oó]n|dni|c[oó]digo postal|correo|destinat|cliente?s?$|adresse|kunde",
    re.IGNORECASE,
)
_NO_PEOPLE: Final = re.compile(
    r"(?:商品|宝贝|链接|图片|主图|视频|店铺|网页|网站|页面|文件|详情页?|下载|直播间|笔记|作品)(?:网址|地址|链接)|网址|"
    r"数$|数量|量$|率$|额$|金额|占比|人数|次数|时长|价$|费$|类型|状态|等级|级别|方式$|是否|时间$|日期$|uv|pv|rate|count|cost|price|amount|total|method|type|status|"
    r"省$|省份|province|country|provincia|pa[ií]s$|标记$|费率|"
    r"marketing|accepts|product|item|campaign|(?:手机|电话)(?:端|访客|店铺|配件|淘宝|壳)",
    re.IGNORECASE,
)
_DEVICE: Final = re.compile(r"手机|电话|phone|mobile", re.IGNORECASE)
_CONTACT: Final = re.compile(r"联[系络]方式", re.IGNORECASE)
_BUYER: Final = re.compile(
    r"(?:买家|客户|顾客|用户|会员|访客)(?:会员名|昵称|旺旺|账号|帐号|id|名称?|编号|标识)?$|^(?:旺旺|昵称|会员名|openid)$|"
    r"(?:buyer|customer|client|user|visitor|member)[ _.\-]*(?:id|nick ?name|user ?name|unique[ _]?id|e-?mail)?$|^e-?mail$",
    re.IGNORECASE,
)
_ENOUGH: Final = 0.3  # of the cells look like a person's
_NAMES_ENOUGH: Final = 0.6


def is_people(strip: Strip, words: Words) -> bool:
    """True for a column of people. In doubt it is one: such a column is lost to the figures, never a person to the world."""
    if _by_name(strip, words):
        return True
    if is_figures(strip):
        return False
    masked = sum(is_person(cell) for cell in strip.distinct)
    names = [cell for cell in strip.distinct if is_name(cell)]
    return masked >= max(_ENOUGH * len(strip.distinct), 1) or len(names) >= max(_NAMES_ENOUGH * len(strip.distinct), 2)


def _by_name(strip: Strip, words: Words) -> bool:
    word = key(strip.header)
    told, read = words.people[word] + words.buyers[word], words.mapped[word] - words.buyers[word]
    if told:
        return told > read or (told == read and not is_figures(strip) and bool(_PEOPLE.search(normal(strip.header))))
    label = normal(strip.header)
    spaced = strip.header.strip().casefold()
    named = bool(_PEOPLE.search(label) or _PEOPLE.search(spaced)) and (
        not _NO_PEOPLE.search(label) or bool(_CONTACT.search(label))
    )
    return named and read == 0 and not _are_counts(strip)


def _are_counts(strip: Strip) -> bool:
    """True for short numbers under the name of a device: 手机 as a share of visits, 电话 as a count of calls."""
    device = _DEVICE.search(strip.header) and "号" not in strip.header
    return bool(device and strip.distinct) and all(re.fullmatch(r"-?[0-9.,]{1,6}%?", cell) for cell in strip.distinct)


def is_figures(strip: Strip) -> bool:
    """True where all cells are numbers that no phone is."""
    return bool(strip.distinct) and all(is_number(cell) and not is_person(cell) for cell in strip.distinct)


def buyer_column(table: Table) -> str:
    """The column of a table that keeps a buyer's pseudonym; "" where it has none."""
    return next((column.name for column in table.columns if column.type is Type.BUYER), "")


def buyer_of(people: Sequence[Strip], words: Words) -> Strip | None:
    """The person column that names the buyer: such as formats know best, else by its name."""
    known = [strip for strip in people if words.buyers[key(strip.header)]]
    if known:
        return max(known, key=lambda strip: (not _is_mail(strip), words.buyers[key(strip.header)]))
    ranked = sorted(people, key=_is_mail)
    named = (strip for strip in ranked if _BUYER.search(normal(strip.header)) or _BUYER.search(strip.header.casefold()))
    return next(named, None)


def _is_mail(strip: Strip) -> bool:
    return bool(re.search(r"mail|邮箱", strip.header, re.IGNORECASE))
