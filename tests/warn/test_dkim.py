"""Signatures are checked by dkimpy, which shares no line with us."""

from __future__ import annotations

import base64
import hashlib
import itertools
from datetime import UTC, datetime

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signing_keys import ED25519_PEM, RSA_1024_PEM, RSA_PEM, X25519_PEM

from bield.warn.dkim import (
    BodyHash,
    HeadNotFitError,
    KeyNotFitError,
    NotADnsNameError,
    Signer,
    signed,
)

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
RSA = Signer(RSA_PEM, domain="k.example", selector="one")
EDWARDS = Signer(ED25519_PEM, domain="k.example", selector="two")
BOTH = (RSA, EDWARDS)


def records(name: bytes, timeout: int = 5) -> bytes | None:
    known = {f"{s.record_name}.".encode(): s.record.encode() for s in BOTH}
    return known.get(name)


def verdicts(mail: bytes) -> list[bool]:
    """What dkimpy says of each signature, from the top."""
    count = mail.partition(b"\r\n\r\n")[0].count(b"DKIM-Signature:")
    said = []
    for idx in range(count):
        try:
            said.append(bool(dkim.DKIM(mail).verify(idx=idx, dnsfunc=records)))
        except dkim.ValidationError:
            said.append(False)
    return said


MAIL = (
    b"From: Police <alerts@k.example>\r\nTo: a@b.example\r\nSubject:  Be\r\n  careful \r\n"
    b"Date: Tue, 01 Dec 2026 09:00:00 +0000\r\nMessage-ID: <1@k.example>\r\n"
    b"\r\nDear  you, \r\n\r\n.\r\n \t\r\nbye\r\n\r\n\r\n"
)

WORDS = (b"Police", b"alerts", b"careful", b"2026", b"Dear", b"you", b"bye")
LETTERS = [MAIL.index(word) + n for word in WORDS for n in range(len(word))]
PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
LINE = st.one_of(PRINTABLE, st.sampled_from([" ", "\t", "", ".", " . ", "a \t b", "é¥漢"]))
BODIES = st.lists(LINE, max_size=12).map(lambda lines: "".join(f"{x}\r\n" for x in lines).encode())
FOLDED = st.lists(PRINTABLE.filter(str.strip), min_size=1, max_size=4).map("\r\n \t".join)
NAMES = st.sampled_from(["X-One", "X-Two", "To", "subject", "Received", "List-Id"])
HEADS = st.lists(st.tuples(NAMES, FOLDED), max_size=6)


class TestSigned:
    @pytest.mark.parametrize("signers", [(RSA,), (EDWARDS,), BOTH])
    def test_is_held_good_by_dkimpy(self, signers: tuple[Signer, ...]) -> None:
        mail = signed(MAIL, signers, signed_at=AT)
        assert verdicts(mail) == [True] * len(signers)
        assert mail.endswith(MAIL)
        assert max(map(len, mail.split(b"\r\n"))) <= 100

    @settings(max_examples=60, deadline=None)
    @given(head=HEADS, body=BODIES)
    def test_is_held_good_whatever_the_mail(self, head: list[tuple[str, str]], body: bytes) -> None:
        fields = [*head, ("From", "a <a@k.example>")]
        mail = "".join(f"{n}: {v}\r\n" for n, v in fields).encode() + b"\r\n" + body
        assert verdicts(signed(mail, BOTH, signed_at=AT)) == [True, True]

    @settings(max_examples=60, deadline=None)
    @given(at=st.sampled_from(LETTERS), bit=st.integers(0, 4))
    def test_is_broken_by_one_changed_bit(self, at: int, bit: int) -> None:
        changed = bytearray(MAIL)
        changed[at] ^= 1 << bit
        good = signed(MAIL, (EDWARDS,), signed_at=AT)
        assert verdicts(good.removesuffix(MAIL) + bytes(changed)) == [False]

    @pytest.mark.parametrize(
        "line", [b"From: Me <me@k.example>", b"Subject: Other", b"Reply-To: thief@x.example"]
    )
    def test_is_broken_by_a_second_sender_or_subject(self, line: bytes) -> None:
        mail = signed(MAIL, BOTH, signed_at=AT)
        assert verdicts(line + b"\r\n" + mail) == [False, False]

    def test_stays_good_when_a_server_adds_its_trace_and_folds_anew(self) -> None:
        mail = signed(MAIL, BOTH, signed_at=AT)
        mail = mail.replace(b"Subject:  Be\r\n  careful \r\n", b"SUBJECT: Be careful\r\n")
        trace = b"Return-Path: <>\r\nReceived: from a by b; Tue, 01 Dec 2026 09:00:01 +0000\r\n"
        assert verdicts(trace + mail) == [True, True]

    @pytest.mark.parametrize(
        "head",
        [
            b"To: a@b.example\r\n",
            b"From: a@k.example\r\nFrom: b@k.example\r\n",
            b"From: a@k.example\r\nno field\r\n",
            b"From: a@k.example\nTo: b@k.example\r\n",
        ],
    )
    def test_refuses_a_head_that_is_none(self, head: bytes) -> None:
        with pytest.raises(HeadNotFitError):
            signed(head + b"\r\nbody\r\n", BOTH, signed_at=AT)


class TestBodyHash:
    def test_gives_the_value_of_an_empty_body_that_the_rfc_gives(self) -> None:
        # RFC 6376, 3.4.4.
        known = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        assert base64.b64encode(BodyHash().digest()).decode() == known

    @given(body=BODIES, cuts=st.lists(st.integers(0, 400), max_size=6))
    def test_is_the_same_however_the_body_is_cut(self, body: bytes, cuts: list[int]) -> None:
        marks = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
        hashed = BodyHash()
        for start, end in itertools.pairwise(marks):
            hashed.update(body[start:end])
            hashed = hashed.copy()
        assert hashed.digest() == hashlib.sha256(relaxed_body_by_hand(body)).digest()


class TestSigner:
    def test_tells_what_to_put_into_dns(self) -> None:
        assert RSA.record_name == "one._domainkey.k.example"
        assert RSA.record.startswith("v=DKIM1; k=rsa; p=MIIB")
        assert EDWARDS.record.startswith("v=DKIM1; k=ed25519; p=")

    @pytest.mark.parametrize("pem", [RSA_1024_PEM, X25519_PEM, b"", RSA_PEM[:-200]])
    def test_refuses_a_key_that_no_verifier_takes(self, pem: bytes) -> None:
        with pytest.raises(KeyNotFitError):
            Signer(pem, domain="k.example", selector="one")

    @pytest.mark.parametrize("name", ["", "a b", "a;b=c", "a\r\nX: y", "é.example", ".a", "a" * 64])
    def test_refuses_a_domain_or_selector_that_cannot_be_looked_up(self, name: str) -> None:
        with pytest.raises(NotADnsNameError):
            Signer(RSA_PEM, domain=name, selector="one")
        with pytest.raises(NotADnsNameError):
            Signer(RSA_PEM, domain="k.example", selector=name)


def relaxed_body_by_hand(body: bytes) -> bytes:
    """RFC 6376, 3.4.4, written down line by line."""
    lines = []
    for line in body.split(b"\r\n"):
        words = line.replace(b"\t", b" ").split(b" ")
        lead = b" " if line[:1] in (b" ", b"\t") else b""
        lines.append((lead + b" ".join(word for word in words if word)).rstrip(b" "))
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)
