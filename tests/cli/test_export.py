"""What is handed over of a sealed record, by command: who gets what, and what nobody gets."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from test_record_commands import bield

if TYPE_CHECKING:
    from typer.testing import Result

MAIL = (
    b"From: hacker <x@evil.example>\r\nTo: ada@example.org\r\nSubject: I know your password\r\n"
    b"Date: Fri, 20 Nov 2026 21:05:00 +0000\r\n\r\n"
    b"I recorded you. Send $1450 in bitcoin to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m within 48 "
    b"hours or I send the video to all your contacts.\r\n"
)
WALLET = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
NAME, STORY, FROM = "Ada Canaria", "I cried all night and told nobody", "sort code 00-11-22"
VICTIM = (NAME, STORY, FROM, "07700 900123")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("once")
    case = made / "case"
    (made / "threat.eml").write_bytes(MAIL)
    for command in (
        ("new", case),
        ("add", case, made / "threat.eml", "--how", "saved from my mail program"),
        ("person", case, "--name", NAME, "--contact", "07700 900123", "--country", "scotland"),
        ("detail", case, "account", "jess_1999", "--where", "Instagram", "--text", STORY),
        ("note", case, STORY),
        (
            *("payment", case, "western_union", "--amount", "250", "--currency", "GBP"),
            *("--to", "John Doe", "--reference", "1234567890", "--from-account", FROM, "--gone"),
        ),
        ("exists", case, "A picture, on my phone"),
        ("seal", case, made / "case.tar"),
    ):
        result = bield("record", *command)
        assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def sealed(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(once / "case.tar", tmp_path / "case.tar"))


def export(sealed: Path, *arguments: str | Path) -> Result:
    return bield("record", "export", sealed, *arguments)


def made(sealed: Path, who: str, *more: str) -> Path:
    result = export(sealed, sealed.parent / "out", "--to", who, *more)
    assert result.exit_code == 0, result.output
    return sealed.parent / "out" / who


def words_in(folder: Path) -> str:
    """All that can be read in a package, but for the sealed record that lies beside."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                found += [page.get_textpage().get_text_bounded() for page in document]
        elif path.suffix != ".tar":
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


class TestTheList:
    def test_says_what_can_be_made_and_for_whom(self, sealed: Path) -> None:
        listed = json.loads(export(sealed, "--json").stdout)
        ids = {offer["id"] for offer in listed["offers"]}
        assert {
            "police-scotland",
            "mail",
            "platform-instagram",
            "payment-western_union",
            "work",
            "school",
            "analysts",
        } <= ids
        assert all(offer["holds"] and offer["leaves_out"] for offer in listed["offers"])

    def test_writes_nothing(self, sealed: Path) -> None:
        assert export(sealed).exit_code == 0
        assert [path.name for path in sealed.parent.iterdir()] == ["case.tar"]


class TestAPackage:
    def test_says_what_it_holds_and_leaves_out_before_it_is_made(self, sealed: Path) -> None:
        told = export(sealed, sealed.parent / "out", "--to", "analysts").stdout
        assert told.index("It holds:") < told.index("It leaves out:") < told.index("stix.json")

    def test_for_the_police_is_a_statement_with_the_sealed_file_and_the_verifier(
        self, sealed: Path
    ) -> None:
        folder = made(sealed, "police-scotland")
        assert (folder / "case.tar").read_bytes() == sealed.read_bytes()
        names = {path.name for path in folder.iterdir()}
        assert {"statement.pdf", "for-the-form.txt", "verify_record.py"} <= names
        told = " ".join(words_in(folder).split())
        for said in (NAME, STORY, "jess_1999", WALLET, "1234567890", "John Doe"):
            assert said in told, said
        answers = (folder / "for-the-form.txt").read_text()
        assert "(MTCN) and other references: 1234567890" in answers
        root = json.loads(bield("record", "verify", sealed, "--json").stdout)["root"]
        assert root in told.replace(" ", "")

    def test_for_the_mail_authority_holds_the_mail_byte_for_byte(self, sealed: Path) -> None:
        folder = made(sealed, "mail")
        assert (folder / "exhibit-1.eml").read_bytes() == MAIL
        assert MAIL in (folder / "draft-1.eml").read_bytes()

    @pytest.mark.parametrize("who", ["analysts", "platform-instagram", "work", "school", "mail"])
    def test_holds_nothing_that_is_the_persons_own(self, sealed: Path, who: str) -> None:
        told = words_in(made(sealed, who))
        for canary in VICTIM:
            assert canary not in told, canary

    def test_for_a_payment_has_its_reference_and_no_story(self, sealed: Path) -> None:
        told = words_in(made(sealed, "payment-western_union"))
        for said in ("1234567890", "250 GBP", "John Doe", FROM, NAME):
            assert said in told, said
        assert STORY not in told
        assert "jess_1999" not in told

    def test_is_the_same_bytes_when_made_again(self, sealed: Path) -> None:
        for who in ("police-scotland", "analysts", "mail"):
            folder = made(sealed, who)
            before = {path.name: path.read_bytes() for path in folder.iterdir()}
            shutil.rmtree(folder)
            after = {path.name: path.read_bytes() for path in made(sealed, who).iterdir()}
            assert before == after

    def test_is_made_from_a_locked_record_for_who_has_the_key_and_stays_locked_in_it(
        self, once: Path, tmp_path: Path
    ) -> None:
        key, locked = tmp_path / "unit.key", tmp_path / "case.age"
        bield("keys", "new", key)
        bield("keys", "show", key, "--out", tmp_path / "unit.pub")
        bield("record", "seal", once / "case", locked, "--to", tmp_path / "unit.pub")
        assert export(locked, tmp_path / "out", "--to", "police-scotland").exit_code == 2
        folder = made(locked, "police-scotland", "--key", str(key))
        assert (folder / "case.age").read_bytes() == locked.read_bytes()


class TestARefusal:
    def test_names_what_there_is_instead_of_what_there_is_not(self, sealed: Path) -> None:
        result = export(sealed, sealed.parent / "out", "--to", "police-atlantis")
        assert result.exit_code == 2
        assert "police-scotland" in result.output
        assert not (sealed.parent / "out").exists()

    def test_makes_nothing_of_a_record_that_was_changed(self, sealed: Path) -> None:
        data = bytearray(sealed.read_bytes())
        data[data.index(b"I recorded you")] ^= 1
        sealed.write_bytes(data)
        result = export(sealed, sealed.parent / "out", "--to", "analysts")
        assert result.exit_code == 1
        assert "not as it was sealed" in result.output
        assert not (sealed.parent / "out").exists()

    def test_writes_over_nothing(self, sealed: Path) -> None:
        folder = made(sealed, "work")
        (folder / "for-your-employer.txt").write_text("mine")
        assert export(sealed, sealed.parent / "out", "--to", "work").exit_code == 2
        assert (folder / "for-your-employer.txt").read_text() == "mine"

    @pytest.mark.parametrize("what", ["empty", "text", "zip", "folder", "nothing"])
    def test_of_what_is_no_record_is_a_sentence(self, what: str, tmp_path: Path) -> None:
        given = tmp_path / "given"
        if what == "zip":
            with zipfile.ZipFile(given, "w") as archive:
                archive.writestr("a.txt", "x")
        elif what == "folder":
            given.mkdir()
        elif what != "nothing":
            given.write_bytes(b"" if what == "empty" else b"hello")
        result = export(given)
        assert result.exit_code == 2, result.output
        assert "Traceback" not in result.output
        assert isinstance(result.exception, SystemExit)

    @pytest.mark.parametrize("wrong", [("--tlp", "purple"), ("--picture-age", "12")])
    def test_of_a_choice_that_is_none_says_which_there_are(
        self, sealed: Path, wrong: tuple[str, str]
    ) -> None:
        result = export(sealed, *wrong)
        assert result.exit_code == 2
        assert "none of these" in result.output
