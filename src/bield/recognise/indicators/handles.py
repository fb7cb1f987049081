"""User names: told by the name of their network beside them, or by words for getting in touch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading, occurrences, words
from bield.records import IndicatorKind

_NETWORKS = words(
    "snap snapchat sc insta instagram instagramie instagramu ig telegram telegramie telegramu "
    "telegramdan tg tele kik discord tik_tok tiktok twitter wechat wickr skype line viber signal "
    "session facebook fb messenger cash_app cashapp venmo qq threema onlyfans reddit zangi "
    "телеграм телеграмм телеграме телеграмі телега телегу тг инстаграм инста инсту снапчат вк "
    "скайп вайбер інстаграм سناب سنابشات سناب_شات تيليجرام تلغرام تليجرام تيلجرام انستغرام "
    "إنستغرام "
    "انستقرام انستا टेलीग्राम इंस्टाग्राम स्नैपचैट τηλεγραμ"
)
_CJK_NETWORKS = words(
    "ライン テレグラム インスタ インスタグラム スナチャ カカオ カカオトーク ディスコード 微信 "
    "加微 威信 电报 電報 飞机 카톡 카카오톡 "
    "telegram qq line kakao instagram insta snapchat wechat discord whatsapp 텔레그램 텔레 "
    "인스타 인스타그램 라인 디스코드"
)
_FILLERS = "|".join(
    words(
        "id name username user user_name handle account contact is me on at my me_on me_at tag ist "
        "lautet mein est mon es mi è e é is mijn konto nick ник аккаунт это na jest to je på är er "
        "on hesabım chat dm pseudo utente usuario usuário 아이디 号 號 号码 アカウント"
    )
)
_NAME = r"[a-z0-9_](?:[a-z0-9._-]{1,30}[a-z0-9_])"
_DOUBTFUL = frozenset(["line", "session", "signal", "sc", "tele", "reddit"])
"""Names of networks that are ordinary words: only «line id: …» and the like tell of a name."""
_BEHIND_NETWORK = re.compile(
    rf"(?P<between>(?:\s+(?:{_FILLERS})(?!\w))*)\s*(?P<mark>[:=\-–]?)\s*"
    rf"(?P<handle>[@$]?{_NAME}(?:#\d{{4}})?)(?![a-z0-9@])"
)
_BEFORE_NETWORK = re.compile(
    rf"(?:(?P<mark>:)\s*|\b(?:is|ist|me at|user)\s+)(?P<handle>@?{_NAME})\s+"
    r"(?:on|auf|en|sur|su|no|på|na|в|у|op|in)\s+\Z"
)
_CJK_NAMED = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(_CJK_NETWORKS, key=len, reverse=True))})\s*"
    rf"(?:id|{_FILLERS})?\s*"
    rf"(?P<mark>[:は]?)\s*(?P<handle>@?{_NAME})(?![a-z0-9@])"
)
_AT_NAME = re.compile(r"@(?<![\w.@/]@)(?P<handle>[a-z0-9_](?:[a-z0-9._]{1,30}[a-z0-9_]))(?![\w@])")
_DOLLAR_TAG = re.compile(r"\$(?<![\w$]\$)(?P<handle>[a-z][a-z0-9_]{2,20})(?!\w)")
_ACCOUNT = re.compile(r"(?<![0-9a-z])(?:05[0-9a-f]{64}|[0-9a-f]{76})(?![0-9a-z])")
"""The accounts of the messengers Session and Tox."""
_CASH = frozenset(["cashapp", "cash", "cashtag"])
_CONTACT = frozenset(
    words(
        "add follow message text write contact dm msg schreib schreibe adde ajoute écris agrégame "
        "escríbeme scrivimi aggiungi chama napisz napiš skriv напиши пиши добавь راسلني أضفني yaz "
        "連絡 加我"
    )
)
_NEAR = 60
_NOT_HANDLES = frozenset(
    words(
        "me you us it now them him her the and or is at on id name user username account accounts "
        "here this that chat video videos call calls story stories friends followers messages "
        "message dm dms code card cards link group page profile picture pictures photo photos app "
        "support help password security team com live users people posts post will with for to "
        "from if app's contacts contact list lists media site sites business messenger ads reels "
        "not was has have can before after then also where when because so too again please back "
        "just via"
    )
)
_SITES = (".com", ".org", ".net")


def find_handles(read: Reading) -> list[Found]:
    """Give user names with a word for their network or for getting in touch beside them."""
    networks = read.words.intersection(_NETWORK_WORDS)
    far = read.far_eastern and any(word in read.lower for word in _CJK_NETWORKS)
    found: list[Found] = []
    if networks:
        found += _beside(read, networks)
        if networks & {"session", "tox", "qtox"}:
            found += [_found(read, m.span()) for m in _ACCOUNT.finditer(read.lower)]
    if far:
        for match in _CJK_NAMED.finditer(read.lower):
            found += _named(read, match, "")
    if "@" in read.lower and (networks or far or read.words & _CONTACT):
        found += _addressed(read, far=far)
    if "$" in read.signed and read.words & _CASH:
        found += [_found(read, m.span()) for m in _DOLLAR_TAG.finditer(read.signed)]
    return found


_NETWORK_WORDS = frozenset(part for network in _NETWORKS for part in network.split())


def _found(read: Reading, span: tuple[int, int]) -> Found:
    start, end = span
    return Found(IndicatorKind.HANDLE, read.clean[start:end], start, end)


def _beside(read: Reading, parts: frozenset[str]) -> Iterator[Found]:
    """«snap: name», «name on telegram»."""
    named = [n for n in _NETWORKS if n in parts or (" " in n and parts.issuperset(n.split()))]
    text = read.lower
    for network, start, end in occurrences(read, named):
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        if "_" in around or any(c.isdigit() for c in around):
            continue  # a piece of a name or a number
        behind = _BEHIND_NETWORK.match(text, end)
        if behind is not None:
            yield from _named(read, behind, network)
        before = _BEFORE_NETWORK.search(text, max(0, start - _NEAR), start)
        if before is not None:
            yield from _named(read, before, "")


def _named(read: Reading, match: re.Match[str], network: str) -> Iterator[Found]:
    handle = match["handle"]
    bare = handle.lstrip("@$")
    if network in _DOUBTFUL and handle[0] not in "@$" and " id" not in match["between"]:
        return
    marked = handle[0] in "@$" or match["mark"] in {":", "="} or re.search(r"[\d_.]", bare)
    if bare in _NOT_HANDLES or not marked or bare.isdigit() or bare.endswith(_SITES):
        return
    yield _found(read, match.span("handle"))


def _addressed(read: Reading, *, far: bool) -> Iterator[Found]:
    """«@name» where a network or a word for getting in touch stands near."""
    for match in _AT_NAME.finditer(read.lower):
        start, end = match.span()
        near = read.lower[max(0, start - _NEAR) : end + _NEAR // 2]
        said = set(re.findall(r"[^\W\d_]+", near))
        if (
            said & _NETWORK_WORDS
            or said & _CONTACT
            or (far and any(w in near for w in _CJK_NETWORKS))
        ):
            yield _found(read, match.span())
