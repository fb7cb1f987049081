"""Signatures that a mail is ours and unchanged: DKIM (RFC 6376), by RSA or Ed25519 (RFC 8463).

Head and body are taken `relaxed`, so that a server that folds or trims on the way breaks nothing.
The body is hashed as it comes, in pieces of any size.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime

SMALLEST_RSA_BITS = 2048
"""RFC 8301, 3.2, has 1,024 as the least and asks for this."""
LARGEST_RSA_BITS = 4096
"""A verifier need not take more: RFC 8301, 3.2."""
STAY_ALONE = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
)
"""Nobody can put a second one of these into a signed mail without breaking the signature
(RFC 6376, 8.15): a reader could be shown a sender, or a link, that is not ours."""
_NOT_SIGNED = frozenset(
    {"return-path", "received", "comments", "keywords", "bcc", "resent-bcc", "dkim-signature"}
)
"""Servers change or drop them: RFC 6376, 5.4.1. A signature does not sign another."""

_SPACES = re.compile(rb"[ \t]+")
_SPACES_AT_LINE_END = re.compile(rb"[ \t]+\r\n")
_LINES_AT_END = re.compile(rb"(?:\r\n)*\Z")
_HEAD_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r\n[ \t])*)\r\n")
_FIELD_NAME = re.compile(r"[!-9<-~]+")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_DNS_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*", re.IGNORECASE)
_B_LINE = 72


class UnableToSignError(Exception):
    """A mail cannot be signed."""


class KeyNotFitError(UnableToSignError):
    """The key is not one whose signatures are taken."""


class NotADnsNameError(UnableToSignError):
    """The domain or the selector cannot be looked up."""


class HeadNotFitError(UnableToSignError):
    """The head of the mail is not one that can be signed."""


class BodyHash:
    """The hash of a body that comes in pieces, in its relaxed form (RFC 6376, 3.4.4)."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._held = b""
        """White space at the end of what came: what follows decides what becomes of it."""
        self._empty = True

    def update(self, piece: bytes) -> None:
        """Take the next piece; its line ends are CRLF."""
        body = self._held + piece
        ready = len(body.rstrip(b" \t\r\n"))
        if ready:
            self._hash.update(_relaxed_lines(body[:ready]))
            self._empty = False
        self._held = body[ready:]

    def copy(self) -> BodyHash:
        """Give another one that has taken the same, to go on from here in two ways."""
        other = BodyHash()
        other._hash, other._held, other._empty = self._hash.copy(), self._held, self._empty
        return other

    def digest(self) -> bytes:
        """Give the hash of all that came."""
        last = _LINES_AT_END.sub(b"", _relaxed_lines(self._held + b"\r\n"))
        whole = self._hash.copy()
        if last or not self._empty:
            whole.update(last + b"\r\n")
        return whole.digest()


def relaxed_field(name: str, value: bytes) -> bytes:
    """Give a field of the head in its relaxed form, with its line end (RFC 6376, 3.4.2).

    Args:
        name: Without the colon.
        value: What stands after the colon, folded or not, without the last line end.
    """
    unfolded = _SPACES.sub(b" ", value.replace(b"\r\n", b"")).strip(b" \t")
    return name.lower().encode("ascii") + b":" + unfolded + b"\r\n"


class Signer:
    """One key of one domain."""

    def __init__(self, pem: bytes, *, domain: str, selector: str) -> None:
        """Take the key.

        Args:
            pem: The private key, PKCS #8 or PKCS #1, not locked.
            domain: Whose mail it signs; that of the sender's address, or one above it.
            selector: Which of the domain's keys it is.

        Raises:
            KeyNotFitError: It is no RSA key of 2,048 to 4,096 bits and no Ed25519 key.
            NotADnsNameError: The domain or the selector cannot be looked up.
        """
        for what, name in (("domain", domain), ("selector", selector)):
            if _DNS_NAME.fullmatch(name) is None:
                raise NotADnsNameError(
                    f"The {what} of a signature must be a name in DNS, in plain letters, digits, "
                    f"hyphens and dots: {name!r} is none."
                )
        self.domain, self.selector = domain, selector
        self.algorithm, self.record, self._sign = _opened(pem)

    @property
    def record_name(self) -> str:
        """Where in DNS `record` must stand, as a TXT record."""
        return f"{self.selector}._domainkey.{self.domain}"

    def prepared(self, names: Sequence[str]) -> Preparation:
        """Get ready to sign many mails that have the same fields in the same order.

        Args:
            names: Of the fields that are signed, in the order in which a verifier takes them:
                of one that stands several times, the last comes first.

        Raises:
            HeadNotFitError: There is no From, or a name is none that a field can have.
        """
        return Preparation(self, names)

    def sign(self, data: bytes) -> bytes:
        """Give the signature of some bytes, as the algorithm has it."""
        return self._sign(data)


class Preparation:
    """All of a signature that is the same for many mails."""

    def __init__(self, signer: Signer, names: Sequence[str]) -> None:
        lower = [name.lower() for name in names]
        if "from" not in lower:
            raise HeadNotFitError("The mail has no From: a signature must cover it.")
        for name in lower:
            if _FIELD_NAME.fullmatch(name) is None or name in _NOT_SIGNED:
                raise HeadNotFitError(f"A field called {name!r} cannot be signed.")
        self._signer = signer
        self._before = (
            f"v=1; a={signer.algorithm}; c=relaxed/relaxed;\r\n"
            f" d={signer.domain};\r\n s={signer.selector};\r\n t="
        ).encode()
        listed = _folded_list([*lower, *STAY_ALONE])
        self._between = f";\r\n h={listed};\r\n bh=".encode()

    def field(self, relaxed_head: bytes, *, body: bytes, signed_at: datetime) -> bytes:
        """Give the DKIM-Signature of one mail, with its line end: it goes before the head.

        Args:
            relaxed_head: The fields that were named, in that order, in their relaxed form.
            body: What `BodyHash` gives of its body.
            signed_at: With a time zone.
        """
        unsigned = b"".join(
            (
                self._before,
                b"%d" % int(signed_at.timestamp()),
                self._between,
                base64.b64encode(body),
                b";\r\n b=",
            )
        )
        # Each fold stands for one space, so this is its relaxed form too.
        own = b"dkim-signature:" + unsigned.replace(b"\r\n", b"")
        signature = base64.b64encode(self._signer.sign(relaxed_head + own))
        lines = [signature[at : at + _B_LINE] for at in range(0, len(signature), _B_LINE)]
        return b"DKIM-Signature: " + unsigned + b"\r\n ".join(lines) + b"\r\n"


def signed(mail: bytes, signers: Sequence[Signer], *, signed_at: datetime) -> bytes:
    """Sign any mail: every field of its head that servers leave alone, and all of its body.

    Args:
        mail: With CRLF line ends, and no dots stuffed.
        signers: One signature each, in this order from the top.
        signed_at: With a time zone.

    Raises:
        HeadNotFitError: Its head has no From, two of them, or a line that is no field.
    """
    fields, body_at = _head(mail)
    body = BodyHash()
    body.update(mail[body_at:])
    digest = body.digest()
    # Of fields with one name a verifier takes the lowest first: RFC 6376, 5.4.2.
    chosen = [(n, v) for n, v in reversed(fields) if n.lower() not in _NOT_SIGNED]
    relaxed = b"".join(relaxed_field(name, value) for name, value in chosen)
    names = [name for name, _ in chosen]
    if sum(name.lower() == "from" for name in names) > 1:
        raise HeadNotFitError("The mail has more than one From: it is not clear whose it is.")
    made = [
        signer.prepared(names).field(relaxed, body=digest, signed_at=signed_at)
        for signer in signers
    ]
    return b"".join((*made, mail))


def _relaxed_lines(body: bytes) -> bytes:
    return _SPACES.sub(b" ", _SPACES_AT_LINE_END.sub(b"\r\n", body))


def _head(mail: bytes) -> tuple[list[tuple[str, bytes]], int]:
    fields: list[tuple[str, bytes]] = []
    at = 0
    while at < len(mail) and not mail.startswith(b"\r\n", at):
        field = _HEAD_FIELD.match(mail, at)
        if field is None:
            raise HeadNotFitError(
                f"Line {len(fields) + 1} of the head, or one that goes on from it, is no field "
                "that ends in CRLF."
            )
        fields.append((field[1].decode("ascii"), field[2]))
        at = field.end()
    return fields, at + 2


def _folded_list(names: Sequence[str]) -> str:
    lines = [""]
    for name in names:
        if lines[-1] and len(lines[-1]) + len(name) > _B_LINE:
            lines.append("")
        lines[-1] += name + ":"
    return "\r\n ".join(lines)[:-1]


def _opened(pem: bytes) -> tuple[str, str, Callable[[bytes], bytes]]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise KeyNotFitError(
            "This is no private key in PEM that can be read without a passphrase."
        ) from problem
    if isinstance(key, ed25519.Ed25519PrivateKey):
        edwards = key
        public = edwards.public_key().public_bytes_raw()

        def sign_by_edwards(data: bytes) -> bytes:
            # It is the hash that is signed: RFC 8463, 3.
            return edwards.sign(hashlib.sha256(data).digest())

        return "ed25519-sha256", _record("ed25519", public), sign_by_edwards
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeyNotFitError("The key is neither an RSA nor an Ed25519 key.")
    if not SMALLEST_RSA_BITS <= key.key_size <= LARGEST_RSA_BITS:
        raise KeyNotFitError(
            f"The RSA key has {key.key_size:,} bits: it must have {SMALLEST_RSA_BITS:,} to "
            f"{LARGEST_RSA_BITS:,}."
        )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    sign, how, hashed = key.sign, padding.PKCS1v15(), hashes.SHA256()
    return "rsa-sha256", _record("rsa", public), lambda data: sign(data, how, hashed)


def _record(kind: str, public: bytes) -> str:
    return f"v=DKIM1; k={kind}; p={base64.b64encode(public).decode('ascii')}"
