#!/usr/bin/env python3
"""Tell whether a sealed record is as it was sealed. Needs Python 3.9 or newer, and no package.

    python3 verify_record.py FILE [--root HEX] [--trust CERTS.pem ...]

FILE     a sealed record (.tar), the folder it was unpacked into, or any BagIt bag in either form
--root   the root that whoever sealed it gave you, or at least its first 8 figures. Without it
         nobody can tell an older version, or a whole forgery, from the right one.
--trust  certificates (PEM) of time-stamp authorities; this needs the program `openssl`

Exit code: 0 as it was sealed, 1 not, 2 FILE cannot be used or is not safe to unpack, 3 something
else failed, such as the disk.

WHAT A RECORD IS: a BagIt 1.0 bag (RFC 8493) in one tar.

    data/...            the items, byte for byte as they were given
    manifest-*.txt      the digest of each item
    log.jsonl           one entry a line, each with the SHA-256 of the line before it
    README.txt, description.jsonld, bag-info.txt, bagit.txt
    tagmanifest-*.txt   the digest of each file above that is not in data/
    stamps/...          time-stamps of the root. They may be added when all else is sealed, so the
                        name of each holds the beginning of its own SHA-256.

The *root* is the SHA-256 of tagmanifest-sha256.txt. That file holds the digests of files that hold
the digests of all the others: nothing that was sealed can change, and the root stay the same.

WHAT IS DONE, in the order of this file: 1. names that could do harm are refused; 2. the files are
found, with nothing unpacked; 3. what describes them is read; 4. each file is hashed and held to
that; 5. so is the log; 6. the tar is held to the one form in which records are written;
7. time-stamps are given to openssl; 8. all is told. Nothing goes over a network, and nothing is
written to the disk but what openssl reads, in a folder that is gone at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import stat
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
WEAK = {"md5", "sha1"}  # anybody can make two files that have the same digest
START = "0" * 64  # what the first line of a log holds for the line before it
LOG, INFO, ROOT = "log.jsonl", "bag-info.txt", "tagmanifest-sha256.txt"
TAG_MANIFESTS = {ROOT, "tagmanifest-sha512.txt"}
SEALED_WITH = {LOG, INFO, "manifest-sha256.txt", "manifest-sha512.txt"} | TAG_MANIFESTS
CHARSETS = rb"(?i:utf|us|ascii|iso|latin|windows|cp|mac|koi|big5|gb|hz|shift|euc|ks)"
MAX_TAG_BYTES, CHUNK_BYTES = 64 * 2**20, 2**20
SAYS = {
    "changed": "was changed since the record was sealed",
    "removed": "is missing",
    "added": "is there, but was not when the record was sealed",
    "replaced": "is another: this is an older version, or another record",
    "repacked": "the tar around the files is not as it was written",
}


class RefusedError(Exception):
    """It is no record, or not one that can be read or unpacked safely."""


class Problem(NamedTuple):
    what: str
    path: str
    says: str = ""


class File(NamedTuple):
    size: int
    open: Callable[[], Any]


# ---- 1. Names ------------------------------------------------------------------------------------

DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.I)
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def shown(text: str) -> str:
    """Give a text as it is safe to print: what cannot be seen is written out."""
    unseen = {c for c in text if not c.isprintable() or UNSEEN.match(c)}
    return "".join(f"\\u{ord(c):04x}" if c in unseen else c for c in text)[:200]


def refuse_names(paths: Iterable[str]) -> None:
    """Refuse paths that lead away, that some machine does not take, or that some take for one."""
    seen: dict[str, str] = {}
    for path in paths:
        for part in path.split("/"):
            if part in {"", ".", ".."} or re.search(r"^[A-Za-z]:|\\|\0", path):
                raise RefusedError(f"{shown(path)} would lead out of the record.")
            if DEVICE.fullmatch(part) or part[-1] in ". ":
                raise RefusedError(f"{shown(path)}: Windows does not take this name.")
            if len(part.encode("utf-8", "replace")) > 255 or re.search("[\ud800-\udfff]", part):
                raise RefusedError(f"{shown(path)}: the name is too long, or no text.")
        # One name to a machine that folds case or accents, or to whoever reads it.
        plain = unicodedata.normalize("NFD", UNSEEN.sub("", path)).casefold()
        key = unicodedata.normalize("NFD", plain)
        if key in seen:
            raise RefusedError(f"{shown(seen[key])} and {shown(path)} are one name to some.")
        seen[key] = path
    for key, path in seen.items():
        parts = key.split("/")
        if any("/".join(parts[:count]) in seen for count in range(1, len(parts))):
            raise RefusedError(f"{shown(path)} lies in a folder that is also a file.")


# ---- 2. Where the files are ----------------------------------------------------------------------


def in_folder(top: Path) -> dict[str, File]:
    files, waiting = {}, [top]
    while waiting:
        for place in waiting.pop().iterdir():
            path, status = place.relative_to(top).as_posix(), place.lstat()
            if stat.S_ISDIR(status.st_mode):
                waiting.append(place)
            elif stat.S_ISREG(status.st_mode):
                files[path] = File(status.st_size, partial(place.open, "rb"))
            else:
                raise RefusedError(f"{shown(path)} is a link or a device.")
    refuse_names(files)
    return files


class Heads:
    """A tar as `tarfile` reads it to find the files: in pieces of 1 MB at most.

    Otherwise a head that claims to be followed by a name of many GB would take all memory.
    """

    def __init__(self, tar: IO[bytes]) -> None:
        self.seek, self.tell, self._read = tar.seek, tar.tell, tar.read

    def read(self, size: int) -> bytes:
        if not 0 <= size <= CHUNK_BYTES:
            raise RefusedError("The tar is damaged: what it says of a file is too long.")
        return self._read(size)


def in_tar(archive: tarfile.TarFile, length: int) -> tuple[dict[str, File], str]:
    """Give the files of a tar, and the folder that all of them stand in, with its slash."""
    files, names, end = {}, [], 0
    for member in archive:
        name = re.sub(r"^\./", "", member.name)
        if member.size < 0 or not end <= member.offset_data <= length - member.size:
            raise RefusedError("The tar is cut short, or files in it lie over each other.")
        end = member.offset_data + member.size
        if member.isdir():
            refuse_names([name] if name != "." else [])
            names += [f"{name}/"] if name != "." else []
        elif member.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or member.issparse():
            raise RefusedError(f"{shown(name)} is a link or a device, or has holes.")
        elif name in files:
            raise RefusedError(f"{shown(name)} stands in it twice.")
        else:
            files[name] = File(member.size, partial(archive.extractfile, member))
            names.append(name)
    refuse_names(files)
    tops = {name.partition("/")[0] for name in names}
    if "bagit.txt" in files or len(tops) != 1 or not all("/" in name for name in names):
        return files, ""
    top = f"{tops.pop()}/"
    return {name[len(top) :]: file for name, file in files.items()}, top


def whole(path: str, file: File) -> bytes:
    if file.size > MAX_TAG_BYTES:
        raise RefusedError(f"{shown(path)} is too large to be what it is called.")
    with file.open() as opened:
        return bytes(opened.read(file.size))


# ---- 3. What describes the files -----------------------------------------------------------------


class Bag:
    """What bagit.txt, the manifests and their like say of the files of a bag."""

    def __init__(self, tags: dict[str, bytes]) -> None:
        self.tags, self.root, self.sealed_at = tags, "", ""
        self.stamps: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.expected: dict[str, dict[str, str]] = {}  # path, algorithm, digest
        said = re.fullmatch(
            rb"BagIt-Version:[ \t]*(1\.0|0\.9[3-7])[ \t]*(?:\r\n|\r|\n)"
            rb"Tag-File-Character-Encoding:[ \t]*(%s[!-~]*)[ \t]*(?:\r\n|\r|\n)?" % CHARSETS,
            tags.get("bagit.txt", b""),
        )
        if said is None:
            raise RefusedError("It has no bagit.txt, or a wrong one: this is no sealed record.")
        self.charset, self.is_1_0 = said[2].decode(), said[1] == b"1.0"
        agent = re.search(rb"^Bag-Software-Agent: bield ", tags.get(INFO, b""), re.M)
        self.is_record = bool(agent or START.encode() in tags.get(LOG, b"").partition(b"\n")[0])
        if not any(name.startswith("manifest-") for name in tags):
            raise RefusedError("There is no manifest in it: nothing tells what it held.")
        self._read_manifests("manifest")
        self._read_manifests("tagmanifest")
        refuse_names(self.expected)
        missing = SEALED_WITH - tags.keys() if self.is_record else set()
        self.problems += [Problem("removed", name) for name in sorted(missing)]
        for line in self.lines("fetch.txt"):
            fetched = re.fullmatch(r"\S+[ \t]+(?:[0-9]+|-)[ \t]+(.+)", line)
            path = self._path(fetched[1]) if fetched else ""
            refuse_names([path])
            if self.is_1_0 and not (path.startswith("data/") and path in self.expected):
                raise RefusedError(f"fetch.txt: {shown(path)} stands in no manifest.")

    def lines(self, name: str) -> list[str]:
        try:
            "".encode(self.charset)
            text = self.tags.get(name, b"").decode(self.charset)
        except (LookupError, ValueError):
            raise RefusedError(f"{name} is not written in {self.charset}.") from None
        text = text[1:] if text.startswith("\ufeff") else text
        return [line for line in re.split("\r\n|\r|\n", text) if line.strip()]

    def _path(self, text: str) -> str:
        """Read a path: line ends and, since 1.0, per cent are written as %XX."""
        signs = {"0A": "\n", "0D": "\r", "25": "%" if self.is_1_0 else "%25"}
        return re.sub("%(0[AaDd]|25)", lambda m: signs[m[1].upper()], re.sub(r"^\./", "", text))

    def _read_manifests(self, kind: str) -> None:
        lists: dict[str, dict[str, str]] = {}
        for name in sorted(self.tags):
            algorithm = name[len(kind) + 1 : -4]
            if not name.startswith(f"{kind}-"):
                continue
            listed = lists[name] = {}
            for line in self.lines(name):
                said = re.fullmatch(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)", line)
                path = self._path(said[2]) if said else ""
                if said is None or len(said[1]) != LENGTHS.get(algorithm) or path in listed:
                    raise RefusedError(f"{name}: “{shown(line)}” is no line of it, or doubled.")
                refuse_names([path])
                is_tag_manifest = self.is_1_0 and path.startswith("tagmanifest-")
                if path.startswith("data/") != (kind == "manifest") or is_tag_manifest:
                    raise RefusedError(f"{name}: {shown(path)} does not belong there.")
                listed[path] = said[1].lower()
                self.expected.setdefault(path, {})[algorithm] = listed[path]
        every = {path for listed in lists.values() for path in listed}
        if kind == "tagmanifest" and not self.is_record:
            every = {name for name in self.tags if name.startswith("manifest-")}
        for name, listed in lists.items():
            missing = sorted(every - listed.keys()) if self.is_1_0 or self.is_record else []
            signs = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
            again = [f"{listed[path]}  {path.translate(signs)}\n" for path in sorted(listed)]
            if self.is_record and (missing or "".join(again).encode() != self.tags[name]):
                self.problems.append(Problem("changed", name))
            elif not self.is_record:
                says = f"is not listed in {name}"
                self.problems += [Problem("malformed", path, says) for path in missing]


# ---- 4. Each file, held to what describes it -----------------------------------------------------


def digests(file: File, algorithms: Iterable[str]) -> dict[str, str]:
    hashers = {name: hashlib.new(name) for name in algorithms}
    with file.open() as opened:
        while chunk := opened.read(CHUNK_BYTES):
            for hasher in hashers.values():
                hasher.update(chunk)
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def differences(bag: Bag, found: dict[str, dict[str, str]]) -> Iterator[Problem]:
    """Name what was changed, removed, added or renamed."""
    for path in sorted(found.keys() & bag.expected.keys()):
        said = bag.expected[path]
        wrong = {name for name, digest in said.items() if found[path][name] != digest}
        if wrong and said.keys() - wrong - WEAK:  # another manifest bears the file out
            kind = "" if path.startswith("data/") else "tag"
            yield from (Problem("changed", f"{kind}manifest-{name}.txt") for name in wrong)
        elif wrong:
            yield Problem("changed", path)
    extra = []
    for path in sorted(found.keys() - bag.expected.keys()):
        if bag.is_record and path.startswith("stamps/"):
            named = re.fullmatch(r"stamps/[1-9][0-9]*-([0-9a-f]{16})\.tsr", path)
            if named and not found[path]["sha256"].startswith(named[1]):
                yield Problem("changed", path)
            extra += [] if named else [path]
        elif path.startswith("data/") or (bag.is_record and path not in TAG_MANIFESTS):
            extra.append(path)
    for path in sorted(bag.expected.keys() - found.keys()):
        same = [p for p in extra if bag.expected[path].items() & found[p].items()]
        if same:
            extra.remove(same[0])
            yield Problem("renamed", path, f"is now called {shown(same[0])}")
        else:
            yield Problem("removed", path)
    yield from (Problem("added", path) for path in extra)


# ---- 5. The log ----------------------------------------------------------------------------------


def entry_of(line: bytes) -> dict[str, Any]:
    """Read a line of the log; nothing, unless it is in the one form that entries have."""
    try:
        entry = json.loads(line.decode())
        again = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return {}
    is_numbered = isinstance(entry, dict) and type(entry.get("n")) is int
    return entry if is_numbered and again.encode("utf-8", "backslashreplace") == line else {}


def broken_at(lines: list[bytes]) -> int:
    """Give the number of the first line that does not follow from the one before, or 0."""
    head = START
    for number, line in enumerate(lines, start=1):
        entry = entry_of(line)
        if entry.get("n") != number or entry.get("previous") != head:
            return number
        head = hashlib.sha256(line).hexdigest()
    return 0


def log_differences(bag: Bag, found: dict[str, dict[str, str]]) -> Iterator[Problem]:
    """Hold the log to itself and to the files, and note when it says that it was sealed."""
    *lines, torn = bag.tags[LOG].split(b"\n")
    number = broken_at(lines)
    if number:
        why = f"is broken at entry {number}: one was changed, removed or added"
        if not broken_at(sorted(lines, key=lambda line: int(entry_of(line).get("n", 0)))):
            why = "has its entries in another order"
        yield Problem("log", LOG, why)
        return
    entries = [entry_of(line) for line in lines]
    last = entries[-1] if entries else {}
    if last.get("kind") == "sealed" and seconds(last.get("at")) is not None:
        bag.sealed_at = last["at"]
    if torn or not bag.sealed_at:
        yield Problem("log", LOG, "does not end with the sealing")
    kept = {e["path"]: e.get("sha256") for e in entries if isinstance(e.get("path"), str)}
    for path, digest in kept.items():
        if path in found and found[path]["sha256"] != digest:
            yield Problem("log", path, "is not what the log says it is")
        elif path not in found and path not in bag.expected:
            yield Problem("log", path, "is in the log, and is missing")
    for path in sorted(found):
        if path.startswith("data/") and path not in kept:
            yield Problem("log", path, "is not in the log")


def seconds(at: object) -> int | None:
    """Give a moment such as 2026-11-24T10:00:00Z in seconds since 1970; nothing of other things."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}Z", str(at)):
        return None
    try:
        moment = datetime.strptime(str(at), "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None
    return int(moment.replace(tzinfo=timezone.utc).timestamp())


# ---- 6. The tar ----------------------------------------------------------------------------------


def head_of(name: str, size: int, moment: int, mode: int = 0o444, kind: bytes = b"0") -> bytes:
    """Give the 512 bytes that stand before a file in the tar of a record.

    A long name, one that is not in ASCII, and a size from 8 GB on stand in a file before it.
    """
    is_large = size >= 8**11
    texts = [f" path={name}\n"] if len(name) > 100 or not name.isascii() else []
    before = b""
    for text in [*texts, f" size={size}\n"] if is_large else texts:
        length = len(text.encode()) + 1
        while len(str(length)) + len(text.encode()) != length:
            length += 1
        before += f"{length}{text}".encode()
    if before:
        head = head_of("././@PaxHeader", len(before), 0, 0, b"x")
        before = head + before + b"\0" * (-len(before) % 512)
    start = name.encode("ascii", "replace")[:100].ljust(100, b"\0") + b"%07o\0" % mode
    start += b"0000000\0" * 2 + b"%011o\0%011o\0" % (0 if is_large else size, moment)
    end = kind + b"\0" * 100 + b"ustar\00000" + b"\0" * 247
    return before + start + b"%06o\0 " % (sum(start) + sum(end) + 8 * 32) + end


def is_as_written(tar: IO[bytes], files: dict[str, File], top: str, moment: int) -> bool:
    """Hold every byte of a tar that is no file's to what a record has there."""

    def order(path: str) -> tuple[int, int, str]:
        is_stamp = path.startswith("stamps/")
        return 2 * is_stamp + path.startswith("data/"), len(path) * is_stamp, path

    tar.seek(0)
    for path in sorted(files, key=order):
        head = head_of(top + path, files[path].size, moment)
        if tar.read(len(head)) != head:
            return False
        tar.seek(files[path].size, 1)
        if tar.read(-files[path].size % 512).strip(b"\0"):
            return False
    end = tar.tell() + 1024  # two blocks of zeros and, so that the size tells little, some more
    exponent = end.bit_length() - 1
    step = 1 << max(exponent - exponent.bit_length(), 9)  # «Padmé»: Nikitin et al., 2019
    rest = iter(partial(tar.read, CHUNK_BYTES), b"")
    return not any(chunk.strip(b"\0") for chunk in rest) and tar.tell() == end + -end % step


# ---- 7. Time-stamps ------------------------------------------------------------------------------


def openssl(*arguments: str) -> str:
    """Run `openssl ts`. Gives what it prints; nothing where it says no."""
    command = ["openssl", "ts", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.stdout if done.returncode == 0 else ""


def stamp_told(token: bytes, manifest: bytes, trusted: bytes) -> tuple[bool, str]:
    """Tell whether a time-stamp is one of the root, and in a sentence what it says."""
    with tempfile.TemporaryDirectory() as folder:
        stamp, of, certificates = (str(Path(folder, name)) for name in ("stamp", "of", "trusted"))
        for place, data in ((stamp, token), (of, manifest), (certificates, trusted)):
            Path(place).write_bytes(data)
        text = openssl("-reply", "-in", stamp, "-text")
        when = re.search("Time stamp: (.*)", text)
        dump = re.search("Message data:\n(.*?)\nSerial", text, re.S)
        rows = re.findall("^ *[0-9a-f]{4} - ([0-9a-f -]{47})", dump[1] if dump else "", re.M)
        digest = re.sub("[ -]", "", "".join(rows))
        if when is None or digest != hashlib.sha256(manifest).hexdigest():
            return False, "is no time-stamp of this record"
        if not trusted:
            return True, f"says {when[1]}; who made it was not checked (see --trust)"
        moment = datetime.strptime(re.sub(r"\.\d+", "", when[1]), "%b %d %H:%M:%S %Y GMT")
        at = str(int(moment.replace(tzinfo=timezone.utc).timestamp()))
        asked = ["-verify", "-in", stamp, "-data", of, "-attime", at, "-CAfile", certificates]
        if not openssl(*asked, "-untrusted", certificates):
            return False, "was made by no authority that you trust"
        return True, f"was made at {when[1]} by an authority that you trust"


# ---- 8. The verdict ------------------------------------------------------------------------------


def verify(given: Path, root: str = "") -> Bag:
    """Look at a record, and say what is wrong with it.

    Raises RefusedError if it is no record or not a safe one, and OSError if it cannot be read.
    """
    wanted = re.sub("[ :]", "", root).lower()
    if root and not re.fullmatch("[0-9a-f]{8,64}", wanted):
        raise RefusedError("A root is 64 figures, 0 to 9 and a to f. Give the first 8 at least.")
    if given.is_dir():
        return looked_at(in_folder(given), wanted)
    with given.open("rb") as opened:
        first = opened.read(64)
        if first.startswith((b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE")):
            raise RefusedError("It is locked. Open it first: bield record open, or age --decrypt.")
        if first.startswith(b"PK"):
            raise RefusedError("It is a zip. Unpack it, and give the folder.")
        length = opened.seek(0, 2)
        opened.seek(0)
        try:
            with tarfile.open(fileobj=Heads(opened), mode="r:") as archive:  # type: ignore
                files, top = in_tar(archive, length)
                archive.fileobj = opened
                bag = looked_at(files, wanted)
        except (tarfile.TarError, ValueError, OverflowError, RecursionError) as error:
            raise RefusedError(f"This is neither a folder nor a whole tar: {error}.") from error
        moment = seconds(bag.sealed_at)
        if moment is not None and not is_as_written(opened, files, top, moment):
            bag.problems.append(Problem("repacked", ""))
        return bag


def looked_at(files: dict[str, File], wanted: str) -> Bag:
    tag = r"bagit\.txt|bag-info\.txt|fetch\.txt|log\.jsonl|(tag)?manifest-[a-z0-9]+\.txt"
    bag = Bag({path: whole(path, file) for path, file in files.items() if re.fullmatch(tag, path)})
    algorithms = {"sha256"}.union(*bag.expected.values())
    found = {path: digests(file, algorithms) for path, file in files.items()}
    bag.problems += differences(bag, found)
    sizes = [file.size for path, file in files.items() if path.startswith("data/")]
    counted = re.search(
        "^Payload-Oxum[ \t]*:(.*)$",
        re.sub("\n[ \t]+", " ", "\n".join(bag.lines(INFO))),
        re.I | re.M,
    )
    if not bag.problems and counted and counted[1].strip() != f"{sum(sizes)}.{len(sizes)}":
        bag.problems.append(Problem("malformed", INFO, "counts other items than there are"))
    if bag.is_record and LOG in files:
        bag.problems += log_differences(bag, found)
    bag.root = found[ROOT]["sha256"] if ROOT in found else ""
    if not bag.root.startswith(wanted):
        bag.problems.append(Problem("replaced", ROOT))
    if bag.is_record:
        bag.stamps = {p: whole(p, file) for p, file in files.items() if p.startswith("stamps/")}
    return bag


def main() -> int:
    words = argparse.ArgumentParser(description="Tell whether a record is as it was sealed.")
    words.add_argument("file", metavar="FILE", type=Path)
    words.add_argument("--root", default="", metavar="HEX")
    words.add_argument("--trust", nargs="+", default=[], metavar="CERTS.pem", type=Path)
    asked = words.parse_args()
    try:
        trusted = b"\n".join(path.read_bytes() for path in asked.trust)
        bag = verify(asked.file, asked.root)
    except (RefusedError, OSError) as error:
        print(f"{asked.file}: {error}", file=sys.stderr)
        return 2 if isinstance(error, (RefusedError, FileNotFoundError, PermissionError)) else 3
    if not bag.problems:
        print(f"Sealed at {bag.sealed_at}, unchanged since." if bag.sealed_at else "Unchanged.")
    for what, path, says in bag.problems:
        print(f"NOT as it was sealed: {what}: {shown(path)} {says or SAYS[what]}.")
    print(f"Root: {bag.root or 'it has none'}")
    outcome = 1 if bag.problems else 0
    for path, token in bag.stamps.items() if ROOT in bag.tags else ():
        try:
            is_true, says = stamp_told(token, bag.tags[ROOT], trusted)
        except OSError as error:
            is_true, says = True, f"was not checked: this needs openssl ({error})"
            outcome = outcome or 3
        outcome = outcome if is_true else 1
        print(f"{shown(path)} {says}.")
    return outcome


if __name__ == "__main__":
    sys.exit(main())
