"""A bounce counts only for a mail that we sent, and for the address we sent it to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bield.adapters.returned_mail import read_returned_mail
from bield.records.returned import Counted, Permanence, ReturnedKind
from bield.warn.returned import counted, from_verp

SAMPLES = Path(__file__).parent / "returned"
KIM = "kim@example.org"
MESSAGE_ID = "20261130.7f3a91c2@alerts.example.net"
RETURN_PATH = "bounces+kim=example.org@alerts.example.net"
SENT = {MESSAGE_ID: KIM, RETURN_PATH: KIM}


def count(sample: str, sent: dict[str, str] = SENT) -> tuple[Counted, ...]:
    return counted(read_returned_mail((SAMPLES / f"{sample}.eml").read_bytes()), sent_to=sent.get)


class TestWhatCounts:
    def test_a_bounce_of_our_mail_counts_by_its_message_id(self) -> None:
        (entry,) = count("postfix_no_user", {MESSAGE_ID: KIM})
        assert (entry.address, entry.trace) == (KIM, MESSAGE_ID)
        assert entry.kind is ReturnedKind.BOUNCE
        assert entry.fate.permanence is Permanence.PERMANENT

    def test_a_bounce_without_the_mail_counts_by_its_return_path(self) -> None:
        (entry,) = count("exim_delayed", {RETURN_PATH: KIM})
        assert (entry.address, entry.trace) == (KIM, RETURN_PATH)
        assert entry.kind is ReturnedKind.DELAY

    @pytest.mark.parametrize("sample", ["arf_redacted", "arf_hashed", "shortened_address"])
    def test_a_withheld_address_is_told_by_what_we_sent(self, sample: str) -> None:
        (entry,) = count(sample)
        assert entry.address == KIM

    def test_a_forwarded_mail_counts_for_the_address_we_wrote_to(self) -> None:
        (entry,) = count("postfix_forwarded")
        assert entry.address == KIM
        assert entry.fate.address == "k.smith@example.com"

    def test_of_several_recipients_only_ours_counts_and_as_what_became_of_it(self) -> None:
        (entry,) = count("postfix_two_recipients", {MESSAGE_ID: "lee@example.org"})
        assert entry.address == "lee@example.org"
        assert entry.kind is ReturnedKind.DELAY


class TestWhatDoesNot:
    def test_a_bounce_of_a_mail_we_never_sent(self) -> None:
        assert count("postfix_no_user", {}) == ()

    def test_a_bounce_that_names_others_beside_a_mail_of_ours(self) -> None:
        assert count("postfix_two_recipients", {MESSAGE_ID: "pat@example.org"}) == ()

    def test_a_forged_bounce_strikes_nobody_but_who_got_the_mail(self) -> None:
        """Who got a mail knows its Message-ID, and may name a neighbour in a bounce of it."""
        forged = (SAMPLES / "postfix_no_user.eml").read_text(encoding="utf-8")
        forged = forged.replace("rfc822; kim@example.org", "rfc822; neighbour@example.org")
        forged = forged.replace("rfc822;kim@example.org", "rfc822;neighbour@example.org")
        entries = counted(read_returned_mail(forged.encode()), sent_to=SENT.get)
        assert {entry.address for entry in entries} <= {KIM}

    def test_words_on_somebody_else(self) -> None:
        """Such as: «pat@… is no longer with us», which says nothing of whom we wrote to."""
        mail = (SAMPLES / "qmail_no_user.eml").read_text(encoding="utf-8")
        mail = mail.replace("<kim@example.org>:", "<pat@example.org>:")
        assert counted(read_returned_mail(mail.encode()), sent_to=SENT.get) == ()

    @pytest.mark.parametrize(
        "sample", ["away_left", "challenge_click", "read_receipt", "letter", "arf_auth_failure"]
    )
    def test_answers_by_machine_and_letters(self, sample: str) -> None:
        assert count(sample) == ()

    def test_a_field_injected_into_a_subject_is_no_field(self) -> None:
        mail = (SAMPLES / "letter.eml").read_bytes()
        mail = mail.replace(
            b"Subject: Re: Scam",
            b"Subject: =?utf-8?q?x=0D=0AX-Failed-Recipients:_kim=40example.org=0D=0A?= Scam",
        )
        assert read_returned_mail(mail).fates == ()
        assert counted(read_returned_mail(mail), sent_to=SENT.get) == ()


class TestReturnPaths:
    @pytest.mark.parametrize(
        ("path", "address"),
        [
            ("bounces+kim=example.org@alerts.example.net", "kim@example.org"),
            ("b+k.smith=mail.example.org@alerts.example.net", "k.smith@mail.example.org"),
            ("bounces@alerts.example.net", ""),
            ("bounces+4821@alerts.example.net", ""),
        ],
    )
    def test_name_the_recipient_where_they_are_made_so(self, path: str, address: str) -> None:
        assert from_verp(path) == address
