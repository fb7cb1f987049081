"""Handing a record over on the site: told before it is made, then one file."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from keeping_proof import MAIL, STORY, Keeping, file, whole
from visitor import text_of

from bield.records import MadeFile
from bield_site.operations.handing import _packed

if TYPE_CHECKING:
    from django.http import HttpResponse

SECRETS = (STORY, "Isla Reid", "07700 900123")


@pytest.fixture(scope="module")
def person() -> Keeping:
    return whole()


def offers(page: HttpResponse) -> dict[str, str]:
    """What can be chosen on a page: what it is called → its title."""
    found = re.findall(r'name="to" value="([^"]+)"[^>]*>([^<]*)<', page.content.decode())
    return {name: unescape(title).strip() for name, title in found}


def made(person: Keeping, to: str, **answers: object) -> tuple[str, bytes]:
    """What is saved when a package is made: its name and bytes."""
    response = person.ask("/notes/given", carried=person.carried, to=to, **answers)
    assert response.status_code == 200, text_of(response)
    found = re.fullmatch(r'attachment; filename="([^"]+)"', response["Content-Disposition"])
    assert found
    return found[1], response.content


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


class TestWhom:
    def test_are_those_whom_the_record_is_for_and_no_analysts(self, person: Keeping) -> None:
        found = offers(person.send("give"))
        assert {"police-scotland", "payment-western_union", "platform-instagram", "mail"} < set(
            found
        )
        assert {"work", "school"} < set(found)
        assert not any("analyst" in name for name in found)

    def test_says_what_to_add_for_the_others(self) -> None:
        someone = Keeping()
        someone.add("words", text=STORY)
        text = text_of(someone.send("give"))
        assert "add your country" in text
        assert "add what was sent, and how" in text
        assert "add their name there" in text
        assert "bield record" not in text

    def test_name_no_command_of_the_command_line(self, person: Keeping) -> None:
        for name in offers(person.send("give")):
            text = text_of(person.send("give", to=name, told="yes"))
            assert "bield record" not in text
            assert " --" not in text


class TestOffer:
    def test_is_told_with_what_it_holds_and_leaves_out_before_it_is_made(
        self, person: Keeping
    ) -> None:
        for name in offers(person.send("give")):
            page = person.send("give", to=name, told="yes")
            text = text_of(page)
            holds, leaves = text.index("What is in it"), text.index("What is left out")
            assert holds < leaves < text.index("Make the file")
            assert page.content.decode().count("<li>") > 3

    def test_asks_first_what_only_the_person_knows(self, person: Keeping) -> None:
        asked = text_of(person.send("give", to="platform-instagram"))
        assert "Has a picture been posted? Where?" in asked
        assert "Do not look for it" in asked
        link = "https://www.instagram.com/p/abc"
        page = person.send("give", to="platform-instagram", told="yes", links=link)
        assert "Where a picture was published (1)" in text_of(page)
        assert f'name="links" value="{link}"' in page.content.decode()
        assert (
            link
            in unzipped(made(person, "platform-instagram", links=link)[1])[
                "report-instagram.txt"
            ].decode()
        )

    def test_of_one_that_is_not_there_shows_whom_there_is(self, person: Keeping) -> None:
        for name in ("police-mars", "analysts"):
            page = person.send("give", to=name, told="yes")
            assert "Who do you want to give it to?" in text_of(page)
            page = person.ask("/notes/given", carried=person.carried, to=name)
            assert page.status_code == 422
            assert "Your file itself is fine" in text_of(page)

    def test_makes_links_of_addresses_and_sends_no_referrer(self, person: Keeping) -> None:
        html = person.send("give", to="police-scotland").content.decode()
        assert re.search(r'<a class="govuk-link" href="https://[^"]+" rel="noreferrer">', html)


class TestMaking:
    def test_for_the_police_gives_the_statement_the_record_and_its_verifier(
        self, person: Keeping
    ) -> None:
        name, data = made(person, "police-scotland")
        assert name == "papers.zip"
        files = unzipped(data)
        assert files["notes.tar"] == person.tar
        assert b"def main" in files["verify_record.py"]
        statement = pypdfium2.PdfDocument(files["statement.pdf"])
        text = " ".join(page.get_textpage().get_text_range() for page in statement)
        for said in (*SECRETS, "@emily_r.02", "1234567890"):
            assert said in " ".join(text.split()), said

    def test_for_others_leaves_the_story_and_the_name_out(self, person: Keeping) -> None:
        for to in ("platform-instagram", "mail", "work", "school"):
            for name, data in unzipped_or_itself(*made(person, to)).items():
                for secret in SECRETS:
                    assert secret.encode() not in data, (to, name)

    def test_for_those_who_collect_mails_gives_the_mail_byte_for_byte(
        self, person: Keeping
    ) -> None:
        files = unzipped(made(person, "mail")[1])
        assert MAIL in files.values()

    def test_for_a_school_gives_one_page_as_itself(self, person: Keeping) -> None:
        name, data = made(person, "school", theirs=["mail", "people"], police="yes")
        assert name == "for-the-school.txt"
        assert b"An e-mail address of yours." in data
        assert b"The police have been told." in data

    def test_gives_the_same_bytes_again(self, person: Keeping) -> None:
        for to in ("police-scotland", "payment-western_union"):
            assert made(person, to) == made(person, to)

    def test_asks_of_a_mail_with_a_file_in_it_whether_somebody_looked(self) -> None:
        someone = Keeping()
        with_file = MAIL.replace(b"\n\n", b"\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            b"boundary=b\n\n--b\n\nPay 900 USD\n--b\nContent-Type: application/pdf\n\n%PDF-1.4\n"
            b"--b--\n\n", 1)  # fmt: skip
        assert "Not added" not in text_of(someone.bring(file("a.eml", with_file)))
        someone.add("me", country="scotland")
        page = someone.send("give", to="mail")
        assert "In which is no private picture?" in text_of(page)
        found = re.search(r'name="looked"[^>]*value="(\d+)"', page.content.decode())
        assert found
        page = someone.send("give", to="mail", told="yes", looked=found[1])
        assert "The mail as it came" in text_of(page)


class TestPacking:
    def test_tells_no_day(self) -> None:
        with zipfile.ZipFile(io.BytesIO(_packed([MadeFile("a.txt", b"a")]))) as archive:
            (info,) = archive.infolist()
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.compress_type == zipfile.ZIP_STORED


def unzipped_or_itself(name: str, data: bytes) -> dict[str, bytes]:
    return unzipped(data) if name.endswith(".zip") else {name: data}
