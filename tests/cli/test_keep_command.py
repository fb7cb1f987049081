"""`bield keep`: what a frightened person is asked, and what the record then holds."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from test_record_commands import IBAN, WALLET, bield

from bield.adapters.record_folder import RecordFolder
from bield.cli.guided import words
from bield.facts import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.testing import Result

MAIL = (
    b"From: hacker <x@evil.example>\r\nTo: ada@example.org\r\nSubject: I know your password\r\n"
    b"Date: Fri, 20 Nov 2026 21:05:00 +0000\r\n\r\n"
    b"I recorded you. Send $1450 in bitcoin to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m within 48 "
    b"hours or I send the video to all your contacts.\r\n"
)


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(made, "PNG")
    return made.getvalue()


def answers(
    *,
    pictures: str | None = "",
    files: Sequence[str | Path] = (),
    story: Sequence[str] = (),
    who: Sequence[str] = (),
    money: Sequence[str] = (),
    places: Sequence[str] = (),
    you: Sequence[str] = ("", "", "", ""),
    after: Sequence[str] = (),
) -> list[str]:
    """What is typed, line by line: each part is ended with an empty line, as a person ends it."""
    first = [] if pictures is None else [pictures]
    parts = [[*map(str, files), ""], [*story, ""], [*who, ""], [*money, ""], [*places, ""]]
    return [*first, *(line for part in parts for line in part), *you, *after]


def keep(folder: Path, typed: Sequence[str]) -> Result:
    return bield("keep", folder, given="".join(f"{line}\n" for line in typed))


def kept(folder: Path) -> list[dict[str, Any]]:
    """What the record holds, without the moment and the chain."""
    entries: list[dict[str, Any]] = json.loads(bield("record", "list", folder, "--json").stdout)[
        "entries"
    ]
    return [
        {name: value for name, value in entry.items() if name not in {"at", "previous", "n"}}
        for entry in entries
    ]


def only(folder: Path, kind: str) -> dict[str, Any]:
    (entry,) = [entry for entry in kept(folder) if entry["kind"] == kind]
    return entry


def asked(folder: Path, **parts: Sequence[str | Path]) -> str:
    """Keep one thing, and give what was said, on one line."""
    result = keep(folder, answers(**parts))  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    (tmp_path / "their mail.eml").write_bytes(MAIL)
    return tmp_path / "their mail.eml"


@pytest.fixture
def whole(mail: Path) -> list[str]:
    """Everything that can be told."""
    return answers(
        files=[mail, "1"],
        story=["She wrote to me on Snapchat.", "Then she wanted money."],
        who=["1", "@emily_r.02", "Snapchat", "5", WALLET],
        money=["1", "1", "£250", IBAN, "REF 7", "24 November 2026, 9:05pm"],
        places=["A picture of me, on my phone"],
        you=["Ada", "07700 900123", "15", "scotland"],
    )


class TestTheBeginning:
    def test_names_whom_to_call_before_anything_is_asked_as_check_does(self, notes: Path) -> None:
        said = keep(notes, []).stdout
        checked = bield("check", "-", given="Pay me or I send your nudes to everybody").stdout
        heading = "In danger, or thinking of ending your life? Talk to somebody now"
        lines = checked[checked.index(heading) :].split("\n\n")[0].splitlines()
        assert said.split("\n> ")[0].strip().startswith(heading)
        assert [line for line in said.splitlines() if line in lines] == lines

    def test_has_no_number_to_call_in_its_own_sentences(self) -> None:
        told = " ".join(str(value) for name, value in vars(words).items() if name.isupper())
        for service in load_catalogue().services.values():
            for channel in service.channels:
                if channel.kind != "web":
                    assert channel.value not in told

    def test_says_that_it_goes_nowhere_and_never_to_copy_a_nude(self, notes: Path) -> None:
        before = " ".join(keep(notes, []).stdout.split("\n> ")[0].split())
        assert "It goes nowhere" in before
        assert "Never copy a nude" in before
        assert "not your fault" in before

    def test_names_the_folder_neutrally_unless_they_choose(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for typed in ("", "school things"):
            assert bield("keep", given=f"{typed}\n\n").exit_code == 0
        assert {path.name for path in tmp_path.iterdir()} == {"notes", "school things"}

    def test_asks_for_another_name_where_one_cannot_be_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "letter").write_text("mine")
        (tmp_path / "photos").mkdir()
        (tmp_path / "photos" / "cat.png").write_bytes(b"cat")
        (tmp_path / "new").mkdir()
        result = bield("keep", given=f"letter\nphotos\n{'n' * 300}\nnew\n\n")
        assert result.exit_code == 0, result.output
        assert "letter is a file" in result.stdout
        assert "other things are in it" in result.stdout
        assert [entry["kind"] for entry in kept(tmp_path / "new")] == ["opened"]
        assert (tmp_path / "letter").read_text() == "mine"
        assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.png"]

    def test_refuses_what_is_no_record_where_it_was_named(self, tmp_path: Path, mail: Path) -> None:
        for given in (mail, tmp_path):
            result = keep(given, [""])
            assert result.exit_code == 2, result.output
            assert "Name a" in result.output

    def test_adds_nothing_to_what_was_unpacked_from_a_seal(self, notes: Path) -> None:
        keep(notes, answers(story=["It happened."], after=["", "1", ""]))
        unpacked = notes.with_name("unpacked")
        sealed, log = notes.with_name("notes.tar"), notes.with_name("openings")
        opened = bield(
            "record", "open", sealed, "--out", unpacked, "--custody", log, "--by", "PC 1"
        )
        assert opened.exit_code == 0, opened.output
        before = {path: path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}
        (bag,) = [path.parent for path in before if path.name == "bagit.txt"]
        assert keep(bag, answers(pictures=None, story=["More."])).exit_code == 2
        assert before == {path: path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}


class TestPictures:
    @pytest.mark.parametrize("answer", ["", "1", "yes", "Yes"])
    def test_none_is_copied_unless_all_are_said_to_be_adults(
        self, notes: Path, tmp_path: Path, answer: str
    ) -> None:
        (tmp_path / "me.png").write_bytes(picture())
        result = keep(notes, answers(pictures=answer, files=[tmp_path / "me.png"]))
        assert "so it was not copied" in " ".join(result.stdout.split())
        assert only(notes, "opened")["picture_age"] == ("under_18" if answer else "unknown")
        held = [path.read_bytes() for path in notes.rglob("*") if path.is_file()]
        assert not any(picture() in data for data in held)

    def test_of_adults_are_copied(self, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "chat.png").write_bytes(picture())
        keep(notes, answers(pictures="no", files=[tmp_path / "chat.png"]))
        assert (notes / only(notes, "item")["path"]).read_bytes() == picture()

    def test_an_answer_that_is_none_is_not_taken_for_one(self, notes: Path) -> None:
        result = keep(notes, ["maybe", "7", "1 2", "2"])
        assert result.stdout.count("is none of these") == 3
        assert only(notes, "opened")["picture_age"] == "adult"


class TestWhatIsKept:
    def test_is_what_the_commands_of_record_would_keep(
        self, notes: Path, mail: Path, whole: list[str]
    ) -> None:
        assert keep(notes, whole).exit_code == 0
        same = notes.with_name("same")
        for command in (
            ("new", same),
            ("add", same, mail),
            ("detail", same, "email", "x@evil.example"),
            ("note", same, "She wrote to me on Snapchat.\nThen she wanted money."),
            ("detail", same, "account", "@emily_r.02", "--where", "Snapchat"),
            ("detail", same, "wallet", WALLET),
            (
                *("payment", same, "bank_transfer", "--gone", "--amount", "£250", "--to", IBAN),
                *("--reference", "REF 7", "--when", "24 November 2026, 9:05pm"),
            ),
            ("exists", same, "A picture of me, on my phone"),
            (
                *("person", same, "--name", "Ada", "--contact", "07700 900123"),
                *("--age", "15", "--country", "scotland"),
            ),
        ):
            assert bield("record", *command).exit_code == 0, command
        assert kept(notes) == kept(same)

    def test_is_shown_before_it_is_sealed(self, notes: Path, whole: list[str]) -> None:
        said = " ".join(keep(notes, [*whole, ""]).stdout.split())
        shown = said[said.index(words.CONTENTS) : said.index(words.SEAL)]
        for part in ("their mail.eml", "@emily_r.02", "250 GBP", "on my phone", "Ada", "Scotland"):
            assert part in shown, part

    def test_may_be_nothing_at_all(self, notes: Path) -> None:
        result = keep(notes, answers())
        assert result.exit_code == 0
        assert words.NOTHING_YET in result.stdout
        assert [entry["kind"] for entry in kept(notes)] == ["opened"]

    def test_is_there_wherever_they_stop_and_they_are_told_how_to_go_on(
        self, tmp_path: Path, whole: list[str]
    ) -> None:
        keep(tmp_path / "whole", whole)
        everything = kept(tmp_path / "whole")
        for count in [*range(1, len(whole), 2), len(whole)]:
            folder = tmp_path / f"n{count}"
            result = keep(folder, whole[:count])
            assert result.exit_code == 0, result.output
            assert f"To go on, type:\n  bield keep {folder}\n" in result.stdout
            found = kept(folder)
            # The last may lack what was not said yet; all before it is whole.
            assert found[:-1] == everything[: len(found) - 1], count
            last, meant = found[-1], everything[len(found) - 1]
            assert {last["kind"], *last} <= {meant["kind"], *meant}, count
        assert found == everything

    def test_goes_on_where_it_was_left(self, notes: Path) -> None:
        keep(notes, answers(story=["It began on Monday."]))
        result = keep(notes, answers(pictures=None, story=["It went on."], after=["stop"]))
        said = " ".join(result.stdout.split())
        assert words.PICTURES not in said
        assert said.index("It began on Monday.") < said.index(words.STORY_MORE)
        assert [entry["text"] for entry in kept(notes) if entry["kind"] == "note"] == [
            "It began on Monday.",
            "It went on.",
        ]

    def test_can_be_said_to_be_wrong(self, notes: Path) -> None:
        keep(notes, answers(story=["On Monday."], after=["9", "2", "It was Tuesday.", "", ""]))
        assert (only(notes, "correction")["of"], only(notes, "note")["text"]) == (2, "On Monday.")


class TestWhatFails:
    def test_is_said_and_tried_again_with_nothing_lost_and_nothing_twice(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failures = [OSError(28, "No space left on device")]
        add = RecordFolder.add

        def full(record: RecordFolder, entry: dict[str, Any]) -> int:
            if entry["kind"] == "note" and failures:
                raise failures.pop()
            return add(record, entry)

        monkeypatch.setattr(RecordFolder, "add", full)
        result = keep(notes, answers(story=["My story."], who=["", "1", "@x"])[:6])
        assert "No space left" in result.stdout
        assert result.exit_code == 0, result.output
        assert only(notes, "note")["text"] == "My story."
        failures.append(OSError(28, "No space left on device"))
        left = keep(notes, [*answers(pictures=None, story=["More."])[:3], "leave"])
        assert left.exit_code == 3
        assert words.ENDED_FAILED in " ".join(left.stdout.split())

    def test_waits_for_another_program_that_has_the_record(self, notes: Path) -> None:
        keep(notes, [""])
        with RecordFolder(notes):
            result = keep(notes, [""])
        assert result.exit_code == 2
        assert "Another program" in result.output
