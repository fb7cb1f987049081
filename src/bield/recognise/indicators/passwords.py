"""The password that a mail quotes: found so that it can be masked everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.password_words import (
    CJK_PASSWORD,
    LEADING_ON,
    NOT_SECRETS,
    SPEECHES,
    Speech,
)
from bield.recognise.indicators.reading import Reading, places, words
from bield.records import IndicatorKind

MASK = "•"
_MASKED_BY_US = re.compile(f"{MASK}{{5,}}")


def _any(listed: tuple[str, ...]) -> str:
    longest_first = sorted(listed, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first) + ")"


_TOLD = r"(?P<secret>[^\s\"'“”‘’«»„<>,;()\[\]「」『』]{3,64})"
_OPEN = r"[\s]*[\"'“”‘’«»„<(\[]*[\s]*"
_QUOTE = r"[\"'“‘«„(]"
_START = r"(?:^|(?<=[\s\"'“‘«„(:]))"
_CLOSE = r"[\"'”’»)]*\s*(?:,\s*)?[-–—]?\s*"
_ASIDES = (
    r"(?:\s+(?:you\s+use[ds]?|you\s+had|used|for\s+\S+|from\s+(?:the\s+)?\S+|at\s+the\s+time|"
    r"of\s+yours|of\s+your\s+\S+|tied\s+to\s+\S+|linked\s+to\s+\S+|to\s+your\s+\S+|"
    r"on\s+(?:the\s+)?(?:day|\S+)\s*\S*|de[irs]n?e?s?\s+\w+|ihres\s+\w+|de\s+tu\s+\w+|"
    r"del\s+tuo\s+\w+|da\s+sua\s+\w+))?"
)
"""«your password you used on mail.example is …»"""
_THE_FOLLOWING = r"(?:\s*(?:still|this|the following|following|one)\b\s*:?)?"
_YOURS = re.compile(
    rf"{_START}(?P<secret>[^\s\"'“”‘’«»„<>,;()]{{4,64}})[\"'”’»)]*\s+(?P<behind>is|was)\s+one\s+of\s+yours"
)
_FAMILIAR = re.compile(
    rf"\b(?:does|do|is)\s+[\"'“‘«]?\s*{_TOLD}[\"'”’»]?\s+"
    r"(?P<behind>ring\s+a\s+bell|look\s+familiar|sound\s+familiar|familiar)"
)
_CJK_WORD = rf"(?:{'|'.join(CJK_PASSWORD)})"
_ASCII = r"(?P<secret>[!-&*+\-./0-9:=?-Z^_a-z{|}~•●]{3,64})"
_CJK_NAMED = re.compile(
    rf"{_CJK_WORD}\s?(?:[:=]|{_any(words('は 是 為 为 는 은 가'))})\s?:?\s?"
    rf"[「『\"'“(]?{_ASCII}"
)
_CJK_BEHIND = re.compile(
    rf"{_ASCII}[」』\"'”)]?\s?{_any(words('は 是 이 가 が 就是'))}\s?"
    rf"{_any(words('あなたの お前の 君の 你的 您的 당신의 네 너의'))}\s?{_CJK_WORD}"
)
_FAR = 200
"""How far from its word a password may end, in characters."""
_SPARE = ".!?:*]"


@cache
def _patterns(speech: Speech) -> tuple[re.Pattern[str], ...]:
    """How this language quotes a password; a group `weak` tells that little says it is one."""
    word = _any(speech.password + speech.your_password)
    # The word «pass» alone in a line, as of a test, is no heading of a password.
    below = r"(?<!pass)\n"
    is_ = _any(speech.is_)
    your = _any((*speech.your, "\x00"))
    one_of = _any((*speech.one_of, "\x00"))
    named = (
        rf"(?<!\w){word}(?:\s+{your})?{_ASIDES}"
        rf"(?:\s+{is_}(?!\w)\s*:?|\s*(?:[:=\-–—]+|->)|[^\S\n]*{below}){_THE_FOLLOWING}{_OPEN}{_TOLD}"
    )
    quoted = rf"(?<!\w)(?:know|have|{your})\s+(?:{your}\s+)?{word}\s*[,:]?\s*{_QUOTE}\s*{_TOLD}"
    whose = rf"{your}\s+{word}|{word}\s+{your}"
    if speech.your_password:
        whose += f"|{_any(speech.your_password)}"
    beside = rf"(?<!\w)(?P<weak>{whose})\s+{_TOLD}"
    behind = (
        rf"{_START}(?P<secret>[^\s\"'“”‘’«»„<>,;()]{{4,64}}){_CLOSE}"
        rf"(?:(?:that|this|das)\s+)?(?<!\w){is_}\s+(?:indeed\s+|actually\s+|definitely\s+)?"
        rf"(?:{one_of}\s+)?(?:(?:the|la|il|a|o|le)\s+)?(?:{your}\s+)?"
        rf"(?:old\s+|current\s+|own\s+|secret\s+)?(?P<behind>{word})(?!\w)"
    )
    afar = rf"(?<!\w)(?P<weak>{word})(?:[^\S\n]+[^\s:]+){{1,3}}\s?:\s*{_TOLD}"
    before = rf"{_START}(?P<secret>[^\s\"'“”‘’«»„<>,;()]{{4,64}}){_CLOSE}(?P<weak>{whose})(?!\w)"
    return tuple(re.compile(p) for p in (named, quoted, beside, behind, before, afar))


@cache
def _first_words(speech: Speech) -> frozenset[str]:
    every = speech.password + speech.your_password
    return frozenset(re.split(r"[ '-]", word)[0] for word in every)


@cache
def _every_first_word() -> frozenset[str]:
    return frozenset().union(*map(_first_words, SPEECHES))


def find_passwords(read: Reading) -> list[Found]:
    """Give the places where a password is quoted, each time that it stands in the text.

    The value is the mask, never the password: nothing after this function knows it.
    """
    spans: set[tuple[int, int]] = set()
    secrets: set[str] = set()
    for start, end in _quoted(read):
        spans.add((start, end))
        secrets.add(read.clean[start:end])
    for secret in secrets:
        if is_masked(secret) or len(secret) < 5:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(secret)}(?!\w)", read.clean):
            spans.add(match.span())
    # What Bield masked itself, in a text that comes back to it, is still one.
    spans |= {match.span() for match in _MASKED_BY_US.finditer(read.clean)}
    return [Found(IndicatorKind.PASSWORD, MASK * 8, start, end) for start, end in sorted(spans)]


def _quoted(read: Reading) -> Iterator[tuple[int, int]]:
    text = read.lower
    for speech in () if read.words.isdisjoint(_every_first_word()) else SPEECHES:
        if read.words.isdisjoint(_first_words(speech)):
            continue
        for first, last in _near(text, read.words & _first_words(speech)):
            for pattern in _patterns(speech):
                for match in pattern.finditer(text, first, last):
                    yield from _if_one(read, match, weak="weak" in pattern.groupindex)
    known = not read.words.isdisjoint({"password", "passwords", "pass"})
    if "one of yours" in text:
        for match in _YOURS.finditer(text):
            yield from _if_one(read, match, weak=not known)
    if "bell" in read.words or "familiar" in read.words:
        for match in _FAMILIAR.finditer(text):
            yield from _if_one(read, match, weak=not known)
    if read.far_eastern and any(word in text for word in CJK_PASSWORD):
        for pattern in (_CJK_NAMED, _CJK_BEHIND):
            for match in pattern.finditer(text):
                yield from _if_one(read, match, weak=False)


def _near(text: str, said: Iterable[str]) -> list[tuple[int, int]]:
    """The ranges of the text around words for passwords; a match begins and ends in one."""
    ranges: list[tuple[int, int]] = []
    for at in sorted(at for word in said for at in places(text, word)):
        first, last = max(0, at - _FAR), at + _FAR
        if ranges and first <= ranges[-1][1]:
            first, _ = ranges.pop()
        ranges.append((first, last))
    return ranges


def _if_one(read: Reading, match: re.Match[str], *, weak: bool) -> Iterator[tuple[int, int]]:
    """The place of the secret, without the marks around it, if it is one."""
    start, end = match.span("secret")
    if not is_masked(read.clean[start:end]):
        while end > start and read.clean[end - 1] in _SPARE:
            end -= 1
        while start < end and read.clean[start] in "*¿¡":
            start += 1
    secret = read.clean[start:end]
    if weak and not (
        _is_telling(secret)
        or _is_foreign(secret, match["weak"] if "weak" in match.re.groupindex else "")
    ):
        return
    quoted = start > 0 and read.clean[start - 1] in "\"'“‘«„「『"
    # What «is your password» follows needs no mark behind it.
    behind = "" if "behind" in match.re.groupindex else read.lower[end : end + 12]
    if _could_be_one(secret, quoted=quoted, behind=behind):
        yield start, end


def is_masked(secret: str) -> bool:
    """Tell whether somebody has masked it already: dots, stars, crosses."""
    return set(secret) <= set(f"{MASK}*xX●█#.…_-")


def _is_telling(secret: str) -> bool:
    """Whether it is made as passwords are: letters with figures or signs, or capitals inside."""
    letters = any(c.isalpha() for c in secret)
    figures = any(c.isdigit() for c in secret)
    signs = any(c in "!@#$%^&*+=?~" for c in secret)
    capitals = any(c.isupper() for c in secret[1:]) and any(c.islower() for c in secret)
    return letters and (figures or signs or capitals)


def _is_foreign(secret: str, said: str) -> bool:
    """Whether it is in Latin letters beside words that are not."""
    return secret.isascii() and bool(said) and not any("a" <= c <= "z" for c in said)


def _could_be_one(secret: str, *, quoted: bool, behind: str) -> bool:
    """Ordinary words follow «your password is» too: «… not safe», «… known to me»."""
    if len(secret) < 3:
        return False
    if is_masked(secret):
        return set(secret) not in ({"."}, {"-"}, {"_"})
    if secret.lower() in NOT_SECRETS or ("@" in secret and "." in secret.split("@")[-1]):
        return False
    if secret.lower().startswith(("http", "www.")):
        return False
    telling = (
        any(c.isdigit() for c in secret)
        or any(not c.isalnum() for c in secret)
        or any(c.isupper() for c in secret[1:])
    )
    if quoted or telling:
        return True
    # A word of letters only is a password where the sentence stops behind it: «… is sunshine,
    # I know» and not «… is vital for us».
    following = re.match(r"\s+(\w+)", behind)
    stops = following is None or "\n" in behind[: following.start(1)] or following[1] in LEADING_ON
    return secret.isascii() and len(secret) >= 6 and stops
