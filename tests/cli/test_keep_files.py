"""How files are named at `bield keep`, dropped, typed or pasted, and which of them are kept."""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_keep_command import MAIL, answers, asked, keep, kept, notes, only, picture

from bield.cli.guided import words
from bield.cli.guided.typed_paths import named_in

__all__ = ["notes"]


def dropped_in_gnome(path: Path) -> str:
    return "'" + str(path).replace("'", "'\\''") + "' "


def dropped_on_a_mac(path: Path) -> str:
    return re.sub(r"([^\w/.-])", r"\\\1", str(path), flags=re.ASCII) + " "


def dropped_as_an_address(path: Path) -> str:
    return path.as_uri()


def in_double_quotes(path: Path) -> str:
    return f'"{path}"'


def quoted(path: Path) -> str:
    return shlex.quote(str(path))


def bare(path: Path) -> str:
    return str(path)


WAYS: list[Callable[[Path], str]] = [
    bare,
    quoted,
    dropped_in_gnome,
    dropped_on_a_mac,
    dropped_as_an_address,
]
names = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="/\0\n\r"),
    min_size=1,
    max_size=20,
).filter(lambda name: name == name.strip() and name not in {".", ".."} and len(name.encode()) < 99)


def named(line: str) -> list[tuple[Path, str]]:
    return [(one.path, one.why_not) for one in named_in(line, within=Path("/nowhere"))]


class TestALine:
    @settings(max_examples=60)
    @given(name=names, way=st.sampled_from(WAYS))
    def test_names_a_file_however_it_is_called_and_dropped(
        self, name: str, way: Callable[[Path], str]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.touch()
            assert named(way(path)) == [(path, "")]

    @settings(max_examples=40)
    @given(several=st.lists(names, min_size=2, max_size=4, unique=True))
    def test_names_several(self, several: list[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in several]
            for path in paths:
                path.touch()
            for way in WAYS[1:]:
                assert named(" ".join(way(path) for path in paths)) == [(p, "") for p in paths]

    def test_names_a_file_at_home_in_quotes_and_by_a_pattern(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        for name in ("a b.txt", "c.txt", "d.eml"):
            (tmp_path / name).touch()
        assert named("~/c.txt") == [(tmp_path / "c.txt", "")]
        assert named(in_double_quotes(tmp_path / "a b.txt")) == [(tmp_path / "a b.txt", "")]
        assert named("~/*.txt") == [(tmp_path / "a b.txt", ""), (tmp_path / "c.txt", "")]

    @given(line=st.text())
    def test_of_anything_is_never_an_error(self, line: str) -> None:
        list(named_in(line, within=Path("/nowhere")))


class TestFiles:
    def test_of_a_folder_are_each_added_and_the_rest_is_named(
        self, notes: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "from my phone"
        (folder / "media").mkdir(parents=True)
        (folder / "mail.eml").write_bytes(MAIL)
        (folder / "Don't tell.txt").write_text("Pay me")
        (folder / "me.png").write_bytes(picture())
        (folder / ".DS_Store").write_bytes(b"x")
        os.mkfifo(folder / "pipe")
        (folder / "gone").symlink_to("nowhere")
        said = asked(notes, files=[folder])
        items = [entry["name"] for entry in kept(notes) if entry["kind"] == "item"]
        assert items == ["Don't tell.txt", "mail.eml"]
        for name in (
            "me.png: It is a picture",
            "pipe:",
            "gone:",
            f"{folder}/media: It is a folder",
        ):
            assert name in said, name
        assert "left out: 1" in said

    def test_that_are_refused_stop_nothing(self, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "mail.eml").write_bytes(MAIL)
        line = f"{tmp_path}/none.txt {tmp_path}/mail.eml /dev/zero {tmp_path}/*.jpg"
        said = asked(notes, files=[line, ""])
        assert "none.txt: There is no such file." in said
        assert "*.jpg: No file has a name like this." in said
        assert "zero: This name cannot be a file here." in said
        assert only(notes, "item")["name"] == "mail.eml"

    def test_are_not_added_twice(self, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Pay me")
        (tmp_path / "copy.txt").write_text("Pay me")
        asked(notes, files=[tmp_path / "a.txt"])
        result = keep(notes, answers(pictures=None, files=[tmp_path / "copy.txt"]))
        assert words.ALREADY in " ".join(result.stdout.split())
        assert only(notes, "item")["name"] == "a.txt"

    def test_of_the_record_itself_are_not_added_to_it(self, notes: Path) -> None:
        said = asked(notes, files=[notes, notes / "log.jsonl", notes.parent])
        assert said.count(words.IS_RECORD) == 3
        assert [entry["kind"] for entry in kept(notes)] == ["opened"]

    def test_are_asked_about_where_there_are_many(self, notes: Path, tmp_path: Path) -> None:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(21):
            (folder / f"{number}.txt").write_text(f"Pay me {number}")
        said = asked(notes, files=[folder, "", folder, "yes"])
        assert "These are 21 files." in said
        assert words.MANY_FILES_NO in said
        assert sum(entry["kind"] == "item" for entry in kept(notes)) == 21

    def test_are_not_the_words_that_were_meant_for_the_next_question(self, notes: Path) -> None:
        said = asked(notes, files=["she wrote to me on snap"])
        assert "There is no such file. Drop it here, or press Enter to go on" in said

    def test_whose_name_is_no_text_are_found(self, notes: Path, tmp_path: Path) -> None:
        folder = os.fsencode(tmp_path)
        Path(os.fsdecode(folder + b"/caf\xe9.txt")).write_text("Pay me")
        from typer.testing import CliRunner

        from bield.cli.app import app

        given = b"\n" + folder + b"/caf\xe9.txt\n"
        assert CliRunner().invoke(app, ["keep", str(notes)], input=given).exit_code == 0
        assert only(notes, "item")["name"] == r"caf\udce9.txt"


class TestPicturesThatStay:
    def test_are_written_down_where_they_say_so_and_once(self, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "IMG_1.png").write_bytes(picture())
        said = asked(notes, files=[tmp_path / "IMG_1.png", "yes"])
        assert words.WRITE_DOWN in said
        placed = only(notes, "placeholder")
        assert f"IMG_1.png, in {tmp_path}, on this machine" in placed["text"]
        again = keep(notes, answers(pictures=None, files=[tmp_path / "IMG_1.png"])).stdout
        assert words.WRITE_DOWN not in " ".join(again.split())

    def test_are_not_where_they_leave_it(self, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "IMG_1.png").write_bytes(picture())
        asked(notes, files=[tmp_path / "IMG_1.png", ""])
        assert [entry["kind"] for entry in kept(notes)] == ["opened"]


class TestWhatIsFound:
    def test_is_asked_about_and_only_what_is_chosen_is_theirs(
        self, notes: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "threat.txt").write_text(
            "I am on Telegram as @darkmax77. Call +44 7700 900123. Send 500 dollars in bitcoin or "
            "I post your nudes. Write to max@evil.example."
        )
        said = asked(notes, files=[tmp_path / "threat.txt", "2"])
        options = dict(re.findall(r" (\d)  ?(\S+@\S+|@\S+|\+[\d ]+\d)", said))
        details = [entry for entry in kept(notes) if entry["kind"] == "detail"]
        assert len(options) >= 2
        assert [entry["value"] for entry in details] == [options["2"]]
        again = keep(notes, answers(pictures=None, files=[tmp_path / "threat.txt"]))
        assert words.FOUND not in " ".join(again.stdout.split())
