"""Whatever a person may name as a file to be kept: odd, huge, changing, or no file at all."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import socket
from pathlib import Path

import pytest
from killed_programs import AT, begun, sealed

from bield.adapters.bag_stores import verify_bag
from bield.adapters.hashed import CHUNK_BYTES, NoPlainFileError, opened_file, read_through
from bield.adapters.record_folder import RecordFolder
from bield.keep import ItemChangedError

ITEM = {"kind": "item", "at": AT, "what": "a file"}
ODD_NAMES = {
    "a line end": b"two\nlines.txt",
    "from right to left": "photo\u202egpj.exe".encode(),
    "unseen": "\u200bspace.txt".encode(),
    "as long as may be": b"x" * 251 + b".txt",
    "long, in few letters": "ü".encode() * 127,
    "no text": b"\xff\xfe\x80.txt",
    "like an option": b"--help",
    "a device on Windows": b"CON.txt",
    "signs that Windows forbids": b'a:b|c"d?.txt',
    "a dot at its end": b"name. ",
    "a tilde": b"~",
    "colours of a terminal": b"\x1b[31mred\x1b[0m.txt",
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return begun(tmp_path / "case")


class TestAFile:
    @pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
    def test_of_any_name_is_kept_under_one_that_every_machine_takes(
        self, record: Path, tmp_path: Path, name: bytes
    ) -> None:
        source = tmp_path / os.fsdecode(name)
        source.write_bytes(b"Pay me.")
        with RecordFolder(record) as folder:
            folder.keep(folder.take(source), source.name, ITEM)
        with RecordFolder(record) as folder:
            entry = folder.chain.entries[-1]
            with folder.opened(entry["path"]) as file:
                assert file.read() == b"Pay me."
        assert entry["name"].encode() == source.name.encode("utf-8", "backslashreplace")
        assert verify_bag(sealed(record)).unchanged

    @pytest.mark.parametrize(
        "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 7 * CHUNK_BYTES + 3]
    )
    def test_of_any_size_is_kept_byte_for_byte(
        self, record: Path, tmp_path: Path, size: int
    ) -> None:
        data = random.Random(size).randbytes(size)  # noqa: S311
        source = tmp_path / "given.bin"
        source.write_bytes(data)
        told: list[int] = []
        with RecordFolder(record) as folder:
            taken = folder.take(source, told.append)
            assert taken.sha256 == hashlib.sha256(data).hexdigest()
            assert taken.sha512 == hashlib.sha512(data).hexdigest()
            assert folder.bytes_of(taken) == data
            assert (taken.size, sum(told)) == (size, size)

    def test_is_taken_beside_another_that_is_not_yet_kept(self, record: Path) -> None:
        with RecordFolder(record) as folder:
            one, other = folder.take_bytes(b"one"), folder.take_bytes(b"other")
            assert folder.keep(other, "other.txt", ITEM) == 2
            assert folder.keep(one, "one.txt", ITEM) == 3
        assert verify_bag(sealed(record)).unchanged

    @pytest.mark.parametrize("how", ["longer", "shorter", "other bytes", "gone and back"])
    @pytest.mark.parametrize("size", [100, 5 * CHUNK_BYTES])
    def test_that_changes_while_it_is_read_is_refused_by_name(
        self, record: Path, tmp_path: Path, how: str, size: int
    ) -> None:
        source = tmp_path / "given.bin"
        source.write_bytes(bytes(size))

        def change(_: int) -> None:
            with source.open("r+b") as file:
                if how == "longer":
                    file.seek(0, os.SEEK_END)
                    file.write(b"more")
                elif how == "shorter":
                    file.truncate(size // 2)
                elif how == "other bytes":
                    file.write(b"x")
                else:
                    file.truncate(0)
                    file.write(bytes(size))
            os.utime(source, ns=(0, source.stat().st_mtime_ns + 1))

        with RecordFolder(record) as folder:
            with pytest.raises(ItemChangedError, match="changed while it was read"):
                folder.take(source, change)
            assert len(folder.chain.entries) == 1
        assert not list((record / ".incoming").iterdir())

    def test_that_cannot_be_read_leaves_nothing(
        self, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with RecordFolder(record) as folder:
            with pytest.raises(FileNotFoundError):
                folder.take(tmp_path / "nothing")
            # In the middle of it, as on a stick that is pulled out.
            (tmp_path / "given.bin").write_bytes(bytes(3 * CHUNK_BYTES))

            def pulled_out(_: int) -> None:
                raise OSError(errno.EIO, "Input/output error")

            with pytest.raises(OSError, match="Input/output"):
                folder.take(tmp_path / "given.bin", pulled_out)
        assert not list((record / ".incoming").iterdir())


class TestWhatIsNoFile:
    def test_is_refused_by_name_and_never_waited_for(self, record: Path, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "link").symlink_to(tmp_path / "pipe")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(tmp_path / "socket"))
        listening.close()
        with RecordFolder(record) as folder:
            for name in ("pipe", "link", "socket", "/dev/zero", "/dev/tty"):
                with pytest.raises(NoPlainFileError, match="pipe or a device, and no file"):
                    folder.take(tmp_path / name)
            with pytest.raises(NoPlainFileError, match="a folder, and no file"):
                folder.take(tmp_path)
        assert not list((record / ".incoming").iterdir())

    def test_that_takes_the_place_of_a_file_is_refused_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "given").write_bytes(b"x")
        os.mkfifo(tmp_path / "pipe")
        looked_at = Path.stat

        def exchanged(path: Path) -> os.stat_result:
            status = looked_at(path)
            (tmp_path / "pipe").replace(path)
            return status

        monkeypatch.setattr(Path, "stat", exchanged)
        with pytest.raises(NoPlainFileError):
            opened_file(tmp_path / "given")


class TestReadingThrough:
    def test_stops_all_its_threads_where_what_takes_the_bytes_fails(self, tmp_path: Path) -> None:
        (tmp_path / "given.bin").write_bytes(bytes(9 * CHUNK_BYTES))

        def full(_: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with opened_file(tmp_path / "given.bin") as file, pytest.raises(OSError, match="space"):
            read_through(file, ["sha256", "sha512"], expected=9 * CHUNK_BYTES, put=full)

    @pytest.mark.parametrize("expected", [0, 5, CHUNK_BYTES, 2 * CHUNK_BYTES + 4])
    def test_shows_that_there_is_more_than_was_expected(
        self, tmp_path: Path, expected: int
    ) -> None:
        data = random.Random(1).randbytes(2 * CHUNK_BYTES + 5)  # noqa: S311
        (tmp_path / "given.bin").write_bytes(data)
        pieces: list[bytes] = []
        with opened_file(tmp_path / "given.bin") as file:
            read = read_through(file, ["md5"], expected=expected, put=pieces.append)
        assert read.size > expected
        digest = hashlib.md5(data[: read.size], usedforsecurity=False).hexdigest()
        assert (b"".join(pieces), read.digests["md5"]) == (data[: read.size], digest)

    def test_ends_where_there_is_less_than_was_expected(self, tmp_path: Path) -> None:
        (tmp_path / "given.bin").write_bytes(b"short")
        with opened_file(tmp_path / "given.bin") as file:
            assert read_through(file, ["sha1"], expected=9 * CHUNK_BYTES).size == 5
