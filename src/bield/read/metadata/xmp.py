"""XMP: what programs write into pictures and documents as RDF. Source: ISO 16684-1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from bield.read.metadata.facts import Fact, Tells

_MAX_PACKETS = 5
_MAX_BYTES = 2 * 1024 * 1024
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_MAX_ELEMENTS = 2_000
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
}
_TELLS = (
    (re.compile(r"gps|city|country|location|state|sublocation|address", re.I), Tells.PLACE),
    (re.compile(r"creator$|author|artist|owner|rights|byline|person|contact|credit", re.I),
     Tells.NAME),
    (re.compile(r"make$|model$|creatortool|serial|producer|software|lens|device", re.I),
     Tells.DEVICE),
)  # fmt: skip


def packets(data: bytes) -> Iterator[bytes]:
    """Give the packets of XMP that stand in a file as they are."""
    at = 0
    for _ in range(_MAX_PACKETS):
        start = data.find(b"<x:xmpmeta", at)
        name = b"x:xmpmeta"
        if start < 0:
            start, name = data.find(b"<rdf:RDF", at), b"rdf:RDF"
        end = data.find(b"</" + name + b">", start, start + _MAX_BYTES) if start >= 0 else -1
        if end < 0:
            return
        at = end + len(name) + 3
        yield data[start:at]


def xmp_facts(packet: bytes) -> Iterator[Fact]:
    """Give what an XMP packet says; nothing of one that is broken but that it is there."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(next(packets(packet), packet))
    except (ParseError, DefusedXmlException, ValueError):
        yield Fact("XMP", "there is a block of it, which could not be read")
        return
    for count, element in enumerate(root.iter()):
        if count > _MAX_ELEMENTS:
            return
        for name, value in element.attrib.items():
            if not name.startswith((f"{{{_RDF}}}", f"{{{_XML}}}")) and value.strip():
                yield _fact(name, value)
        text = (element.text or "").strip()
        if text and not element.tag.startswith(f"{{{_RDF}}}"):
            yield _fact(element.tag, text)
        for item in element.findall(f"{{{_RDF}}}*/{{{_RDF}}}li"):
            if item.text and item.text.strip():
                yield _fact(element.tag, item.text.strip())


def _fact(name: str, value: str) -> Fact:
    space, _, local = name.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(space, space.rstrip("/#").rpartition("/")[2])
    label = f"{prefix}:{local}" if prefix else local
    tells = next((tell for pattern, tell in _TELLS if pattern.search(local)), Tells.NOTHING)
    return Fact(f"XMP {label}", value, tells)
