"""Time-stamps of others (RFC 3161): that a record was there, as it is, at a moment.

An authority is told one hash, which says nothing of what is in the record: the root, or for a
record that is locked the SHA-256 of the locked file.
"""

from __future__ import annotations

import http.client
import queue
import secrets
import threading
import urllib.error
import urllib.request
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from bield.adapters.stamp_signature import SignatureError, readable, signer
from bield.keep import UnableToKeepError, UnableToReadRecordError, shown

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

TIMEOUT_S = 20.0
MAX_ANSWER_BYTES = 128 * 1024
_QUERY = bytes.fromhex("3043 020101 3031300d060960864801650304020105000420")
"""A request, up to the hash: version 1, SHA-256. RFC 3161 §2.4.1."""
_WANTED = bytes.fromhex("0101ff")
"""The last field of a request: the certificate is to be in the answer."""


class AuthorityError(OSError):
    """The authority cannot be reached, or does not do what it should. Try again later."""


class NoCertificateError(UnableToKeepError):
    """What is named as trusted is no certificate of an authority."""


class StampNotTrueError(UnableToReadRecordError):
    """A time-stamp is not of this record, or not by this authority."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp of the right thing, whose signature is true."""

    at: datetime
    """By the authority's clock."""
    authority: str
    """The subject of the certificate that signed it."""
    trusted: bool
    """Whether the certificate leads to one that is trusted; else anybody may have made it."""


def stamp(digest: bytes, url: str, *, timeout_s: float = TIMEOUT_S) -> bytes:
    """Ask an authority for a time-stamp.

    Args:
        digest: A SHA-256. Nothing else is sent.
        url: The authority's address.
        timeout_s: For all of it: an authority that drips is one that fails.

    Returns:
        Its answer, as DER.

    Raises:
        AuthorityError: It cannot be reached, refuses, or stamps something else.
    """
    nonce = (secrets.randbits(62) | 1 << 62).to_bytes(8, "big")
    query = _QUERY + digest + b"\x02\x08" + nonce + _WANTED
    data = _answer(url, query, timeout_s)
    if len(data) > MAX_ANSWER_BYTES:
        raise AuthorityError(f"{shown(url)} gave no time-stamp, but something large.")
    try:
        response = _read(data)
        if response.status != 0:
            said = shown("; ".join(response.status_string) or f"status {response.status}")
            raise AuthorityError(f"{shown(url)} refused ({said}).")
        true = response.tst_info.nonce == int.from_bytes(nonce, "big") and _is_of(response, digest)
    except (ValueError, StampNotTrueError) as error:
        raise AuthorityError(f"{shown(url)} gave no time-stamp.") from error
    if not true:
        raise AuthorityError(f"{shown(url)} stamped something else than it was asked to.")
    try:
        check_stamp(data, digest)
    except StampNotTrueError as error:
        raise AuthorityError(f"{shown(url)} gave a time-stamp that is not true: {error}") from error
    return data


def _answer(url: str, query: bytes, timeout_s: float) -> bytes:
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in {"https", "http"}:
        raise AuthorityError(f"“{shown(url)}” is no address of an authority (https://…).")
    came: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            request = urllib.request.Request(  # noqa: S310 -- http and https only, see above
                url, data=query, headers={"Content-Type": "application/timestamp-query"}
            )
            with _OPENER.open(request, timeout=timeout_s) as answer:
                came.put(answer.read(MAX_ANSWER_BYTES + 1))
        except Exception as error:  # noqa: BLE001 -- told below, in the thread that waits
            came.put(error)

    # Apart, because no timeout of a socket ends what comes a byte at a time.
    threading.Thread(target=ask, daemon=True).start()
    try:
        data = came.get(timeout=timeout_s)
    except queue.Empty:
        data = TimeoutError(f"it did not answer within {timeout_s:g} s")
    if isinstance(data, bytes):
        return data
    if isinstance(data, urllib.error.HTTPError):
        data.close()
        if 300 <= data.code < 400:
            to = shown(str(data.headers.get("Location", "")))
            raise AuthorityError(f"{shown(url)} has moved, it says, to “{to}”.") from data
    if isinstance(data, (OSError, http.client.HTTPException, ValueError)):
        raise AuthorityError(
            f"{shown(url)} cannot be reached ({shown(str(data))}). Try again later."
        ) from data
    raise data


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A request that was sent on loses what is asked, and may lead anywhere: to be told of."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def check_stamp(token: bytes, digest: bytes, roots: Sequence[Certificate] = ()) -> Stamp:
    """Hold a time-stamp to what it is of, and to the authorities that are trusted.

    Args:
        token: As `stamp` gave it.
        digest: The SHA-256 of what it is said to be of.
        roots: From `certificates`. Without any, whoever signed it is not asked.

    Raises:
        StampNotTrueError: It is no time-stamp of this, was changed, or is no trusted authority's.
    """
    response = _read(token)
    try:
        granted, at = response.status == 0, response.tst_info.gen_time
        true = _is_of(response, digest)
    except ValueError as error:
        raise StampNotTrueError("It is no time-stamp.") from error
    if not granted or not true:
        raise StampNotTrueError("It is a time-stamp of something else.")
    certificate = _signer(response)
    if at < certificate.not_valid_before_utc or at > certificate.not_valid_after_utc:
        raise StampNotTrueError(
            f"It says {at:%Y-%m-%d}, but the certificate that signed it was good only from "
            f"{certificate.not_valid_before_utc:%Y-%m-%d} to "
            f"{certificate.not_valid_after_utc:%Y-%m-%d}."
        )
    authority = shown(certificate.subject.rfc4514_string())
    if roots:
        _hold(response, digest, roots, certificate, authority)
    return Stamp(at, authority, trusted=bool(roots))


def certificates(paths: Sequence[Path]) -> tuple[Certificate, ...]:
    """Read certificates of authorities: roots, and where time-stamps do not hold them those
    between and those that sign. PEM or DER.

    Raises:
        NoCertificateError: A file holds none, or none is a root; the error says so.
        OSError: One cannot be read.
    """
    from cryptography import x509

    found: dict[Certificate, None] = {}
    for path in paths:
        data = path.read_bytes()
        try:
            with warnings.catch_warnings(action="ignore"):  # of serial numbers that nobody reads
                if b"-----BEGIN" in data:
                    found |= dict.fromkeys(x509.load_pem_x509_certificates(data))
                else:
                    found[x509.load_der_x509_certificate(data)] = None
        except ValueError as error:
            raise NoCertificateError(f"{path} holds no certificate.") from error
    if paths and not any(_is_root(certificate) for certificate in found):
        raise NoCertificateError(
            "None of the certificates is a root (one that signs itself). Name the authority's "
            "root certificate, too."
        )
    return tuple(found)


def _hold(
    response: TimeStampResponse,
    digest: bytes,
    roots: Sequence[Certificate],
    certificate: Certificate,
    authority: str,
) -> None:
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder()
    for root in roots:
        if _is_root(root):
            builder = builder.add_root_certificate(root)
        elif root != certificate:
            builder = builder.add_intermediate_certificate(root)
    try:
        builder.build().verify(response, digest)
    except (VerificationError, ValueError) as error:
        raise StampNotTrueError(
            f"It is signed by {authority}, and no authority that you trust vouches for that."
        ) from error


def _is_root(certificate: Certificate) -> bool:
    return certificate.issuer == certificate.subject


def _read(token: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response

    try:
        return decode_timestamp_response(readable(token))
    except ValueError as error:
        raise StampNotTrueError("It is no time-stamp.") from error


def _signer(response: TimeStampResponse) -> Certificate:
    try:
        return signer(response.time_stamp_token(), tuple(response.signed_data.certificates))
    except SignatureError as error:
        raise StampNotTrueError(f"It was changed, or is none: {error}.") from error
    except ValueError as error:
        raise StampNotTrueError("It is no time-stamp.") from error


def _is_of(response: TimeStampResponse, digest: bytes) -> bool:
    from cryptography.x509 import ObjectIdentifier

    imprint = response.tst_info.message_imprint
    sha256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
    return imprint.hash_algorithm == sha256 and imprint.message == digest
