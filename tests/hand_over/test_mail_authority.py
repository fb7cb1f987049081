"""For who collects threatening mails: the mail itself, and no word of the person."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from hashlib import sha256

import pytest
from blackmail_case import CHAT, canaries_in, file_of, said_of

from bield.facts.routes import load_routes
from bield.hand_over.mail_authority import (
    MailChangedError,
    NoMailAuthorityError,
    collector,
    mail_authority,
)
from bield.hand_over.refusals import NothingToHandOverError
from bield.records import Country, Exhibit, Package

MAIL = b"From: x@bad.example\r\nTo: ann@home.example\r\nSubject: I know\r\n\r\nPay 900 USD.\r\n"
PICTURE = (
    b'Subject: you\r\nContent-Type: multipart/mixed; boundary="q"\r\n\r\n'
    b"--q\r\nContent-Type: text/plain\r\n\r\nlook\r\n"
    b"--q\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ\r\n"
    b"--q--\r\n"
)
MORE_THAN_WORDS = {
    "a picture": PICTURE,
    "a picture that says it is words": PICTURE.replace(b"image/jpeg", b"text/plain").replace(
        b"/9j/4AAQ", b"/9j/4AAQSkZJRgABAQ=="
    ),
    "a picture in the page": b"Subject: x\nContent-Type: text/html\n\n<img src='data:image/png;A'>",
    "a document": PICTURE.replace(b"image/jpeg", b"application/pdf"),
    "an old-fashioned attachment": MAIL + b"begin 644 me.jpg\r\nM_]C_X\r\n",
    "parts that only some readers find": MAIL + b"\r\n--q\r\nContent-type: IMAGE/png\r\n\r\niVBOR",
    "a part beside the parts": PICTURE.replace(
        b"--q\r\nContent-Type: image", b"--q--\r\nContent-Type: image"
    ),
    "parts in parts without end": b'Content-Type: multipart/mixed; boundary="q"\n\n--q\n' * 3000,
}


def exhibit(number: int, data: bytes, name: str = "threat.eml") -> Exhibit:
    digest = sha256(data).hexdigest()
    return replace(CHAT, number=number, name=name, what="a mail", sha256=digest, size=len(data))


def handed(
    *mails: bytes,
    country: Country = Country.SCOTLAND,
    name: str = "",
    looked_at: tuple[int, ...] = (),
) -> Package:
    numbered = dict(enumerate(mails, start=1))
    return mail_authority(
        [exhibit(number, data) for number, data in numbered.items()],
        numbered,
        collector(load_routes(), country),
        name=name,
        looked_at=looked_at,
    )


class TestTheReadyMail:
    def test_goes_to_the_uks_service_with_the_original_and_its_fingerprint(self) -> None:
        package = handed(MAIL)
        assert [file.name for file in package.files] == [
            "draft-1.eml",
            "exhibit-1.eml",
            "how-to-send.txt",
        ]
        found = message_from_bytes(package.files[0].data, policy=policy.default)
        assert (found["To"], found["X-Unsent"]) == ("report@phishing.gov.uk", "1")
        body = found.get_body()
        assert body is not None
        text = body.get_content()
        assert "blackmail" in text
        assert f"SHA-256: {sha256(MAIL).hexdigest()}" in text
        assert MAIL in package.files[0].data
        assert package.files[1].data == MAIL

    def test_is_made_for_each_mail_and_says_which(self) -> None:
        package = handed(MAIL, MAIL + b"again\r\n")
        assert [f.name for f in package.files if f.name.startswith("draft")] == [
            "draft-1.eml",
            "draft-2.eml",
        ]
        assert package.holds[0] == "The mail as it came, not a byte changed (exhibit 1, 2)."

    def test_says_so_where_a_mail_had_to_be_attached_as_a_file(self) -> None:
        broken = MAIL + b"x" * 2000
        package = handed(MAIL, broken)
        assert any(s.startswith("Exhibit 2 is attached as a file") for s in package.holds)
        assert not any(s.startswith("Exhibit 1 is attached as a file") for s in package.holds)
        (attached,) = message_from_bytes(
            package.files[2].data, policy=policy.default
        ).iter_attachments()
        assert attached.get_content() == broken

    def test_leaves_out_the_name_of_who_does_not_want_it_in_and_tells_what_the_mail_holds(
        self,
    ) -> None:
        package = handed(MAIL)
        assert any(
            "If they wrote your name, a password or a number, that goes too." in s
            for s in package.holds
        )
        assert any(s.startswith("Your name, beside what stands") for s in package.leaves_out)
        assert b"Ann P." in handed(MAIL, name="Ann P.").files[0].data

    def test_holds_no_word_of_the_case(self) -> None:
        package = handed(MAIL)
        assert canaries_in(package) == []


class TestHowToSendIt:
    def test_is_told_for_outlook_for_others_and_as_a_link(self) -> None:
        told = file_of(handed(MAIL), "how-to-send.txt")
        assert "Outlook for Windows opens it" in told
        assert (
            "write a new mail to report@phishing.gov.uk instead, and attach exhibit-1.eml" in told
        )
        assert "\nmailto:report@phishing.gov.uk?subject=Blackmail%20by%20e-mail" in told
        assert "It may come back to you as spam" in told

    def test_says_what_not_to_add(self) -> None:
        told = file_of(handed(MAIL), "how-to-send.txt")
        _, _, not_to_add = told.partition("What not to add\n")
        assert "A nude or a private picture, of anybody." in not_to_add
        assert "your name: they do not need" in not_to_add

    @pytest.mark.parametrize(
        ("country", "address"),
        [
            (Country.NORTHERN_IRELAND, "report@phishing.gov.uk"),
            (Country.UNITED_STATES, "reportphishing@apwg.org"),
            (Country.CANADA, "spam@fightspam.gc.ca"),
        ],
    )
    def test_is_by_mail_where_an_address_is_known(self, country: Country, address: str) -> None:
        assert f"To: {address}".encode() in handed(MAIL, country=country).files[0].data

    @pytest.mark.parametrize(
        ("country", "form"),
        [
            (Country.AUSTRALIA, "https://scamwatch.gov.au/reportascam"),
            (Country.NEW_ZEALAND, "https://www.ownyouronline.govt.nz/"),
        ],
    )
    def test_is_by_form_where_only_that_is_known(self, country: Country, form: str) -> None:
        package = handed(MAIL, country=country)
        assert [file.name for file in package.files] == ["exhibit-1.eml", "how-to-send.txt"]
        assert form in package.next_steps[0]
        assert "SHA-256" in file_of(package, "how-to-send.txt")

    def test_is_the_police_in_ireland(self) -> None:
        with pytest.raises(NoMailAuthorityError, match="Gardaí"):
            handed(MAIL, country=Country.IRELAND)

    @pytest.mark.parametrize("country", [Country.INDIA, Country.ELSEWHERE, Country.UNKNOWN])
    def test_is_nobody_where_nobody_is_known(self, country: Country) -> None:
        with pytest.raises(NoMailAuthorityError, match=r"Nobody is known there.*police"):
            handed(MAIL, country=country)


class TestAMailWithMoreThanWords:
    @pytest.mark.parametrize("data", MORE_THAN_WORDS.values(), ids=MORE_THAN_WORDS)
    def test_is_left_out_by_name(self, data: bytes) -> None:
        package = handed(MAIL, data)
        assert all(data not in file.data for file in package.files)
        assert any(s.startswith("Exhibit 2: there is more than words") for s in package.leaves_out)

    def test_is_taken_in_where_the_person_looked(self) -> None:
        package = handed(PICTURE, looked_at=(1,))
        assert PICTURE in package.files[0].data

    def test_alone_gives_nothing_to_hand_over(self) -> None:
        with pytest.raises(NothingToHandOverError, match="Exhibit 1: there is more than words"):
            handed(PICTURE)

    def test_of_outlook_keeps_its_kind(self) -> None:
        data = b"\xd0\xcf\x11\xe0" + bytes(100)
        route = collector(load_routes(), Country.WALES)
        package = mail_authority([exhibit(3, data, "x.MSG")], {3: data}, route, looked_at=[3])
        assert package.files[1].name == "exhibit-3.msg"


class TestARefusal:
    def test_of_a_record_without_a_mail_says_how_to_add_one(self) -> None:
        with pytest.raises(NothingToHandOverError, match=r"holds no mail.*bield record add"):
            handed()

    def test_of_a_mail_that_is_not_the_records(self) -> None:
        route = collector(load_routes(), Country.SCOTLAND)
        for exhibits in ([], [exhibit(1, b"another")]):
            with pytest.raises(MailChangedError, match="Exhibit 1 is not the mail"):
                mail_authority(exhibits, {1: MAIL}, route)

    def test_never_asks_for_money_or_a_picture(self) -> None:
        said = said_of(handed(MAIL)).lower()
        assert "pay" not in said
        assert "tell the police too, and keep the mail" in said
