"""Words that tell of a person, found in prose and replaced: phones, e-mails, identity cards, addresses, names.

What is found is replaced by a mask ([手机], [邮箱], [证件], [地址], [账号], [姓名]). Long numbers, ids, barcodes and
amounts stay: a phone has a digit or letter on neither side, an identity card its check digit. A bare name without a word
such as 收货人 before it or a phone beside it cannot be told from other words and stays.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

Tag = Callable[[str], str]

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟"
    "熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳司马诸葛上官夏侯"
)
# Second and third signs that words of trade have and given names have not: 金额, 黄色, 高价, 毛利率, 任务, 方案.
_TRADE = (
    "额价格率量数币色式度交键词注邮裹利重目用费款号码单位计划元收付退货品类称间期日月年时段省市区县路街店铺网商户买卖客服件个次笔均总比订物流状态原因备"
    "说址电话箱型规尺寸库务案法向鞋衣裙裤帽袜包油茶酒粉片膏霜榴瓜鱼肉果糖盐跟靴丁牌钻链贷税息账表册签收拒改换送寄发到的了不是要求请在有无未已和与或及"
)
_HAN = "\u4e00-\u9fff"
_NAME = rf"(?:欧阳|司马|诸葛|上官|夏侯|[{_SURNAMES}])(?![{_TRADE}])[{_HAN}](?:(?![{_TRADE}])[{_HAN}])?"
_GAP = r"[\s,，、:：;；|/+_\-]{0,3}"
_LABEL = r"(?:收货人|收件人|寄件人|发件人|联系人|联络人|姓名|机主|户主)(?:姓名|名字|名)?"
_WHO = r"(?:客户|买家|顾客|会员|称呼|本人)(?:姓名|名字|名)?"

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,3}\.(?!jpe?g|png|gif|webp)[A-Za-z]{2,12}"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(
    r"(?:(?<![0-9A-Za-z._])|(?<=[Tt][Ee][Ll]))(?:(?:\+|00)?86[ \-]?)?"
    r"1[3-9]\d(?:(?P<by>[ \-]?)\d{4}(?P=by)\d{4})(?![0-9A-Za-z]|\.[0-9])"
    r"|(?<![0-9A-Za-z\-])0[1-9]\d{1,2}-\d{7,8}(?![0-9\-])"
    r"|(?<![0-9A-Za-z+])\+[1-9][0-9 ().\-]{7,16}[0-9](?![0-9])"
    r"|(?<![0-9A-Za-z\-])(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?![0-9\-])"
)
_ADMIN = rf"(?:[{_HAN}]{{2,3}}(?:省|自治区)|[{_HAN}]{{2,4}}(?:市|自治州))"
_ADDRESS = re.compile(
    rf"{_ADMIN}[ \t,，]?[{_HAN}A-Za-z0-9 ]{{0,16}}(?:区|县|市|旗|镇|乡|街道)"
    rf"[{_HAN}A-Za-z0-9()（）\-－—#_ ]{{0,40}}(?:路|街|道|巷|弄|胡同|村|号|楼|幢|栋|座|室|苑|园|小区|厦|单元|组|屯)"
    r"[0-9A-Za-z\-－#号楼幢栋座室层单元弄 ]{0,20}"
    rf"|(?:{_ADMIN})?[{_HAN}]{{1,5}}(?:路|街|大道|巷|弄|胡同) ?\d{{1,5}} ?(?:号|弄)[0-9A-Za-z\-－#号楼幢栋座室层单元弄 ]{{0,20}}"
    r"|(?<![0-9A-Za-z])\d{1,4}(?:号楼|栋|幢|号院)[ ,，]?(?:\d{1,2}单元[ ,，]?)?\d{2,5}(?:室|号|房|户)?"
    r"|(?<![0-9A-Za-z])\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][a-z]{1,15} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct)\b\.?"
)
_ACCOUNT = re.compile(r"(?P<label>微信号|微信[:：]|QQ号|QQ[:：])[:： ]{0,3}[A-Za-z0-9_\-]{5,20}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"(?P<label>(?:{_LABEL})(?:改为|改成|换成|是|为|叫)?(?:[:：]\s{{0,3}}|\s{{1,3}})|(?:{_WHO})[:：]\s{{0,3}})"
    rf"(?P<name>[{_HAN}·]{{2,4}}(?![{_HAN}·])|{_NAME}|[A-Z][a-z]{{1,15}}(?: [A-Z][a-z]{{1,15}}){{0,2}})"
    rf"|(?P<label2>(?:{_LABEL})(?:改为|改成|换成|是|为|叫)?)(?P<name2>{_NAME})"
)
_BESIDE = re.compile(
    rf"(?<![{_HAN}])(?P<before>{_NAME})(?P<gap>{_GAP})(?=\[(?:手机|证件))"
    rf"|(?P<mask>\[(?:手机|证件)[^\]]{{0,8}}\])(?P<gap2>{_GAP})(?P<after>{_NAME})(?![{_HAN}])"
)
_BARE = re.compile(_NAME)
_HIDDEN = re.compile(
    rf"[{_HAN}A-Za-z0-9_]{{1,4}}\*{{1,12}}[{_HAN}A-Za-z0-9_]{{0,4}}(?:@[A-Za-z0-9.\-]{{1,40}})?|\*{{2,}}[{_HAN}\d]{{0,4}}"
)
_MASK = re.compile(r"\[(?:手机|邮箱|证件|地址|账号|姓名)[^\]]{0,8}\]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”")

SUSPECT: Final = (
    r"(?:^|[^0-9A-Za-z._]|86|[Tt][Ee][Ll])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?:[^0-9A-Za-z]|$)|[0-9A-Za-z]@[0-9A-Za-z-]+\."
    r"|(?:^|[^0-9])[1-8][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]|\+[1-9][0-9 ().-]{8}|(?:^|[^0-9-])0[1-9][0-9]{1,2}-[0-9]{7}"
    r"|(?:\([0-9]{3}\) ?|[0-9]{3}-)[0-9]{3}-[0-9]{4}|(?:路|街|道|巷|弄|同) ?[0-9]{1,5} ?[号弄]|[0-9](?:号楼|栋|幢|号院)"
    r"|(?:收货|收件|寄件|发件|联系|联络)人|姓名|机主|户主|(?:客户|买家|顾客|会员|称呼|本人)(?:姓名|名字|名)?[:：]"
    r"|微信号|微信[:：]|[Qq][Qq]号|[Qq][Qq][:：]|[0-9] (?:[NSEW]\.? )?[A-Z][a-z]+ "
    r"|[省市区州].{0,16}[区县市旗镇乡道].{0,40}[路街道巷弄同村号楼幢栋座室苑园区厦元组屯]"
)
"""What prose is looked at for; every text that `masked` changes has it. DuckDB and Python read it alike."""
_SUSPECT = re.compile(SUSPECT)


def masked(words: str, tag: Tag | None = None) -> str:
    """The words with a mask for all that tells of a person. With `tag`, a mask also carries the tag of what it replaces,
    so that two campaigns that differ by a phone stay two."""
    if not _SUSPECT.search(words):
        return words

    def mask(name: str, found: str) -> str:
        return f"[{name}#{tag(found)}]" if tag else f"[{name}]"

    words = _EMAIL.sub(lambda found: mask("邮箱", found[0]), words)
    words = _CARD.sub(lambda found: mask("证件", found[0]) if _is_card(found[0]) else found[0], words)
    words = _PHONE.sub(lambda found: mask("手机", found[0]), words)
    words = _ADDRESS.sub(lambda found: mask("地址", found[0]), words)
    words = _ACCOUNT.sub(lambda found: found["label"] + mask("账号", found[0]), words)
    words = _LABELLED.sub(
        lambda found: (found["label"] or found["label2"]) + mask("姓名", found["name"] or found["name2"]), words
    )
    return _BESIDE.sub(lambda found: _beside(found, mask), words)


def _labelled(found: re.Match[str], mask: Callable[[str, str], str]) -> str:
    return (found["label"] or found["label2"]) + mask("姓名", found["name"] or found["name2"])


def _beside(found: re.Match[str], mask: Callable[[str, str], str]) -> str:
    if found["before"]:
        return mask("姓名", found["before"]) + found["gap"]
    return found["mask"] + found["gap2"] + mask("姓名", found["after"])


def _is_card(number: str) -> bool:
    """True for an identity card's number: a day of birth inside and the right check digit (GB 11643)."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return _CHECKS[check] == number[-1].upper()


def is_name(words: str) -> bool:
    """True for what looks like a Chinese name and nothing else; 黄色 and 金额 do not."""
    return bool(_BARE.fullmatch(words.strip()))


def is_person(words: str) -> bool:
    """True where `masked` finds something, or where a platform has masked a person already (陈*, 1*********8)."""
    word = words.strip()
    return bool(_HIDDEN.fullmatch(word)) or masked(word) != word


def stray(words: str, tag: Tag | None = None) -> str:
    """A cell that is no prose and could not be read, as it may be shown and kept: of a person only the masks are left."""
    if is_name(words):
        return "[姓名]"
    kept = masked(words, tag)
    return kept if kept == words else "".join(_MASK.findall(kept)) or kept


def listed(words: str) -> str:
    """Cells that stand in a sentence, one after another (A、B、C): where one tells of a person, they are a person's row."""
    if masked(words) == words:
        return words
    return "、".join(stray(word) for word in words.split("、"))


def shown(path: Path) -> str:
    """A file's name as it may be shown and kept."""
    return masked(path.name)


def unquoted(fault: object) -> str:
    """A library's sentence without what it quotes: that may be a cell."""
    return masked(_QUOTED.sub("…", str(fault).split("\n", 1)[0]))


def trace(fault: BaseException) -> str:
    """The trace of a fault for us: where and of which kind, but not what it says, which may quote a cell."""
    told: list[str] = []
    link: BaseException | None = fault
    while link is not None:
        told.append(f"{type(link).__module__}.{type(link).__qualname__}\n{''.join(traceback.format_tb(link.__traceback__))}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "".join(told)
