"""Links and addresses of mail, in the form that programs compare."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]")
_MAIL = re.compile(rf"[A-Za-z0-9._+-]{{1,64}}@{_HOST.pattern}")
"""RFC 5322 lets more signs stand before the `@`; `stix2-validator` and most providers do not."""
_WITH_NAME = re.compile(r"[^<>]*<([^<>]+)>")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~:/?#@!$&'()*+,;=-])+")
"""Source: RFC 3986, § 2 and § 3. Brackets only stand about an address of IPv6."""
_SAFE = "!$&'()*+,;=:@/?%~-._"
_LONGEST_MAIL = 254


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads."""

    form: str
    """`url`, `domain`, `ipv4` or `ipv6`."""
    value: str
    shared: bool
    """A whole site: it may be one that many use, so nobody should block by it alone."""


def mail_address_of(said: str) -> str | None:
    """Read an address of mail, with a name before it or without; `None` where it is none."""
    named = _WITH_NAME.fullmatch(said)
    bare = (named[1] if named else said).strip().removeprefix("mailto:")
    local, at, host = bare.rpartition("@")
    address = f"{local}{at}{_ascii(host)}"
    if _MAIL.fullmatch(address) is None or len(address) > _LONGEST_MAIL:
        return None
    return address


def link_of(said: str) -> Link | None:
    """Read a link, a domain or an address of a machine; `None` where it is none of them."""
    value = re.sub(r"^hxxp", "http", said.replace("[.]", "."), flags=re.IGNORECASE)
    try:
        machine = ipaddress.ip_address(value)
    except ValueError:
        pass
    else:
        return Link(f"ipv{machine.version}", str(machine), shared=False)
    if _SCHEME.match(value):
        return _url(value)
    host, slash, rest = value.partition("/")
    if _HOST.fullmatch(_ascii(host)) is None:
        return None
    return _url(f"https://{value}") if slash and rest else Link("domain", _ascii(host), shared=True)


def _url(value: str) -> Link | None:
    try:
        parts = urlsplit(value)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if not host or "@" in parts.netloc or "[" in parts.netloc:
        return None
    path, query, fragment = (_quoted(p) for p in (parts.path, parts.query, parts.fragment))
    made = f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"
    made += (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    if _URI.fullmatch(made) is None:
        return None
    return Link("url", made, shared=path in {"", "/"} and not query and not fragment)


def _quoted(part: str) -> str:
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe=_SAFE))


def _ascii(host: str) -> str:
    """A name of the internet in small letters; empty where it is none that programs compare.

    A name of other letters than a to z is none: by the rules of 2003, the only ones that Python
    has, `straße` is another name than by those of today.
    """
    lower = host.lower()
    try:
        lower.encode("ascii").decode("idna")
    except UnicodeError:
        return ""
    return lower
