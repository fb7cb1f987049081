"""For a platform: who does it there and where, in its terms, and never a picture."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from blackmail_case import CASE, CHAT, OFFENDER, canaries_in, file_of, said_of, text_of

from bield.facts import load_catalogue
from bield.facts.routes import load_routes
from bield.hand_over.platform import platform
from bield.hand_over.refusals import NothingToHandOverError
from bield.hand_over.removal import Published
from bield.records import (
    Age,
    Country,
    DetailKind,
    Exhibit,
    Offender,
    OffenderDetail,
    Package,
    Words,
)

PLATFORMS = sorted(load_catalogue().platforms.keys() - {"skype"})
POST = "https://www.instagram.com/p/Cxyz/"


def report(
    on: str = "instagram",
    *,
    offender: Offender = OFFENDER,
    exhibits: tuple[Exhibit, ...] = CASE.exhibits,
    age: Age = Age.ADULT,
    age_in_picture: Age = Age.UNKNOWN,
    country: Country = Country.SCOTLAND,
    published: Published | None = None,
) -> Package:
    return platform(
        offender,
        exhibits,
        load_catalogue().platforms[on],
        load_routes(),
        root=CASE.root,
        age=age,
        age_in_picture=age_in_picture,
        country=country,
        published=published or Published(),
    )


def removal(on: str = "instagram", **fields: str) -> str:
    published = Published(places=(POST,), **fields)
    package = report(on, country=Country.UNITED_STATES, published=published)
    return file_of(package, f"removal-request-{on}.txt")


def one(kind: DetailKind, value: str, where: str = "", words: Words = Words.OWN) -> Offender:
    return Offender(
        details=(OffenderDetail(kind=kind, value=value, where=where, words=words, entry=1),)
    )


class TestTheReport:
    def test_names_the_account_in_the_platforms_terms_with_when_it_was_seen(self) -> None:
        text = file_of(report(), "report-instagram.txt")
        assert text.startswith("REPORT: BLACKMAIL WITH PRIVATE PICTURES, ON INSTAGRAM\n")
        here, _, rest = text.partition("Also used by them")
        assert "- User name: lily_93 – seen 20 November 2026, 21:05 (time zone not known)\n" in here
        assert f"- Link to the post or the profile: {POST}\n" in here
        assert "- E-mail address: lily@mail.example\n" in rest
        assert "Please keep what you hold on them" in rest

    def test_calls_things_as_each_platform_does(self) -> None:
        whatsapp = file_of(report("whatsapp"), "report-whatsapp.txt")
        assert "- Telephone number: +44 7700 900123" in whatsapp
        telegram = report("telegram", offender=one(DetailKind.LINK, "t.me/lily"))
        text = file_of(telegram, "report-telegram.txt")
        assert "- Link to the message, the channel or the profile: t.me/lily" in text

    @pytest.mark.parametrize("on", PLATFORMS)
    def test_can_be_made_for_every_platform(self, on: str) -> None:
        name = load_catalogue().platforms[on].name
        package = report(on, offender=one(DetailKind.ACCOUNT, "lily", where=name))
        text = text_of(package)
        assert f"Who does it, on {name}" in text
        assert ": lily\n" in text
        assert "Also used by them" not in text
        assert any("Report" in step or "report" in step for step in package.next_steps)

    @pytest.mark.parametrize(
        ("said", "on"),
        [
            ("insta", "instagram"), ("Instagram DM", "instagram"), ("FB", "facebook"),
            ("Messenger", "facebook"), ("X", "x"), ("Twitter", "x"), ("WA", "whatsapp"),
            ("tik tok", "tiktok"), ("Tinder", "dating_app"), ("YouTube", "google"),
            ("Snap", "snapchat"), ("a forum", "other"),
        ],
    )  # fmt: skip
    def test_knows_a_platform_by_what_people_call_it(self, said: str, on: str) -> None:
        package = report(on, offender=one(DetailKind.ACCOUNT, "lily", where=said))
        assert "Who does it, on" in text_of(package)

    @pytest.mark.parametrize(
        ("link", "on"),
        [
            ("https://m.facebook.com/x", "facebook"), ("https://x.com/a/status/1", "x"),
            ("HTTPS://T.ME/lily", "telegram"), ("discord.gg/abc", "discord"),
            ("https://example.org/x.com", "other"), ("https://notx.com/", "other"),
        ],
    )  # fmt: skip
    def test_knows_a_link_by_its_site_and_by_nothing_else_in_it(self, link: str, on: str) -> None:
        offender = one(DetailKind.LINK, link)
        text = text_of(report(on, offender=offender))
        assert f": {link}\n" in text
        for other in load_routes().platforms.keys() - {on}:
            if on != "other":
                with pytest.raises(NothingToHandOverError):
                    report(other, offender=offender)

    def test_leaves_out_what_they_use_elsewhere_and_where_money_goes(self) -> None:
        package = report()
        text = text_of(package)
        for left in ("+44 7700 900123", "bc1qwallet", "1234567890", "250.00", "JOHN DOE"):
            assert left not in text
        assert "What they use on other apps and sites than Instagram (1)." in package.leaves_out

    def test_hides_nothing_in_what_they_call_themselves(self) -> None:
        offender = one(DetailKind.ACCOUNT, "li\u202ely\n- User name: other", where="Instagram")
        text = text_of(report(offender=offender))
        assert "- User name: li\\u202ely\\u000a- User name: other\n" in text

    def test_says_where_a_program_read_it(self) -> None:
        offender = one(DetailKind.ACCOUNT, "l1ly", where="Instagram", words=Words.OCR)
        assert "l1ly – read by a program, so it may have errors" in text_of(
            report(offender=offender)
        )

    @pytest.mark.parametrize("age", [Age.UNDER_13, Age.FROM_13_TO_17])
    def test_says_that_they_are_under_18_and_not_how_old(self, age: Age) -> None:
        package = report(age=age)
        assert "IS UNDER 18." in text_of(package)
        assert age.value not in text_of(package).replace("under 18", "")
        assert any("under 18" in sentence for sentence in package.holds)
        assert "UNDER 18" not in text_of(report(age=Age.ADULT))


class TestTheListOfProof:
    def test_has_numbers_names_and_fingerprints_and_no_content(self) -> None:
        proof = file_of(report(), "proof-instagram.txt")
        assert "Exhibit 1: «chat.txt»\nSHA-256: " + "a" * 64 in proof
        assert f"Root of the seal: {CASE.root}" in proof
        assert "Nothing of it is attached here." in proof
        assert CHAT.sha512 not in proof

    def test_writes_out_what_a_name_hides(self) -> None:
        package = report(exhibits=(replace(CHAT, name="a\u202etxt.exe"),))
        assert "«a\\u202etxt.exe»" in text_of(package)


class TestTheRequestForRemoval:
    def test_has_all_that_the_law_asks(self) -> None:
        text = removal()
        assert "under the TAKE IT DOWN Act of the United States (47 U.S.C. 223a)" in text
        assert f"is published at:\n- {POST}\n" in text
        assert "I believe in good faith that what is named above was published without" in text
        assert re.search(r"^E-mail address or telephone number: _+$", text, re.M)
        assert re.search(r"^Signature \(on paper, or your name typed in full\): _+$", text, re.M)
        assert "not later than 48 hours after you get this request" in text
        assert "every identical copy that you know of" in text

    def test_lets_somebody_sign_for_them(self) -> None:
        assert "[ ] I am the person in it." in removal()
        assert "[ ] I may act for that person, because: _" in removal()

    def test_is_filled_in_for_who_wants_that_but_for_the_signature(self) -> None:
        text = removal(name="Ann P.", contact="ann@example.org")
        assert "\nName: Ann P.\nE-mail address or telephone number: ann@example.org\n" in text
        assert re.search(r"^Signature [^:]*: _+$", text, re.M)

    def test_names_the_form_of_a_platform_that_has_one_and_who_takes_complaints(self) -> None:
        place = ("https://x.com/a/status/1",)
        package = report("x", country=Country.UNITED_STATES, published=Published(places=place))
        said = said_of(package)
        assert "https://help.x.com/forms/safety-and-sensitive-content/take-it-down" in said
        assert "https://takeitdown.ftc.gov/" in said
        assert "Write down the day and the hour" in said
        place = ("https://discord.com/channels/1/2/3",)
        package = report(
            "discord", country=Country.UNITED_STATES, published=Published(places=place)
        )
        assert "The legal name of the person in the picture." in said_of(package)

    def test_is_only_made_where_a_picture_was_published(self) -> None:
        names = [file.name for file in report(country=Country.UNITED_STATES).files]
        assert names == ["report-instagram.txt", "proof-instagram.txt"]

    def test_is_only_made_where_the_law_holds(self) -> None:
        package = report(country=Country.SCOTLAND, published=Published(places=(POST,)))
        assert [file.name for file in package.files] == [
            "report-instagram.txt",
            "proof-instagram.txt",
        ]
        assert f"published, without consent, at\n- {POST}" in text_of(package)
        assert "48 hours" not in said_of(package) + text_of(package)

    def test_names_no_place_on_another_platform(self) -> None:
        published = Published(places=(POST, "https://x.com/a/status/1", "our class's group"))
        text = text_of(report(country=Country.UNITED_STATES, published=published))
        assert "x.com" not in text
        assert "- our class's group\n" in text


class TestPictures:
    def test_are_never_sent_nor_asked_for(self) -> None:
        package = report(country=Country.UNITED_STATES, published=Published(places=(POST,)))
        assert all(file.name.endswith(".txt") for file in package.files)
        assert "Send no picture to anybody, even if they ask for one. A link is enough." in (
            package.next_steps
        )

    def test_of_somebody_under_18_are_for_those_who_may_act(self) -> None:
        said = said_of(report(age=Age.FROM_13_TO_17))
        assert "do not look for it, open it or pass it on" in said
        assert "Report Remove: https://www.childline.org.uk/" in said
        assert "Take It Down: https://takeitdown.ncmec.org/" in said
        assert "StopNCII" not in said

    def test_of_an_adult_are_for_others(self) -> None:
        said = said_of(report(age=Age.ADULT, age_in_picture=Age.ADULT))
        assert "StopNCII.org: https://stopncii.org/" in said
        assert "Report Remove" not in said

    def test_of_an_adult_when_they_were_under_18_are_for_take_it_down(self) -> None:
        said = said_of(report(age=Age.ADULT, age_in_picture=Age.FROM_13_TO_17))
        assert "Take It Down: https://takeitdown.ncmec.org/" in said
        assert "StopNCII" not in said


class TestWhatIsLeftOut:
    @pytest.mark.parametrize("on", PLATFORMS)
    def test_is_all_of_the_person(self, on: str) -> None:
        package = report(on, country=Country.UNITED_STATES, published=Published(places=("a page",)))
        assert canaries_in(package) == []


class TestNothingToReport:
    def test_says_how_to_add_what_is_known(self) -> None:
        with pytest.raises(NothingToHandOverError, match=r"no account.*on Discord.*--where"):
            report("discord", offender=one(DetailKind.ACCOUNT, "lily", where="Instagram"))

    def test_sends_nobody_to_a_platform_that_is_closed(self) -> None:
        with pytest.raises(NothingToHandOverError, match=r"Skype is closed.*police"):
            report("skype", offender=one(DetailKind.ACCOUNT, "lily", where="Skype"))
