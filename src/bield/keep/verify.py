"""Whether a bag is as it was sealed: every difference by name.

Works on any bag (RFC 8493). Of a record that Bield sealed it also holds the log to the files, and
gives the root: the SHA-256 of `tagmanifest-sha256.txt`, which covers all that was sealed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bield.keep.bag import (
    algorithm_of,
    manifest,
    read_declaration,
    read_fetch,
    read_manifest,
    read_oxum,
)
from bield.keep.chain import START, Chain, Entry, read_chain
from bield.keep.names import refuse_alike, refuse_unsafe, shown
from bield.keep.refusals import (
    LogBrokenError,
    MalformedBagError,
    UnableToReadRecordError,
    UnsafeNameError,
)
from bield.keep.sealed import ALGORITHMS

DECLARATION, INFO, FETCH, LOG = "bagit.txt", "bag-info.txt", "fetch.txt", "log.jsonl"
ROOT = "tagmanifest-sha256.txt"
STAMPS = "stamps/"
"""Where time-stamps of the root stand: beside what is sealed, for they come after it."""
_STAMP = re.compile(rf"{STAMPS}[1-9][0-9]*-([0-9a-f]{{16}})\.tsr")
PAYLOAD = "data/"
MAX_TAG_BYTES = 64 * 1024 * 1024
"""The largest tag file that is read as a whole: a manifest of 400,000 files has 50 MB."""
_TAG_MANIFESTS = frozenset(f"tagmanifest-{name}.txt" for name in ALGORITHMS)
_SEALED_WITH = _TAG_MANIFESTS | {f"manifest-{name}.txt" for name in ALGORITHMS} | {LOG, INFO}
_AGENT = re.compile(rb"^Bag-Software-Agent: bield ", re.M)
_SEALED_AT = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}Z")
_LEAST_ROOT = 8
"""Figures of a root that must be given, at least: the chance to meet them is 1 in 4,000 million."""
_WEAK = frozenset({"md5", "sha1"})
"""Anybody can make two files that have the same digest."""
_VERSIONS = frozenset({(1, 0), (0, 97), (0, 96), (0, 95), (0, 94), (0, 93)})

Digests = Mapping[str, str]
"""Algorithm → digest in hexadecimal."""


class What(StrEnum):
    """What is wrong with a bag."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    RENAMED = "renamed"
    LOG = "log"
    """The log does not hang together, or does not fit the files."""
    REPLACED = "replaced"
    """It is whole, but not the one that was expected: another, or an older one."""
    REPACKED = "repacked"
    """The files are as they were, but not the archive around them."""
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Problem:
    what: What
    path: str
    says: str
    """A sentence for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of looking at a bag."""

    problems: tuple[Problem, ...]
    root: str
    """Empty where the bag has none."""
    files: int
    """In the payload."""
    sealed_at: str = ""
    """By the clock of the machine that sealed it, as the log has it; empty of other bags."""
    entries: int = 0
    stamps: tuple[str, ...] = ()
    """Paths of the time-stamps in it; that they are true, `adapters/timestamp.py` tells."""

    @property
    def unchanged(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class Checking:
    """A bag whose tag files were read, and whose other files are yet to be hashed."""

    algorithms: frozenset[str]
    """The digests that are to be taken of every file."""
    _expected: dict[str, dict[str, str]]
    """Path → algorithm → digest, by the manifests."""
    _lists: dict[str, frozenset[str]]
    """Manifest → the files that it lists, where all of its kind must list the same."""
    _fetched: frozenset[str]
    """What `fetch.txt` says is to be had from elsewhere."""
    _ours: bool
    """Whether Bield sealed it, as far as its log or its `bag-info.txt` says."""
    _oxum: str | None
    _tags: Mapping[str, bytes]
    _problems: list[Problem] = field(default_factory=list)

    def same(self, path: str, digests: dict[str, str]) -> dict[str, str]:
        """Give a file's digests: as the manifests hold them where they are these, so that those
        of 100,000 files are not held twice."""
        said = self._expected.get(path)
        return said if said == digests else digests

    def done(
        self, found: Mapping[str, Digests], sizes: Mapping[str, int], *, expected_root: str = ""
    ) -> Verified:
        """Hold what is there to what the manifests and the log say.

        Args:
            found: Path → its digests, of every file of the bag.
            sizes: Path → bytes.
            expected_root: The root that it should have, where that is known from elsewhere: in
                full, or its beginning.

        Raises:
            UnableToReadRecordError: What is expected can be no root.
        """
        wanted = _root_of(expected_root)
        problems = list(dict.fromkeys([*self._problems, *self._differences(found)]))
        stamps = self._stamps(found, problems)
        payload = {path for path in found if path.startswith(PAYLOAD)}
        oxum = f"{sum(sizes[path] for path in payload)}.{len(payload)}"
        if self._oxum not in {None, oxum} and not problems:
            problems.append(
                Problem(What.MALFORMED, INFO, f"{INFO}: Payload-Oxum is not what is there.")
            )
        chain = self._log(found, problems)
        root = hashlib.sha256(self._tags[ROOT]).hexdigest() if ROOT in self._tags else ""
        if not root.startswith(wanted):
            problems.append(
                Problem(
                    What.REPLACED,
                    ROOT,
                    "This is not the record that was expected: its root is another. It may be "
                    "an older version, or a different record.",
                )
            )
        return Verified(
            problems=tuple(problems),
            root=root,
            files=len(payload),
            sealed_at=_sealed_at(chain),
            entries=len(chain.entries) if chain else 0,
            stamps=stamps,
        )

    def _stamps(self, found: Mapping[str, Digests], problems: list[Problem]) -> tuple[str, ...]:
        if not self._ours:
            return ()
        there = (path for path in found if path.startswith(STAMPS))
        named = {path: match[1] for path in there if (match := _STAMP.fullmatch(path))}
        problems += [
            Problem(What.CHANGED, path, f"{path} was changed since the time-stamp was made.")
            for path, beginning in sorted(named.items())
            if not found[path]["sha256"].startswith(beginning)
        ]
        return tuple(sorted(named, key=lambda path: (len(path), path)))

    def _differences(self, found: Mapping[str, Digests]) -> Iterator[Problem]:
        missing = [path for path in self._expected if path not in found]
        extra = [p for p in found if p not in self._expected and self._must_be_listed(p)]
        for path in sorted(p for p, s in self._expected.items() if found.get(p, s) != s):
            said = self._expected[path]
            differing = [a for a, digest in said.items() if found[path].get(a) != digest]
            if differing and not said.keys() - set(differing) - _WEAK:
                yield _changed(path)
            else:  # another manifest bears the file out: what was changed is this manifest
                kind = "" if path.startswith(PAYLOAD) else "tag"
                yield from (_changed(f"{kind}manifest-{a}.txt") for a in differing)
        by_digest: dict[tuple[str, str], list[str]] = {}
        for path in sorted(extra, reverse=True):
            for said_of_it in found[path].items():
                by_digest.setdefault(said_of_it, []).append(path)
        renamed: set[str] = set()
        for path in sorted(missing):
            new = None
            for said_of_it in self._expected[path].items():
                same = by_digest.get(said_of_it, [])
                while same and same[-1] in renamed:
                    same.pop()
                new = new or (same[-1] if same else None)
            if new is None:
                fetched = " It would have to be fetched from elsewhere (fetch.txt)."
                where = fetched if path in self._fetched else ""
                yield Problem(What.REMOVED, path, f"{shown(path)} is missing.{where}")
            else:
                renamed.add(new)
                yield Problem(What.RENAMED, path, f"{shown(path)} is now called {shown(new)}.")
        for path in sorted(set(extra) - renamed):
            yield Problem(
                What.ADDED, path, f"{shown(path)} is there, but was not when it was sealed."
            )
        payload = {path for path in self._expected if path.startswith(PAYLOAD)}
        for name, listed in self._lists.items():
            all_of_them: Set[str] = payload
            if name.startswith("tag"):
                manifests = {path for path in self._lists if not path.startswith("tag")}
                all_of_them = self._expected.keys() - payload if self._ours else manifests
            if self._ours and all_of_them - listed:
                yield _changed(name)
                continue
            for path in sorted(all_of_them - listed):
                yield Problem(
                    What.MALFORMED, path, f"{shown(path)} does not stand in {name}, and should."
                )

    def _must_be_listed(self, path: str) -> bool:
        """Payload files must; of tag files those of a record that Bield sealed, stamps apart."""
        if path.startswith(PAYLOAD):
            return True
        return self._ours and not _STAMP.fullmatch(path) and path not in _TAG_MANIFESTS

    def _log(self, found: Mapping[str, Digests], problems: list[Problem]) -> Chain | None:
        if not self._ours or LOG not in self._tags:
            return None
        kept: dict[str, object] = {}

        def seen(entry: Entry) -> None:
            if isinstance(entry.get("path"), str):
                kept[entry["path"]] = entry.get("sha256")

        try:
            chain = read_chain(self._tags[LOG], seen=seen)
        except LogBrokenError as broken:
            problems.append(Problem(What.LOG, LOG, str(broken)))
            return None
        if chain.torn:
            problems.append(Problem(What.LOG, LOG, "The last line of the log is cut short."))
        elif not _sealed_at(chain):
            problems.append(Problem(What.LOG, LOG, "The log does not end with its sealing."))
        for path, sha256 in kept.items():
            if path in found and sha256 != found[path].get("sha256"):
                problems.append(
                    Problem(What.LOG, path, f"{shown(path)} is not what the log says it is.")
                )
            elif path not in found and path not in self._expected:
                problems.append(
                    Problem(What.LOG, path, f"The log has {shown(path)}, and it is missing.")
                )
        for path in sorted(p for p in found if p.startswith(PAYLOAD) and p not in kept):
            problems.append(Problem(What.LOG, path, f"{shown(path)} is not in the log."))
        return chain


def begin(names: Iterable[str], tags: Mapping[str, bytes]) -> Checking:
    """Read the tag files of a bag.

    Args:
        names: The paths of all its files.
        tags: Path → bytes, of `bagit.txt`, the manifests, and `bag-info.txt`, `fetch.txt` and
            `log.jsonl` where they are there.

    Raises:
        UnableToReadRecordError: It is no bag, or one that cannot be read safely, by name.
    """
    paths = dict.fromkeys(names).keys()
    for path in paths:
        refuse_unsafe(path)
    refuse_alike(paths)
    if DECLARATION not in tags:
        raise UnableToReadRecordError("There is no bagit.txt in it: this is no sealed record.")
    declared = read_declaration(tags[DECLARATION])
    if declared.version not in _VERSIONS:
        raise MalformedBagError(
            f"bagit.txt names version {declared.version[0]}.{declared.version[1]} of BagIt, "
            "which Bield does not know."
        )
    expected: dict[str, dict[str, str]] = {}
    lists: dict[str, frozenset[str]] = {}
    algorithms: set[str] = set()
    ours = _is_ours(tags)
    problems = []
    payload_lists = 0
    for path in sorted(tags):
        named = algorithm_of(path)
        if named is None:
            continue
        algorithm, of_tags = named
        listed = read_manifest(
            tags[path],
            path,
            algorithm,
            encoding=declared.encoding,
            escapes="%\r\n" if declared.version >= (1, 0) else "\r\n",
        )
        for other in listed:
            if other not in paths:
                refuse_unsafe(other)
            nested = declared.version >= (1, 0) and other.startswith("tagmanifest-")
            if other.startswith(PAYLOAD) is of_tags or nested:
                raise MalformedBagError(f"{path}: {shown(other)} does not belong there.")
        if ours and manifest(listed) != tags[path]:
            problems.append(_changed(path))
        algorithms.add(algorithm)
        payload_lists += not of_tags
        if ours or declared.version >= (1, 0):
            lists[path] = frozenset(listed)
        for other, digest in listed.items():
            expected.setdefault(other, {})[algorithm] = digest
    if not payload_lists:
        raise MalformedBagError("There is no manifest in it, so nothing tells what it held.")
    if not expected.keys() <= paths:
        refuse_alike(expected)
    fetched = read_fetch(tags[FETCH], encoding=declared.encoding) if FETCH in tags else ()
    for path in fetched:
        refuse_unsafe(path)
        if declared.version >= (1, 0) and not (path.startswith(PAYLOAD) and path in expected):
            raise MalformedBagError(f"{FETCH}: {shown(path)} stands in no manifest.")
    if ours:
        problems += [
            Problem(What.REMOVED, path, f"{path} is missing.")
            for path in sorted(_SEALED_WITH - tags.keys())
        ]
    oxum = read_oxum(tags[INFO], encoding=declared.encoding) if INFO in tags else None
    if ours:
        algorithms.add("sha256")
    return Checking(
        frozenset(algorithms), expected, lists, frozenset(fetched), ours, oxum, tags, problems
    )


def stamp_path(number: int, token: bytes) -> str:
    """Give where a time-stamp stands: its name holds its hash, as no manifest can."""
    return f"{STAMPS}{number}-{hashlib.sha256(token).hexdigest()[:16]}.tsr"


def is_tag_of_interest(path: str) -> bool:
    """Tell whether `begin` wants the bytes of a file."""
    if path in {DECLARATION, INFO, FETCH, LOG}:
        return True
    try:
        return algorithm_of(path) is not None
    except MalformedBagError:
        return True


def _is_ours(tags: Mapping[str, bytes]) -> bool:
    """Tell whether Bield sealed it. Another's bag may have a `log.jsonl` of its own."""
    said = LOG in tags and START.encode() in tags[LOG].partition(b"\n")[0]
    return said or _AGENT.search(tags.get(INFO, b"")) is not None


def _changed(path: str) -> Problem:
    return Problem(What.CHANGED, path, f"{shown(path)} was changed since the record was sealed.")


def _sealed_at(chain: Chain | None) -> str:
    if chain is None or not chain.entries or chain.entries[-1].get("kind") != "sealed":
        return ""
    at = str(chain.entries[-1].get("at", ""))
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return ""
    return at if _SEALED_AT.fullmatch(at) else ""


def _root_of(given: str) -> str:
    root = re.sub("[ :]", "", given).lower()
    if given and not re.fullmatch(f"[0-9a-f]{{{_LEAST_ROOT},64}}", root):
        raise UnableToReadRecordError(
            f"A root is 64 figures, 0 to 9 and a to f. Give the first {_LEAST_ROOT} at least."
        )
    return root


__all__ = [
    "Checking",
    "Problem",
    "UnsafeNameError",
    "Verified",
    "What",
    "begin",
    "is_tag_of_interest",
    "stamp_path",
]
