"""Time-stamps of others (RFC 3161): that a record was there, as it is, at a moment.

An authority is told the root of a record, which is a hash and says nothing of what is in it.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bield.keep import UnableToReadRecordError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import VerifierBuilder

TIMEOUT_S = 20.0
MAX_ANSWER_BYTES = 128 * 1024


class AuthorityError(OSError):
    """The authority cannot be reached, or does not do what it should. Try again later."""


class StampNotTrueError(UnableToReadRecordError):
    """A time-stamp is not of this record, or not by this authority."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp that is true."""

    at: datetime
    """By the authority's clock."""
    authority: str
    """The subject of the certificate that signed it."""


def stamp(manifest: bytes, url: str) -> bytes:
    """Ask an authority for a time-stamp.

    Args:
        manifest: The bytes of `tagmanifest-sha256.txt`, whose SHA-256 is the root. Only that hash
            is sent.
        url: The authority's address.

    Returns:
        Its answer, as DER.

    Raises:
        AuthorityError: It cannot be reached, refuses, or stamps something else.
    """
    from rfc3161_client import (
        HashAlgorithm,
        TimestampRequestBuilder,
        decode_timestamp_response,
    )

    if not url.startswith(("https://", "http://")):
        raise AuthorityError(f"“{url}” is no address of an authority.")
    request = TimestampRequestBuilder(data=manifest, hash_algorithm=HashAlgorithm.SHA256).build()
    asked = urllib.request.Request(  # noqa: S310 -- http and https only, by the line above
        url, data=request.as_bytes(), headers={"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_S) as answer:  # noqa: S310
            data = _read(answer)
    except (urllib.error.URLError, http.client.HTTPException, ValueError, OSError) as error:
        raise AuthorityError(f"{url} cannot be reached ({error}). Try again later.") from error
    if len(data) > MAX_ANSWER_BYTES:
        raise AuthorityError(f"{url} gave no time-stamp, but something large.")
    try:
        response = decode_timestamp_response(data)
    except ValueError as error:
        raise AuthorityError(f"{url} gave no time-stamp.") from error
    if response.status not in {0, 1}:
        raise AuthorityError(f"{url} refused ({'; '.join(response.status_string)}).")
    if response.tst_info.nonce != request.nonce or not _is_of(response, manifest):
        raise AuthorityError(f"{url} stamped something else than it was asked to.")
    return data


def _read(answer: http.client.HTTPResponse) -> bytes:
    """Read an answer, for `TIMEOUT_S` in all: an authority that drips is one that fails."""
    until = time.monotonic() + TIMEOUT_S
    data = b""
    while len(data) <= MAX_ANSWER_BYTES and (chunk := answer.read1(16 * 1024)):
        data += chunk
        if time.monotonic() > until:
            raise TimeoutError("it does not come to an end")
    return data


def check_stamp(token: bytes, manifest: bytes, roots: Sequence[Path]) -> Stamp:
    """Hold a time-stamp to a record and to the authorities that are trusted.

    Args:
        token: As `stamp` gave it.
        manifest: The bytes of `tagmanifest-sha256.txt`.
        roots: Certificates of authorities, as PEM: the root, and where the time-stamp does not
            hold them, those between and the one that signs.

    Raises:
        StampNotTrueError: It is no time-stamp of this, or no trusted authority's.
    """
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        response = decode_timestamp_response(token)
    except ValueError as error:
        raise StampNotTrueError("It is no time-stamp.") from error
    if not _is_of(response, manifest):
        raise StampNotTrueError("It is a time-stamp of something else.")
    builder = VerifierBuilder()
    for path in roots:
        try:
            for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
                builder = _trusting(builder, certificate)
        except ValueError as error:
            raise StampNotTrueError(f"{path} holds no certificate.") from error
    try:
        builder.build().verify_message(response, manifest)
    except (VerificationError, ValueError) as error:
        raise StampNotTrueError(f"No trusted authority made it: {error}.") from error
    name = response.tst_info.name
    return Stamp(response.tst_info.gen_time, str(name) if name is not None else "")


def _trusting(builder: VerifierBuilder, certificate: Certificate) -> VerifierBuilder:
    from cryptography import x509

    if certificate.issuer == certificate.subject:
        return builder.add_root_certificate(certificate)
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        is_authority = constraints.value.ca
    except x509.ExtensionNotFound:
        is_authority = False
    if is_authority:
        return builder.add_intermediate_certificate(certificate)
    return builder.tsa_certificate(certificate)


def stamped_at(token: bytes, manifest: bytes) -> datetime:
    """Give when a time-stamp says that it was made, whoever signed it.

    Raises:
        StampNotTrueError: It is no time-stamp of this.
    """
    from rfc3161_client import decode_timestamp_response

    try:
        response = decode_timestamp_response(token)
    except ValueError as error:
        raise StampNotTrueError("It is no time-stamp.") from error
    if not _is_of(response, manifest):
        raise StampNotTrueError("It is a time-stamp of something else.")
    return response.tst_info.gen_time


def _is_of(response: object, manifest: bytes) -> bool:
    import hashlib

    info = response.tst_info  # type: ignore[attr-defined]
    return bool(info.message_imprint.message == hashlib.sha256(manifest).digest())
