"""Bags as other programs write them, made by hand: whole ones, changed ones, and such as harm.

Many are the cases of the BagIt Conformance Suite of the Library of Congress, made anew. What is
right is by RFC 8493, and for bags from before 1.0 by its drafts.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence

from two_verifiers import Files

ITEMS: Files = {"data/a.txt": b"one\n", "data/folder/b.txt": b"two\n"}


def digest(algorithm: str, data: bytes) -> str:
    """Give a digest in hexadecimal."""
    return hashlib.new(algorithm, data).hexdigest()


def manifest(files: Mapping[str, bytes], algorithm: str, between: str = "  ") -> str:
    """Give a manifest, with the paths as they are."""
    return "".join(f"{digest(algorithm, data)}{between}{path}\n" for path, data in files.items())


def bag(
    items: Mapping[str, bytes] = ITEMS,
    *,
    version: str = "1.0",
    charset: str = "UTF-8",
    algorithms: Sequence[str] = ("sha512",),
    info: str | None = "Source-Organization: Somebody else\n",
    fetch: str | None = None,
    tag_manifests: bool = True,
    more: Mapping[str, bytes] | None = None,
) -> Files:
    """Make a bag.

    Args:
        items: The payload.
        version: Of BagIt.
        charset: Of its tag files.
        algorithms: For each, a manifest and a tag manifest.
        info: Of `bag-info.txt`.
        fetch: Of `fetch.txt`.
        tag_manifests: Whether it has any.
        more: Files that stand instead of, or beside, those made; no tag manifest is given up
            for them, and none is made for them either.
    """
    tags = {"bagit.txt": f"BagIt-Version: {version}\nTag-File-Character-Encoding: {charset}\n"}
    described = {
        name: text for name, text in (("bag-info.txt", info), ("fetch.txt", fetch)) if text
    }
    described |= {f"manifest-{name}.txt": manifest(items, name) for name in algorithms}
    files = {name: text.encode() for name, text in tags.items()}
    files |= {name: text.encode(charset) for name, text in described.items()}
    files |= more or {}
    if tag_manifests:
        files |= {
            f"tagmanifest-{name}.txt": manifest(files, name).encode(charset) for name in algorithms
        }
    return {**files, **items}


NAME = "data/Núñez.txt"
OTHER_NAME = unicodedata.normalize("NFD", NAME)
LISTED = manifest(ITEMS, "sha512")
ONE = digest("sha512", b"one\n")
V, E = "BagIt-Version: ", "Tag-File-Character-Encoding: "


def without(path: str, files: Files) -> Files:
    return {other: data for other, data in files.items() if other != path}


def declared(text: str) -> Files:
    return bag(more={"bagit.txt": text.encode()})


def listing(text: str) -> Files:
    return bag(more={"manifest-sha512.txt": text.encode()}, tag_manifests=False)


WHOLE: dict[str, Files] = {
    "1.0": bag(),
    "0.97": bag(version="0.97"),
    "0.96, all in one line end": bag(
        version="0.96",
        more={"bagit.txt": b"BagIt-Version: 0.96\r\nTag-File-Character-Encoding: UTF-8"},
    ),
    "0.93 with package-info": bag(
        version="0.93", info=None, more={"package-info.txt": b"Contact-Name: A\nContact-Name: B\n"}
    ),
    **{f"with {name}": bag(algorithms=[name]) for name in ("md5", "sha1", "sha224", "sha384")},
    "with four manifests": bag(algorithms=["md5", "sha1", "sha256", "sha512"]),
    "without tag manifests": bag(tag_manifests=False),
    "without bag-info": bag(info=None),
    "without items": bag({}),
    "of an empty item": bag({"data/empty": b""}),
    "UTF-16": bag(version="0.97", charset="UTF-16"),
    "UTF-16BE": bag(version="0.97", charset="UTF-16BE"),
    "ISO-8859-1": bag({NAME: b"x"}, charset="ISO-8859-1"),
    "names in UTF-8": bag({NAME: b"x", "data/Привет мир.txt": b"y"}),
    "a byte-order mark before a manifest": listing(f"\ufeff{LISTED}"),
    "line ends of Windows": listing(LISTED.replace("\n", "\r\n")),
    "line ends of old Macs": listing(LISTED.replace("\n", "\r")),
    "no end to the last line": listing(LISTED.rstrip("\n")),
    "empty lines": listing(LISTED.replace("\n", "\n\n")),
    "a blank between": listing(LISTED.replace("  ", " ")),
    "tabs between": listing(LISTED.replace("  ", "\t\t")),
    "a star before names": listing(LISTED.replace("  ", " *")),
    "./ before names": listing(LISTED.replace("  ", "  ./")),
    "digests in capitals": listing("".join(line[:128].upper() + line[128:] for line in
                                           LISTED.splitlines(keepends=True))),
    "names with blanks, plus and tilde": bag({"data/a  b +~.txt": b"x"}),
    "per cent, line ends": bag(
        {"data/50% \r\n.txt": b"x"},
        more={"manifest-sha512.txt": f"{digest('sha512', b'x')}  data/50%25 %0d%0A.txt\n".encode()},
    ),
    "per cent, before 1.0": bag({"data/50%25 %7E.txt": b"x"}, version="0.97"),
    "tag files of its own": bag(more={"about/readme.txt": b"x", "data.txt": b"y"}),
    "what is a bag in the items": bag({"data/bagit.txt": b"x", "data/manifest-md5.txt": b"y"}),
    "hidden items": bag({"data/.keep": b"", "data/.hidden/x": b"x"}),
    "folded lines, labels twice": bag(
        info="Contact-Name: A\nContact-Name: B\nExternal-Description: long\n  and\n\tlonger\n"
        "Payload-Oxum: 8.2\n"
    ),
    "Payload-Oxum on a line of its own": bag(info="Payload-Oxum:\n  8.2\n"),
    "what only looks like Payload-Oxum": bag(info="Note: no label is\n Payload-Oxum: 1.1\n"),
    "fetched already": bag(fetch="https://example.org/a - data/a.txt\n"),
    "fetch.txt with what no manifest has, before 1.0": bag(
        version="0.97", fetch="file:///home/a.png 42000 a.png\n"
    ),
    "log.jsonl of its own": bag(more={"log.jsonl": b'{"at": 1}\n'}),
    "stamps of its own": bag(more={"stamps/first.txt": b"collected in Peru"}),
    "one manifest an item, before 1.0": bag(
        version="0.97",
        algorithms=["md5", "sha1"],
        more={
            "manifest-md5.txt": manifest({"data/a.txt": b"one\n"}, "md5").encode(),
            "manifest-sha1.txt": manifest({"data/folder/b.txt": b"two\n"}, "sha1").encode(),
        },
    ),
}  # fmt: skip

CHANGED: dict[str, tuple[Files, set[tuple[str, str]]]] = {
    "an item": ({**bag(), "data/a.txt": b"One\n"}, {("changed", "data/a.txt")}),
    "a tag file": (
        {**bag(), "bag-info.txt": b"Source-Organization: B\n"},
        {("changed", "bag-info.txt")},
    ),
    "a manifest": (
        {**bag(), "manifest-sha512.txt": LISTED.replace("  ", " ").encode()},
        {("changed", "manifest-sha512.txt")},
    ),
    "an item that is missing": (
        without("data/a.txt", bag()),
        {("removed", "data/a.txt")},
    ),
    "an item that would have to be fetched": (
        without("data/a.txt", bag(fetch="https://example.org/ 4 data/a.txt\n")),
        {("removed", "data/a.txt")},
    ),
    "an item that is in no manifest": ({**bag(), "data/c": b"x"}, {("added", "data/c")}),
    "all items": (without("data/a.txt", without("data/folder/b.txt", bag())),
                  {("removed", path) for path in ITEMS}),
    "the accents of a name": (
        {**without(NAME, bag({NAME: b"x"})), OTHER_NAME: b"x"},
        {("renamed", NAME)},
    ),
    "names of twins": (
        {
            **without("data/1", without("data/2", bag({"data/1": b"x", "data/2": b"x"}))),
            "data/3": b"x",
            "data/4": b"x",
        },
        {("renamed", "data/1"), ("renamed", "data/2")},
    ),
    "a digest that is weak, though another is right": (
        {**bag(algorithms=["md5", "sha256"]), "data/a.txt": b"One\n",
         "manifest-md5.txt": manifest({**ITEMS, "data/a.txt": b"One\n"}, "md5").encode()},
        {("changed", "data/a.txt"), ("changed", "manifest-md5.txt")},
    ),
    "Payload-Oxum": (bag(info="Payload-Oxum: 9.2\n"), {("malformed", "bag-info.txt")}),
    "Payload-Oxum, to no numbers": (bag(info="payload-oxum: x\n"), {("malformed", "bag-info.txt")}),
    "one of two manifests, which must list all since 1.0": (
        bag(
            algorithms=["sha256", "sha512"],
            more={"manifest-sha256.txt": manifest({"data/a.txt": b"one\n"}, "sha256").encode()},
        ),
        {("malformed", "data/folder/b.txt")},
    ),
    "a tag manifest, which must list the manifests since 1.0": (
        bag(more={"tagmanifest-md5.txt": manifest(
            {"bag-info.txt": b"Source-Organization: Somebody else\n"}, "md5").encode()},
            tag_manifests=False),
        {("malformed", "manifest-sha512.txt")},
    ),
}  # fmt: skip

REFUSED: dict[str, Files] = {
    "no bagit.txt": without("bagit.txt", bag()),
    "no manifest": without("manifest-sha512.txt", bag()),
    "a blank before the colon": declared(f"{V}1.0\n{E}UTF-8\n".replace(":", " :")),
    "three lines": declared(f"{V}1.0\n{E}UTF-8\nX: y\n"),
    "lines the other way round": declared(f"{E}UTF-8\n{V}1.0\n"),
    "a byte-order mark": declared(f"\ufeff{V}1.0\n{E}UTF-8\n"),
    "one line": declared(f"{V}1.0\n"),
    "nothing in bagit.txt": declared(""),
    "a version to come": declared(f"{V}2.0\n{E}UTF-8\n"),
    "a version that is none": declared(f"{V}01.0\n{E}UTF-8\n"),
    **{
        f"charset {name}": declared(f"{V}1.0\n{E}{name}\n")
        for name in ("utf-99", "rot13", "zip", "punycode", "idna", "undefined", "unicode_escape")
    },
    "no text in its charset": bag(more={"bag-info.txt": b"Contact-Name: \xff\n"}),
    "a manifest of a hash that is not known": bag(more={"manifest-crc32.txt": b"00 data/a.txt\n"}),
    "a digest too short": listing(f"{ONE[:-1]}  data/a.txt\n"),
    "a digest of other letters": listing(f"{'g' * 128}  data/a.txt\n"),
    "no name": listing(f"{ONE}\n"),
    "a file twice": listing(f"{LISTED}{ONE}  data/a.txt\n"),
    "a file twice, once with ./": listing(f"{LISTED}{ONE}  ./data/a.txt\n"),
    "a file twice, with other accents": listing(f"{LISTED}{ONE}  {NAME}\n{ONE}  {OTHER_NAME}\n"),
    "a tag file in a manifest": listing(f"{LISTED}{ONE}  bag-info.txt\n"),
    "an item in a tag manifest": bag(
        more={"tagmanifest-sha512.txt": LISTED.encode()}, tag_manifests=False
    ),
    "a tag manifest in another": bag(
        more={"tagmanifest-md5.txt": b"", "tagmanifest-sha512.txt": manifest(
            {"tagmanifest-md5.txt": b""}, "sha512").encode()}, tag_manifests=False
    ),
    **{
        f"{path} in a manifest": listing(f"{LISTED}{ONE}  {path}\n")
        for path in (
            "../../README.md", "data/../../x", "/etc/passwd", "~/x", "file:///x", "C:\\x", "c:/x",
            "\\\\?\\C:\\x", "data\\x", "data//x", "data/./x", "data/", "data/CON", "data/nul.txt",
            "data/com1.tar.gz", "data/x.", "data/x ", "data/A.txt", f"data/{'x' * 256}",
            "data/a.txt/x", "data/a\u200b.txt",
        )
    },
    **{
        f"{line} in fetch.txt": bag(fetch=f"{line}\n")
        for line in (
            "https://example.org/x - ../x", "https://example.org/x - /etc/x", "https://example.org/",
            "https://example.org/x - data/x", "https://example.org/x - bag-info.txt",
            "https://example.org/x many data/a.txt", "https://example.org/x - C:\\x",
        )
    },
}  # fmt: skip
