"""What `bield keep` makes at its end: the sealed file, and what each gets of it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_keep_command import MAIL, answers, keep, notes, picture
from test_record_commands import bield

from bield.cli.guided import words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["notes"]
SEAL_IT = ["", "1"]
"""Nothing is wrong, and it is to be sealed."""


def given(folder: Path, *after: str, story: Sequence[str] = ("It happened.",)) -> str:
    who = ["1", "@emily_r.02", "Instagram"]
    result = keep(folder, answers(story=story, who=who, after=after))
    assert result.exit_code == 0, result.output
    return result.stdout


def number_of(said: str, title: str) -> str:
    """The number with which something is chosen."""
    found = re.search(rf"^ +(\d+)  {title}", said, re.MULTILINE)
    assert found is not None, said
    return found[1]


class TestTheSeal:
    def test_is_left_out_where_the_question_is_left(self, notes: Path) -> None:
        said = given(notes, "", "")
        assert words.SEAL_NOT in said
        assert [path.name for path in notes.parent.iterdir()] == ["notes"]

    def test_is_one_file_that_verifies_by_the_number_that_is_shown(self, notes: Path) -> None:
        said = " ".join(given(notes, *SEAL_IT).split())
        root = re.search(r"number of this file is (\w{4} \w{4})\.", said)
        assert root is not None
        sealed = notes.with_name("notes.tar")
        number = root[1].replace(" ", "")
        assert bield("record", "verify", sealed, "--root", number).exit_code == 0

    def test_never_takes_the_place_of_an_earlier_one(self, notes: Path) -> None:
        given(notes, *SEAL_IT)
        before = notes.with_name("notes.tar").read_bytes()
        keep(notes, answers(pictures=None, story=["More."], after=SEAL_IT))
        assert notes.with_name("notes.tar").read_bytes() == before
        assert bield("record", "verify", notes.with_name("notes-2.tar")).exit_code == 0

    def test_is_locked_with_words_that_must_be_typed_again(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("pyrage", reason="what locks is not installed: bield[keep]")
        from bield.adapters.age_files import NotForThisKeyError, unlock_with_words

        def unlock(data: bytes, typed: str) -> bytes:
            if typed == "not the words":  # a try takes seconds, on purpose
                raise NotForThisKeyError("It does not open")
            return unlock_with_words(data, typed)

        chosen = ["flint", "bounce", "worth", "lantern", "salad"]
        monkeypatch.setattr("bield.adapters.locked.new_words", lambda _: chosen)
        monkeypatch.setattr("bield.cli.unlocking.unlock_with_words", unlock)
        said = given(notes, "", "2", "not the words", " ".join(chosen), "")
        assert re.findall(r"^ +\d  ([a-z]+)$", said, re.MULTILINE) == chosen
        assert said.index("It does not open") < said.index(words.GIVE)
        assert b"It happened." not in notes.with_name("notes.age").read_bytes()
        told = " ".join(said.split())
        assert words.FOLDER_STAYS_OPEN.format(path=notes) in told, "the folder is not locked"

    def test_that_fails_is_said_and_leaves_what_was_kept(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("bield.cli.sealing.pour", full)
        result = keep(notes, answers(story=["It happened."], after=SEAL_IT))
        assert result.exit_code == 3
        assert "It could not be sealed: No space left on device" in result.stdout
        assert not notes.with_name("notes.tar").exists()


class TestWhoGetsWhat:
    def test_is_what_export_lists(self, notes: Path) -> None:
        said = " ".join(given(notes, *SEAL_IT).split())
        listed = bield("record", "export", notes.with_name("notes.tar"), "--json").stdout
        offers = json.loads(listed)["offers"]
        assert len(offers) >= 3
        shown = said[said.index(words.GIVE) :]
        assert all(offer["title"] in shown for offer in offers)

    def test_is_made_as_export_makes_it_after_what_is_in_it_was_shown(self, notes: Path) -> None:
        number = number_of(given(notes.with_name("first"), *SEAL_IT), "One page for your employer")
        said = given(notes, *SEAL_IT, number, "1", "")
        assert said.index(words.HOLDS) < said.index(words.LEAVES_OUT) < said.index(words.MAKE)
        assert said.index(words.MAKE) < said.index("for-your-employer.txt")
        made = notes.with_name("notes-papers") / "work"
        out = notes.with_name("out")
        sealed = notes.with_name("notes.tar")
        assert bield("record", "export", sealed, out, "--to", "work", "--yes").exit_code == 0
        assert {path.name: path.read_bytes() for path in made.iterdir()} == {
            path.name: path.read_bytes() for path in (out / "work").iterdir()
        }

    def test_is_not_made_unless_they_agree(self, notes: Path) -> None:
        said = given(notes, *SEAL_IT, "1 2", "", "no", "")
        assert said.count(words.NOT_MADE) == 2
        assert not notes.with_name("notes-papers").exists()

    def test_for_the_police_has_the_sealed_file_and_the_statement(self, notes: Path) -> None:
        pytest.importorskip("typst", reason="what prints is not installed: bield[keep]")
        given(notes, *SEAL_IT, "1", "1", "")
        (folder,) = notes.with_name("notes-papers").iterdir()
        assert {"statement.pdf", "verify_record.py", "notes.tar"} <= {
            path.name for path in folder.iterdir()
        }
        assert (folder / "notes.tar").read_bytes() == notes.with_name("notes.tar").read_bytes()

    def test_where_nothing_prints_the_others_are_made_all_the_same(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "typst", None)
        number = number_of(given(notes.with_name("first"), *SEAL_IT), "One page for the school")
        said = given(notes, *SEAL_IT, f"1 {number}", "1", "1", "")
        assert "pip install" in said
        assert [path.name for path in notes.with_name("notes-papers").iterdir()] == ["school"]

    def test_names_where_a_picture_was_posted_where_they_say_so(self, notes: Path) -> None:
        number = number_of(given(notes.with_name("first"), *SEAL_IT), "Instagram")
        link = "https://www.instagram.com/p/abc"
        given(notes, *SEAL_IT, number, link, "1", "")
        (folder,) = notes.with_name("notes-papers").iterdir()
        assert link in "".join(path.read_text() for path in folder.iterdir())

    def test_has_no_mail_with_a_picture_until_they_looked(
        self, notes: Path, tmp_path: Path
    ) -> None:
        from email.message import EmailMessage

        mail = EmailMessage()
        mail["From"], mail["Subject"] = "x@evil.example", "Pay"
        mail.set_content("Pay 500 dollars in bitcoin or I post the video")
        mail.add_attachment(picture(), maintype="image", subtype="png", filename="p.png")
        (tmp_path / "pictured.eml").write_bytes(mail.as_bytes())
        for place, looked in (("left", ""), ("looked", "1")):
            you = ("", "", "", "scotland")
            parts = answers(
                pictures="no", files=[tmp_path / "pictured.eml", ""], you=you,
                after=[*SEAL_IT, looked, ""],
            )  # fmt: skip
            said = " ".join(keep(tmp_path / place, parts).stdout.split())
            assert words.LOOKED in said
            assert ("The mail, for" in said[said.index(words.GIVE) :]) is bool(looked)

    def test_says_of_a_mail_of_words_alone_nothing_about_pictures(
        self, notes: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "words.eml").write_bytes(MAIL)
        parts = answers(
            files=[tmp_path / "words.eml", ""], you=("", "", "", "scotland"), after=SEAL_IT
        )
        said = " ".join(keep(notes, parts).stdout.split())
        assert words.LOOKED not in said
        assert "The mail, for" in said
