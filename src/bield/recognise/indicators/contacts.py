"""Mail and web addresses, in the forms that defang them too: «name [at] example [dot] com».

Each search starts from the mark that no address is without, an at sign or a dot before a known
ending, and looks around it: most texts hold few of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading, places
from bield.records import IndicatorKind

_BRACKETED_AT = re.compile(r"[\[({<][ ]?(?:at|AT|@)[ ]?[\])}>][ ]?")
_SAID_AT = re.compile(r" (?:at|AT|@) ")
_DOT = r"(?:\.|[ ]?[\[({][ ]?(?:dot|DOT|\.)[ ]?[\])}][ ]?)"
_LOCAL = re.compile(r"(?<![A-Za-z0-9.!#$%&'*+/=?^_`|~-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\Z")
_LONGEST_LOCAL = 66
_HOST = re.compile(
    rf"(?:[A-Za-z0-9-]{{1,63}}{_DOT}){{1,6}}(?P<top>[A-Za-z]{{2,24}})(?![A-Za-z0-9])"
)
_DEFANGED_HOST = re.compile(
    rf"(?:[A-Za-z0-9-]{{1,63}}(?:{_DOT}|[ ](?:dot|DOT)[ ])){{1,6}}"
    r"(?P<top>[A-Za-z]{2,24})(?![A-Za-z0-9])"
)
_HIDDEN_DOT = r"(?:[ ](?:dot|DOT)[ ]|[ ]?[\[({][ ]?(?:dot|DOT|\.)[ ]?[\])}][ ]?)"
_SAID_HOST = re.compile(
    rf"(?:[A-Za-z0-9-]{{1,63}}{_HIDDEN_DOT}){{1,4}}(?P<top>[A-Za-z]{{2,24}})(?![A-Za-z0-9])"
)
_FILES = frozenset(["png", "jpg", "jpeg", "gif", "webp", "svg", "pdf", "css", "js", "py", "html"])
"""Endings of files that are no endings of hosts: «icon@2x.png»."""
_HEADERS = ("message-id", "in-reply-to", "references", "content-id", "cid:")
_HEADER = re.compile(
    r"(?:message-id|in-reply-to|references|content-id|cid):[^:]{0,400}\Z", re.IGNORECASE
)
_LONGEST_HEADER = 420
_MACHINE_MADE = re.compile(r"^[0-9a-f]{16,}$|\d{14}")

_SCHEMES = {
    "://": re.compile(r"(?i:h(?:tt|xx|\*\*)ps?)\Z"),
    "[:]//": re.compile(r"(?i:h(?:tt|xx)ps?)\Z"),
    "[://]": re.compile(r"(?i:h(?:tt|xx)ps?)\Z"),
    "www.": re.compile(r"\Z"),
    "www[.]": re.compile(r"\Z"),
}
"""What a whole address holds, and what must stand before that."""
_LONGEST_SCHEME = 6
_REST = re.compile(r"[^\s<>\"'“”«»]{2,2000}")
_TOP = (
    r"(?:com|net|org|info|me|ly|io|co|gg|cc|ru|xyz|top|site|online|link|app|to|onion|ws|tk|uk|de)"
)
_BARE_END = re.compile(rf"\.{_TOP}/[^\s<>\"'“”«»]{{1,2000}}")
_DEFANGED_END = re.compile(rf"(?:\[\.\]|\(\.\)|\[dot\]){_TOP}/[^\s<>\"'“”«»]{{1,2000}}")
_BARE_HOST = re.compile(
    r"(?<![A-Za-z0-9@./_-])[A-Za-z0-9-]{1,63}(?:(?:\.|\[\.\]|\(\.\)|\[dot\])[A-Za-z0-9-]{1,63}){0,3}\Z"
)
_LONGEST_HOST = 270
_ONION = re.compile(r"(?<![A-Za-z0-9.])[a-z2-7]{56}\.onion(?![A-Za-z0-9/])")
_DEFANGED_DOT = re.compile(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{\.\}", re.IGNORECASE)


def find_contacts(read: Reading) -> list[Found]:
    """Give e-mail addresses and web addresses, defanged forms too."""
    return [*_emails(read), *_urls(read)]


def _emails(read: Reading) -> Iterator[Found]:
    text = read.clean
    headers = any(name in read.lower for name in _HEADERS)
    for at in places(text, "@"):
        for found in _email(text, at, at + 1, _HOST):
            if not (headers and _names_a_mail(text, found.start)):
                yield found
    if "at" in read.words or "[@" in text or "(@" in text:
        for sign in _BRACKETED_AT.finditer(text):
            at = sign.start() - (text[sign.start() - 1 : sign.start()] == " ")
            yield from _email(text, at, sign.end(), _DEFANGED_HOST)
        if "dot" in read.words or "[.]" in text or "(.)" in text:
            for sign in _SAID_AT.finditer(text):
                yield from _email(text, sign.start(), sign.end(), _SAID_HOST)


def _email(text: str, at: int, behind: int, hosts: re.Pattern[str]) -> Iterator[Found]:
    host = hosts.match(text, behind)
    if host is None:
        return
    local = _LOCAL.search(text, max(0, at - _LONGEST_LOCAL), at)
    if local is None or host["top"].lower() in _FILES:
        return
    # «git@github.com:name/project.git» is a repository.
    repository = local[0] == "git" and text[host.end() : host.end() + 1] in {":", "/"}
    if repository or _MACHINE_MADE.search(local[0]):
        return
    domain = re.sub(r"(?i)[ \[({]+dot[ \])}]+", ".", host[0])
    domain = re.sub(r"[ \[\](){}]", "", domain)
    value = f"{local[0]}@{domain}"
    local_ok = ".." not in value and not local[0].endswith(".")
    labels_ok = all(p and not p.startswith("-") and not p.endswith("-") for p in domain.split("."))
    yield Found(IndicatorKind.EMAIL, value, local.start(), host.end(), local_ok and labels_ok)


def _names_a_mail(text: str, start: int) -> bool:
    """What follows «Message-ID:» is the name of a mail."""
    return _HEADER.search(text, max(0, start - _LONGEST_HEADER), start) is not None


def _urls(read: Reading) -> Iterator[Found]:
    text = read.clean
    for mark, scheme in _SCHEMES.items():
        for at in places(read.lower, mark):
            before = scheme.search(text, max(0, at - _LONGEST_SCHEME), at)
            if before is None:
                continue
            start = before.start()
            glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
            rest = _REST.match(text, at + len(mark))
            if rest is None or glued:
                continue
            yield _url(text[start : rest.end()], start)
    if "/" in text:
        yield from _bare(read, _BARE_END)
        if "[.]" in text or "(.)" in text or "[dot]" in read.lower:
            yield from _bare(read, _DEFANGED_END)
    if ".onion" in read.lower:
        for match in _ONION.finditer(text):
            yield Found(IndicatorKind.URL, f"http://{match[0]}", *match.span())


def _bare(read: Reading, ends: re.Pattern[str]) -> Iterator[Found]:
    for end in ends.finditer(read.lower):
        first = max(0, end.start() - _LONGEST_HOST)
        host = _BARE_HOST.search(read.clean, first, end.start())
        if host is not None:
            yield _url(read.clean[host.start() : end.end()], host.start())


def _url(written: str, start: int) -> Found:
    shown = written.rstrip(".,;:!?)]}>'\"…")
    if shown.count("(") > shown.count(")") and written[len(shown) : len(shown) + 1] == ")":
        shown = written[: len(shown) + 1]
    value = _DEFANGED_DOT.sub(".", shown)
    value = re.sub(r"^(?i:h(?:xx|\*\*)p(s?))", r"http\1", value).replace("[:]", ":")
    value = value.replace("[://]", "://")
    if value.lower().startswith("www."):
        value = f"http://{value}"
    elif "://" not in value:
        value = f"https://{value}"
    host = re.sub(r"^[a-z]+://", "", value.lower()).split("/", 1)[0]
    valid = "." in host and ".." not in host
    return Found(IndicatorKind.URL, value, start, start + len(shown), valid)
