"""`bield record share`: copies for others, from a record's folder or from its sealed file."""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from test_record_commands import bield, said

CHAT = "20/11/2026, 21:04 - Kate: hi\n21/11/2026, 21:05 - Ann Smith: hello\n"
MAIL = (
    b"From: kate@a.example\r\nTo: ann@b.example\r\nSubject: Pay\r\n"
    b"Date: Tue, 24 Nov 2026 21:05:00 +0000\r\n\r\nPay me 500 USD, ann@b.example.\r\n"
)


def hashes(folder: Path) -> dict[str, str]:
    files = [folder] if folder.is_file() else [p for p in folder.rglob("*") if p.is_file()]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("made")
    said("new", tmp_path / "case", "--picture-age", "adult")
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0110] = "Pixel 8"
    Image.new("RGB", (64, 64)).save(out, "JPEG", exif=exif)
    (tmp_path / "Ann Smith.jpg").write_bytes(out.getvalue())
    (tmp_path / "chat.txt").write_text(CHAT)
    (tmp_path / "threat.eml").write_bytes(MAIL)
    (tmp_path / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 99)
    for name in ("Ann Smith.jpg", "chat.txt", "threat.eml", "film.mp4"):
        said("add", tmp_path / "case", tmp_path / name)
    said("person", tmp_path / "case", "--name", "Ann Smith")
    return tmp_path / "case"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    """The same record for each test, which may change it."""
    return shutil.copytree(made, tmp_path / "case")


class TestACopyOfARecord:
    def test_has_all_that_can_be_cleaned_and_names_what_cannot(
        self, record: Path, tmp_path: Path
    ) -> None:
        before = hashes(record)
        result = bield("record", "share", record, tmp_path / "out")
        assert result.exit_code == 1
        assert "film.mp4: not copied. Only JPEG, PNG and WebP" in result.stderr
        assert "left out: Model of the device" in result.stdout
        assert hashes(record) == before
        files = {p.name.partition("-")[2]: p.read_bytes() for p in (tmp_path / "out").iterdir()}
        assert set(files) >= {"[left out].jpg", "chat.txt", "threat.eml"}
        whole = b"".join(files.values())
        assert not any(own in whole for own in (b"Ann", b"Smith", b"ann@b.example", b"Pixel"))
        assert b"Pay me 500 USD, [left out]." in files["threat.eml"]

    def test_of_one_entry_is_that_alone(self, record: Path, tmp_path: Path) -> None:
        listed = said("list", record).splitlines()
        number = next(line.split(".")[0].strip() for line in listed if " a chat chat.txt" in line)
        said("share", record, tmp_path / "out", "--entry", number)
        names = sorted(path.name for path in (tmp_path / "out").iterdir())
        assert names == [f"{int(number):04}-chat.txt", "READ ME FIRST.txt"]

    def test_from_the_sealed_file_leaves_the_seal_as_it_was(
        self, record: Path, tmp_path: Path
    ) -> None:
        said("seal", record, tmp_path / "case.tar")
        before = hashes(tmp_path / "case.tar")
        bield("record", "share", tmp_path / "case.tar", tmp_path / "out")
        assert hashes(tmp_path / "case.tar") == before
        said("verify", tmp_path / "case.tar")
        assert (tmp_path / "out" / "READ ME FIRST.txt").read_text().startswith("These are copies")

    def test_from_a_sealed_file_that_was_changed_is_refused(
        self, record: Path, tmp_path: Path
    ) -> None:
        said("seal", record, tmp_path / "case.tar")
        data = bytearray((tmp_path / "case.tar").read_bytes())
        data[data.index(b"Kate: hi")] ^= 1
        (tmp_path / "case.tar").write_bytes(data)
        result = bield("record", "share", tmp_path / "case.tar", tmp_path / "out")
        assert result.exit_code == 2
        assert "not as it was sealed" in result.stderr
        assert not (tmp_path / "out").exists()

    def test_is_never_written_over_another(self, record: Path, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        result = bield("record", "share", record, tmp_path / "out")
        assert result.exit_code == 2
        assert "already" in result.stderr

    def test_of_what_is_no_file_or_of_what_it_leaves_out_is_refused(
        self, record: Path, tmp_path: Path
    ) -> None:
        for number, why in (("1", "no file"), ("99", "no file"), ("3", "leaves out")):
            result = bield("record", "share", record, tmp_path / "out", "--entry", number)
            assert result.exit_code == 2
            assert why in result.stderr
            assert not (tmp_path / "out").exists()


def test_without_the_name_nothing_with_words_is_copied(tmp_path: Path) -> None:
    said("new", tmp_path / "case")
    (tmp_path / "chat.txt").write_text(CHAT)
    said("add", tmp_path / "case", tmp_path / "chat.txt")
    result = bield("record", "share", tmp_path / "case", tmp_path / "out")
    assert result.exit_code == 1
    assert "--own" in result.stderr
    assert not (tmp_path / "out").exists()
    said("share", tmp_path / "case", tmp_path / "out", "--own", "Ann Smith")
    assert "Smith" not in (tmp_path / "out" / "0002-chat.txt").read_text()
