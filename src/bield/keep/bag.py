"""The files by which a folder is a bag: BagIt 1.0 (RFC 8493), written and strictly read.

Source: RFC 8493, «The BagIt File Packaging Format (V1.0)», §2 and §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bield.keep.refusals import MalformedBagError

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DIGEST_CHARACTERS: Mapping[str, int] = MappingProxyType(
    {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
)
"""Algorithm → the length of its digests in hexadecimal. Those that RFC 8493 §2.4 knows of."""
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_DECLARATION = re.compile(
    rb"BagIt-Version:[ \t]*(0|[1-9][0-9]?)\.(0|[1-9][0-9]?)[ \t]*(?:\r\n|\r|\n)"
    rb"Tag-File-Character-Encoding:[ \t]*([!-~]+)[ \t]*(?:\r\n|\r|\n)?"
)
_CHARSET = re.compile(
    r"(utf|us|ascii|iso|latin|windows|cp|mac|koi|big5|gb|hz|shift|euc|ks)[!-~]*", re.I
)
"""How names of charsets begin. Python has codecs that are none, and one that takes hours."""
_FETCH = re.compile(r"\S+[ \t]+(?:[0-9]+|-)[ \t]+(.+)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What `bagit.txt` declares."""

    version: tuple[int, int]
    encoding: str


def manifest(digests: Mapping[str, str]) -> bytes:
    """Give a manifest: a line a file, in the order of their names.

    Args:
        digests: Path within the bag → digest in hexadecimal.
    """
    escaped = _escaped if any(sign in path for path in digests for sign in "%\r\n") else str
    lines = (f"{digests[path]}  {escaped(path)}\n" for path in sorted(digests))
    return "".join(lines).encode()


def read_manifest(
    data: bytes, name: str, algorithm: str, *, encoding: str, escapes: str = "%\r\n"
) -> dict[str, str]:
    """Read a manifest.

    Args:
        data: Its bytes.
        name: What it is called, for refusals.
        algorithm: Whose digests it holds.
        encoding: As `bagit.txt` declares it.
        escapes: Which signs stand as per cent and two figures. Before 1.0 the per cent itself
            did not.

    Returns:
        Path within the bag → digest, in small letters.

    Raises:
        MalformedBagError: A line is no line of a manifest, or a file stands twice.
    """
    length = DIGEST_CHARACTERS[algorithm]
    found = _read_at_once(data, length) if encoding.lower() == "utf-8" else None
    if found is not None:
        return found
    found = {}
    for number, line in enumerate(_lines(data, name, encoding), start=1):
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != length:
            raise MalformedBagError(f"{name}, line {number}: this is no line of a manifest.")
        path = _unescaped(match[2].removeprefix("./"), escapes)
        if path in found:
            raise MalformedBagError(f"{name}, line {number}: a file stands there twice.")
        found[path] = match[1].lower()
    return found


def _read_at_once(data: bytes, length: int) -> dict[str, str] | None:
    """Read a manifest in the form that most have, in a quarter of the time; `None` of any other."""
    try:
        text = data.decode("utf-8")
    except ValueError:
        return None
    pairs = re.findall(rf"([0-9a-f]{{{length}}})  ([^ \t*%\r\n.][^%\r\n]*)\n", text)
    found = {path: digest for digest, path in pairs}
    whole = sum(map(len, found)) + (length + 3) * len(found) == len(text)
    return found if whole else None


def read_declaration(data: bytes) -> Declared:
    """Read `bagit.txt`.

    Raises:
        MalformedBagError: It does not say in its two lines which version and encoding.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        raise MalformedBagError("bagit.txt begins with a byte-order mark, which BagIt forbids.")
    said = _DECLARATION.fullmatch(data)
    if said is None:
        raise MalformedBagError("bagit.txt does not have the two lines that make a bag.")
    encoding = said[3].decode("ascii")
    try:
        "".encode(encoding)
        known = _CHARSET.fullmatch(encoding) is not None
    except (LookupError, ValueError):
        known = False
    if not known:
        raise MalformedBagError(f"bagit.txt names the encoding {encoding}, which is not known.")
    return Declared((int(said[1]), int(said[2])), encoding)


def bag_info(fields: Mapping[str, str]) -> bytes:
    """Give `bag-info.txt`; a value of several lines has the others set in (§2.2.2)."""
    return "".join(
        f"{name}: {value}\n".replace("\n", "\n  ").rstrip(" ") for name, value in fields.items()
    ).encode()


def read_oxum(data: bytes, *, encoding: str) -> str | None:
    """Give what `bag-info.txt` says of the payload: its bytes, a dot, its files; `None` if nothing.

    Raises:
        MalformedBagError: It is no text.
    """
    fields: list[str] = []
    for line in _lines(data, "bag-info.txt", encoding):
        if line[0] in " \t" and fields:  # a value that goes on
            fields[-1] += f" {line.strip()}"
        else:
            fields.append(line)
    for field in fields:
        label, colon, value = field.partition(":")
        if colon and label.rstrip(" \t").lower() == "payload-oxum":
            return value.strip()
    return None


def read_fetch(data: bytes, *, encoding: str) -> tuple[str, ...]:
    """Give the paths that `fetch.txt` says are to be had from elsewhere.

    Raises:
        MalformedBagError: A line is no line of it.
    """
    found = []
    for number, line in enumerate(_lines(data, "fetch.txt", encoding), start=1):
        match = _FETCH.fullmatch(line)
        if match is None:
            raise MalformedBagError(f"fetch.txt, line {number}: this is no line of it.")
        found.append(_unescaped(match[1].removeprefix("./"), "%\r\n"))
    return tuple(found)


def algorithm_of(path: str) -> tuple[str, bool] | None:
    """Tell of which algorithm a manifest is, and whether of tag files; `None` for other files.

    Raises:
        MalformedBagError: It is one of an algorithm that Bield does not know.
    """
    match = _MANIFEST.fullmatch(path)
    if match is None:
        return None
    if match[2] not in DIGEST_CHARACTERS:
        raise MalformedBagError(f"{path}: Bield does not know the algorithm {match[2]}.")
    return match[2], bool(match[1])


def _lines(data: bytes, name: str, encoding: str) -> Iterator[str]:
    try:
        text = data.decode(encoding)
    except (ValueError, LookupError):
        raise MalformedBagError(f"{name} is not in the encoding that bagit.txt names.") from None
    # A byte-order mark may stand there, in all but bagit.txt.
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            yield line


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _unescaped(path: str, escapes: str) -> str:
    """Undo what RFC 8493 §2.1.3 writes for line ends and per cent; other signs stay."""

    if "%" not in path:
        return path

    def meant(match: re.Match[str]) -> str:
        sign = {"A": "\n", "D": "\r", "5": "%"}[match[1][-1].upper()]
        return sign if sign in escapes else match[0]

    return re.sub("%(0[AaDd]|25)", meant, path)
