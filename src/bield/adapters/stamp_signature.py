"""Who signed a time-stamp, and that it is theirs: the CMS around it (RFC 5652), read strictly.

`rfc3161-client` holds a time-stamp to authorities that are trusted. What it leaves open is done
here: that a time-stamp whose authority nobody named is at least whole, that the certificate in it
is the one that the signature names (RFC 5816), not another with the same key, and that answers
can be read as authorities send them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SEQUENCE, _SET, _OCTETS, _OID, _FIRST = 0x30, 0x31, 0x04, 0x06, 0xA0
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_CERTIFICATE_V1 = bytes.fromhex("2a864886f70d010910020c")
_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
_HASHES = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
_ANY = frozenset(_HASHES.values())
_WAYS = {
    bytes.fromhex("2a864886f70d010101"): ("rsa", _ANY),
    bytes.fromhex("2a864886f70d01010b"): ("rsa", {"sha256"}),
    bytes.fromhex("2a864886f70d01010c"): ("rsa", {"sha384"}),
    bytes.fromhex("2a864886f70d01010d"): ("rsa", {"sha512"}),
    bytes.fromhex("2a864886f70d01010a"): ("rsa-pss", _ANY),
    bytes.fromhex("2a8648ce3d040302"): ("ecdsa", {"sha256"}),
    bytes.fromhex("2a8648ce3d040303"): ("ecdsa", {"sha384"}),
    bytes.fromhex("2a8648ce3d040304"): ("ecdsa", {"sha512"}),
    bytes.fromhex("2b6570"): ("ed25519", _ANY),
}
"""Algorithm → the kind of key, and the digests that may go with it."""


class SignatureError(ValueError):
    """It is not signed by the certificate in it, or in a way that Bield cannot check."""


@dataclass(frozen=True, slots=True)
class _Part:
    tag: int
    content: bytes
    whole: bytes
    """With its tag and length."""

    def parts(self) -> list[_Part]:
        return list(_parts(self.content))


def signer(token: bytes, certificates: Sequence[bytes]) -> Certificate:
    """Give the certificate by which a time-stamp is signed, once the signature is true of it.

    Whether the certificate is one to trust is another question.

    Args:
        token: The `TimeStampToken`, as DER.
        certificates: Those in it, as DER.

    Raises:
        SignatureError: The signature is not true, or none can be checked.
    """
    from cryptography import x509

    try:
        content, info = _content_and_signer(token)
        signed = info[3].parts()
        said = _attribute(signed, _MESSAGE_DIGEST).content
        name = _HASHES[info[2].parts()[0].content]
        way, digests = _WAYS[info[4].parts()[0].content]
        named = _certificate_named(signed)
        certificate = next((der for der in certificates if _is_named(named, der, info[1])), None)
    except (IndexError, KeyError, ValueError) as error:
        raise SignatureError("its signature cannot be read") from error
    if name not in digests or hashlib.new(name, content).digest() != said:
        raise SignatureError("what it says is not what was signed")
    if certificate is None:
        raise SignatureError("the certificate that its signature names is not in it")
    try:
        loaded = x509.load_der_x509_certificate(certificate)
        # Signed as the set that the attributes are, not as the field they stand in (§5.4).
        _hold(loaded, info[5].content, bytes([_SET]) + info[3].whole[1:], name, way)
    except (IndexError, ValueError) as error:
        raise SignatureError("its signature cannot be read") from error
    return loaded


def readable(answer: bytes) -> bytes:
    """Give an answer with its certificates in the order that DER has for a set.

    Large authorities, DigiCert's among them in 2024, send them in another, or with certificates of
    an older kind, and `rfc3161-client` reads neither. The certificates are signed by nothing here,
    so what the answer says stays the same.

    Args:
        answer: A `TimeStampResp`, as DER. One that is none is given back as it is.
    """
    try:
        (whole,) = _parts(answer)
        status, token = whole.parts()
        kind, wrapped = token.parts()
        (signed_data,) = wrapped.parts()
        fields = signed_data.parts()
        tags = [part.tag for part in (whole, token, kind, wrapped, signed_data, fields[3])]
        if tags != [_SEQUENCE, _SEQUENCE, _OID, _FIRST, _SEQUENCE, _FIRST]:
            return answer
        found = sorted(part.whole for part in fields[3].parts() if part.tag == _SEQUENCE)
    except (IndexError, ValueError):
        return answer
    ordered = [field.whole for field in fields]
    ordered[3] = _wrapped(_FIRST, b"".join(found))
    inner = _wrapped(_FIRST, _wrapped(_SEQUENCE, b"".join(ordered)))
    return _wrapped(_SEQUENCE, status.whole + _wrapped(_SEQUENCE, kind.whole + inner))


def _wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _content_and_signer(token: bytes) -> tuple[bytes, list[_Part]]:
    (whole,) = _parts(token)
    _, wrapped = whole.parts()
    (signed_data,) = wrapped.parts()
    fields = signed_data.parts()
    _, wrapped_content = fields[2].parts()
    (content,) = wrapped_content.parts()
    (info,) = fields[-1].parts()
    parts = info.parts()
    if fields[-1].tag != _SET or content.tag != _OCTETS or parts[3].tag != _FIRST:
        raise ValueError("not as a time-stamp is built")
    used = parts[2].parts()[0].content
    if used not in [algorithm.parts()[0].content for algorithm in fields[1].parts()]:
        raise ValueError("the digest is not one of those named")
    if (fields[0].content, parts[0].content) != (b"\x03", b"\x01"):
        raise ValueError("not of the versions that a time-stamp has")
    return content.content, parts


def _attribute(signed: Sequence[_Part], wanted: bytes) -> _Part:
    for attribute in signed:
        oid, values = attribute.parts()
        if oid.content == wanted:
            (value,) = values.parts()
            return value
    raise ValueError("an attribute is missing")


def _certificate_named(signed: Sequence[_Part]) -> tuple[str, bytes]:
    """Give the hash that the signature names its certificate by (ESSCertID)."""
    try:
        named = _attribute(signed, _CERTIFICATE_V2).parts()[0].parts()[0].parts()
    except ValueError:
        named = _attribute(signed, _CERTIFICATE_V1).parts()[0].parts()[0].parts()
        return "sha1", named[0].content
    if named[0].tag == _SEQUENCE:
        return _HASHES[named[0].parts()[0].content], named[1].content
    return "sha256", named[0].content


def _is_named(named: tuple[str, bytes], certificate: bytes, issuer_and_serial: _Part) -> bool:
    name, digest = named
    if hashlib.new(name, certificate, usedforsecurity=False).digest() != digest:
        return False
    (whole,) = _parts(certificate)
    fields = [part for part in whole.parts()[0].parts() if part.tag != _FIRST]
    return issuer_and_serial.content == fields[2].whole + fields[0].whole


def _hold(certificate: Certificate, signature: bytes, data: bytes, name: str, way: str) -> None:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    taken = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]
    try:
        key = certificate.public_key()
        if way == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), taken)
        elif way == "rsa-pss" and isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PSS(padding.MGF1(taken), padding.PSS.AUTO), taken)
        elif way == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(taken))
        elif way == "ed25519" and isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, data)
        else:
            raise SignatureError("it is signed in a way that its certificate cannot sign")
    except InvalidSignature:
        raise SignatureError("its signature is not true") from None
    except UnsupportedAlgorithm:
        raise SignatureError("it is signed in a way that Bield cannot check") from None


def _parts(data: bytes) -> Iterator[_Part]:
    """Give what stands one after the other, in DER: tags of one byte, lengths in the one form."""
    at = 0
    while at < len(data):
        tag, size, begin = data[at], data[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(data[begin : begin + count], "big")
            if not 1 <= count <= 4 or size < (0x80 if count == 1 else 1 << 8 * (count - 1)):
                raise ValueError("a length is not as DER has it")
            begin += count
        end = begin + size
        if tag & 0x1F == 0x1F or end > len(data):
            raise ValueError("cut short")
        yield _Part(tag, data[begin:end], data[at:end])
        at = end
