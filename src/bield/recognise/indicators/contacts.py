"""Where the offender can be reached or found: mail, phone, web address, handle."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from bield.recognise.fold import Folded
from bield.recognise.indicators.found import Found
from bield.records import IndicatorKind

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_AT = r"(?:@|[ ]?[\[({][ ]?(?:at|@)[ ]?[\])}][ ]?)"
_DOT = r"(?:\.|[ ]?[\[({][ ]?(?:dot|\.)[ ]?[\])}][ ]?)"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9.!#$%&'*+/=?^_`|~-])"
    rf"([A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}){_AT}([A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,5}}"
    rf"{_DOT}[A-Za-z]{{2,24}})(?![A-Za-z0-9])"
)
_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:h(?:tt|xx|XX|\*\*)ps?(?::|\[:\])//|(?:https?|hxxps?)\[://\]|www(?:\.|\[\.\]))[^\s<>\"'“”«»]{2,2000}"
    r"|(?<![A-Za-z0-9@./_-])(?:[a-z0-9-]{1,63}(?:\.|\[\.\]|\(\.\)|\[dot\])){1,4}"
    r"(?:com|net|org|info|me|ly|io|co|gg|cc|ru|xyz|top|site|online|link|app|to|onion|ws|tk|uk|de)"
    r"/[^\s<>\"'“”«»]{1,2000}",
    re.IGNORECASE,
)
_DEFANGED_DOT = re.compile(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{\.\}", re.IGNORECASE)
_NETWORK = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|telegram|tg|tele|kik|discord|tik ?tok|twitter|wechat|"
    r"wickr|skype|line|viber|signal|session|facebook|fb|messenger|cash ?app|venmo)"
)
_NAMED_HANDLE = re.compile(
    rf"\b{_NETWORK}(?:\s+(?:id|name|user(?:name)?|handle|account|contact|is|me|on|at|:|me\s+(?:on|at)))*\s*"
    r"[:=\-–]?\s*(?P<handle>[@$]?[a-z0-9](?:[a-z0-9._-]{1,30}[a-z0-9_])(?:#\d{4})?)"
    r"(?![a-z0-9@])"
)
_AT_HANDLE = re.compile(r"(?<![\w.@/])@(?P<handle>[a-z0-9_](?:[a-z0-9._]{1,30}[a-z0-9_]))(?![\w@])")
_DOLLAR_TAG = re.compile(r"(?<![\w$])\$(?P<handle>[a-z][a-z0-9_]{2,20})(?![\w])")
_MAX_PHONES = 100
_PHONE_HINT = re.compile(r"(?:\+|\(?0|\b\d)(?:[\d\s().\-/]{6,}\d)")
_DATES = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")


def find_contacts(folded: Folded) -> list[Found]:
    """Give e-mail addresses, web addresses, handles and phone numbers, defanged forms too."""
    return _emails(folded) + _urls(folded) + _handles(folded) + _phones(folded)


def _emails(folded: Folded) -> list[Found]:
    found = []
    for match in _EMAIL.finditer(folded.clean):
        domain = re.sub(r"[ \[\](){}]", "", re.sub(r"(?i)[\[({][ ]?dot[ ]?[\])}]", ".", match[2]))
        value = f"{match[1]}@{domain}"
        local_ok = ".." not in value and not match[1].endswith(".")
        labels_ok = all(
            p and not p.startswith("-") and not p.endswith("-") for p in domain.split(".")
        )
        found.append(
            Found(IndicatorKind.EMAIL, value, match.start(), match.end(), local_ok and labels_ok)
        )
    return found


def _urls(folded: Folded) -> list[Found]:
    found = []
    for match in _URL.finditer(folded.clean):
        shown = match[0].rstrip(".,;:!?)]}>'\"…")
        if shown.count("(") > shown.count(")"):
            shown = (
                match[0][: len(shown) + 1]
                if match[0][len(shown) : len(shown) + 1] == ")"
                else shown
            )
        value = _DEFANGED_DOT.sub(".", shown)
        value = re.sub(r"^(?i:h(?:xx|\*\*)p(s?))", r"http\1", value).replace("[:]", ":")
        value = value.replace("[://]", "://")
        if value.lower().startswith("www."):
            value = f"http://{value}"
        elif "://" not in value:
            value = f"https://{value}"
        host = re.sub(r"^[a-z]+://", "", value.lower()).split("/", 1)[0]
        valid = "." in host and ".." not in host
        found.append(
            Found(IndicatorKind.URL, value, match.start(), match.start() + len(shown), valid)
        )
    return found


_NOT_HANDLES = frozenset(
    [
        "me",
        "you",
        "us",
        "it",
        "now",
        "them",
        "him",
        "her",
        "the",
        "and",
        "or",
        "is",
        "at",
        "on",
        "id",
        "name",
        "user",
        "username",
        "account",
        "accounts",
        "here",
        "this",
        "that",
        "chat",
        "video",
        "videos",
        "call",
        "calls",
        "story",
        "stories",
        "friends",
        "followers",
        "messages",
        "message",
        "dm",
        "dms",
        "code",
        "card",
        "cards",
        "link",
        "group",
        "page",
        "profile",
        "picture",
        "pictures",
        "photo",
        "photos",
        "app",
        "support",
        "help",
        "password",
        "security",
        "team",
        "com",
        "live",
        "users",
        "people",
        "posts",
        "post",
        "will",
        "with",
        "for",
        "to",
        "from",
        "if",
        "app's",
        "contacts",
        "contact",
        "list",
        "lists",
        "media",
        "site",
        "sites",
        "business",
        "messenger",
        "ads",
        "reels",
        "not",
        "was",
        "has",
        "have",
        "can",
        "before",
        "after",
        "then",
        "also",
        "where",
        "when",
        "because",
        "so",
        "too",
        "again",
        "please",
        "back",
        "just",
        "via",
    ]
)


def _handles(folded: Folded) -> list[Found]:
    found = []
    for match in _NAMED_HANDLE.finditer(folded.lower):
        handle = match["handle"]
        bare = handle.lstrip("@$")
        between = folded.lower[match.start() : match.start("handle")]
        marked = handle[0] in "@$" or re.search(r"[:=]\s*$", between) or re.search(r"[\d_.]", bare)
        if (
            bare in _NOT_HANDLES
            or not marked
            or bare.isdigit()
            or ("." in bare and bare.endswith((".com", ".org", ".net")))
        ):
            continue
        start, end = match.span("handle")
        found.append(Found(IndicatorKind.HANDLE, folded.clean[start:end], start, end))
    for pattern in (_AT_HANDLE, _DOLLAR_TAG):
        for match in pattern.finditer(folded.lower):
            start, end = match.span()
            found.append(Found(IndicatorKind.HANDLE, folded.clean[start:end], start, end))
    return found


def _phones(folded: Folded) -> list[Found]:
    if not _PHONE_HINT.search(folded.clean):
        return []
    # Imported here: its metadata takes 20 ms that a text without digits need not pay.
    import phonenumbers

    found = []
    matcher = phonenumbers.PhoneNumberMatcher(
        folded.clean, "GB", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=500
    )
    for match in islice(matcher, _MAX_PHONES):
        raw = match.raw_string
        digits = re.sub(r"\D", "", raw)
        international = raw.lstrip("( ").startswith(("+", "00"))
        if not international and (len(digits) < 9 or len(digits) > 12 or _DATES.fullmatch(raw)):
            continue
        number = match.number
        if not international and digits[0] != "0":
            american = _american(folded.lower, match.start, raw)
            if american is None:
                continue
            number = american
        valid = phonenumbers.is_valid_number(number)
        # A national number that no network has is a phone number only where a word says so.
        if not valid and not international and not _said_to_be_phone(folded.lower, match.start):
            continue
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        found.append(Found(IndicatorKind.PHONE, value, match.start, match.end, valid))
    return found


_PHONE_WORD = re.compile(
    r"phone|mobile|\bcell|whats ?app|\bcall|\bring|\btext|number|\btel\b|signal|telefon|sms"
)


def _said_to_be_phone(text: str, start: int) -> bool:
    return bool(_PHONE_WORD.search(text[max(0, start - 40) : start]))


def _american(text: str, start: int, raw: str) -> PhoneNumber | None:
    """A national number of North America, where a word for phones stands before it."""
    import phonenumbers

    if not _said_to_be_phone(text, start):
        return None
    try:
        number = phonenumbers.parse(raw, "US")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
