"""Names of files in a record: which are safe on every machine, and which are refused.

A record is opened by people who did not make it, on machines that fold case, forbid letters or
read `..`. What is refused: absolute paths and drive letters, `.` and `..`, empty parts,
backslashes, names that Windows keeps for devices, parts that end in a dot or a blank, parts of
more than 255 bytes, and two names that one machine would take for the same. What Bield itself
names has no sign either that some machine forbids (`safe`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bield.keep.refusals import UnsafeNameError
from bield.records import shown as visible

MAX_PART_BYTES = 255
"""The longest name of a file on ext4, APFS and NTFS (there in UTF-16 units)."""
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.I
)
"""Source: Microsoft, «Naming Files, Paths, and Namespaces»."""
_LEADS_AWAY = re.compile(r"[\x00\\]")
_NOT_EVERYWHERE = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029<>:"|?*\\%]')
"""What some machine forbids in a name; and per cent, which manifests write in a way of their own:
`sha256sum --check` would not find the file."""
_PLAIN = re.compile(
    r"(?:(?!con|prn|aux|nul|com|lpt)[^/\\\x00:]*[^/\\\x00:. ](?:/(?!$)|$))+", re.I | re.A
)
"""Of most of 100,000 paths tells in one go that nothing of the above is the matter."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def refuse_unsafe(path: str) -> None:
    """Let a path pass that stays in its folder on every machine.

    Raises:
        UnsafeNameError: It would not; the error says why.
    """
    if path.isascii() and len(path) <= MAX_PART_BYTES and _PLAIN.fullmatch(path):
        return
    if not path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        raise UnsafeNameError(f"«{shown(path)}» is not a path within the record.")
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            raise UnsafeNameError(f"«{shown(path)}» would lead out of the record.")
        if _LEADS_AWAY.search(part):
            raise UnsafeNameError(f"«{shown(path)}» has a sign that parts folders on Windows.")
        if _RESERVED.fullmatch(part) or part.endswith((".", " ")):
            raise UnsafeNameError(f"«{shown(path)}» has a name that Windows does not take.")
        try:
            size = len(part.encode())
        except UnicodeEncodeError:
            raise UnsafeNameError(f"«{shown(path)}» is no text.") from None
        if size > MAX_PART_BYTES:
            raise UnsafeNameError(f"«{shown(path)}» is too long a name.")


def refuse_alike(paths: Iterable[str]) -> None:
    """Let paths pass no two of which are one to a machine that folds case or accents, or to a
    reader, who does not see what takes no room.

    Raises:
        UnsafeNameError: Two are, or one is a folder that another is in; the error names both.
    """
    seen: dict[str, str] = {}
    for path in paths:
        if path.isascii():
            key = path.lower()
        else:
            plain = unicodedata.normalize("NFD", _UNSEEN.sub("", path))
            key = unicodedata.normalize("NFD", plain.casefold())
        other = seen.setdefault(key, path)
        if other != path:
            raise UnsafeNameError(f"«{shown(other)}» and «{shown(path)}» are one name to some.")
    folders = {key.rpartition("/")[0] for key in seen}
    folders |= {above for folder in folders for above in _above(folder)}
    for key in seen.keys() & folders:
        raise UnsafeNameError(f"«{shown(seen[key])}» is a file and a folder at once.")


def _above(folder: str) -> Iterator[str]:
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder


def safe(name: str) -> str:
    """Give the name by which a file is kept whose own name may be anything.

    Args:
        name: As the person's machine has it; the log keeps it as it is.
    """
    plain = _UNSEEN.sub("", name.encode("utf-8", "replace").decode())
    plain = _NOT_EVERYWHERE.sub("_", plain).replace("/", "_")
    plain = plain.strip(" .") or "item"
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix.encode()) > 16:
        stem, suffix = plain, ""
    room = 120 - len(suffix.encode())
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return (f"{stem}.{suffix}" if suffix else stem).rstrip(" .") or "item"


def shown(path: str) -> str:
    """Give a path as it can be printed: what nobody sees in it is written out."""
    return visible(path)[:200]
