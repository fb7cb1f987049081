"""No archive leads out of itself, fills the memory, or hides what it holds."""

from __future__ import annotations

import os
import random
import socket
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from archives_that_harm import (
    BLOCK,
    FIELDS,
    REFUSED,
    REPACKED,
    ZIPS,
    head,
    summed,
    tar_of,
    with_more,
    zip_of,
)
from bags_from_elsewhere import bag
from tampering import whole
from two_verifiers import TOP, both, by_bield, by_the_file, packed, unpacked

MB = 2**20
FORMS = (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "case.tar"


class TestATar:
    @pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
    def test_that_could_do_harm_is_refused_by_both(
        self, made: Callable[[], bytes], place: Path
    ) -> None:
        place.write_bytes(made())
        tracemalloc.start()
        try:
            assert both(place).word == "refused"
            assert tracemalloc.get_traced_memory()[1] < 32 * MB
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("made", REPACKED.values(), ids=REPACKED)
    def test_that_is_not_as_records_are_packed_is_named_and_its_files_are_not(
        self, made: Callable[[], bytes], place: Path
    ) -> None:
        place.write_bytes(made())
        assert both(place).named == {("repacked", "")}

    def test_cut_short_anywhere_is_told(self, place: Path) -> None:
        tar = packed(whole())
        chance = random.Random(5)  # noqa: S311 -- the same places each time
        places = {*range(0, len(tar), 2 * BLOCK), *(chance.randrange(len(tar)) for _ in range(40))}
        for length in sorted(places):
            place.write_bytes(tar[:length])
            assert both(place).word != "sealed", length

    def test_of_which_any_heads_were_bent_gets_one_verdict(self, place: Path) -> None:
        chance = random.Random(5)  # noqa: S311 -- the same places each time
        tars = [made() for made in (*REFUSED.values(), *REPACKED.values())]
        tars += [tar_of(bag(), form) for form in FORMS]
        words = set()
        for _ in range(400):
            tar = bytearray(chance.choice(tars))
            for _ in range(chance.choice((1, 1, 2, 5))):
                block = chance.randrange(0, len(tar) + 1, BLOCK)
                at, length = chance.choice(list(FIELDS.values()))
                at += chance.randrange(length)
                if block + BLOCK <= len(tar):
                    tar[block + at] = chance.choice(b"\0 019/.xLKgSD\xff\x80-")
                    tar[block : block + BLOCK] = summed(bytes(tar[block : block + BLOCK]))
            place.write_bytes(tar)
            words.add(both(place).word)
        assert words == {"sealed", "changed", "refused"}

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("top", ["", "./", "any folder/", "./Ordner ü/"])
    def test_of_a_bag_from_elsewhere_is_taken_in_any_form(
        self, form: int, top: str, place: Path
    ) -> None:
        long = {f"data/{'f' * 60}/{'g' * 60}.txt": b"x", "data/ü.txt": b"y"}
        place.write_bytes(tar_of(bag(long), form, top))
        assert both(place).word == "sealed"

    def test_of_which_the_first_bit_of_a_head_is_gone_names_what_cannot_be_reached(
        self, place: Path
    ) -> None:
        tar = bytearray(packed(whole()))
        at = tar.index(f"{TOP}/data/0002".encode())
        tar[at] ^= 1
        place.write_bytes(tar)
        assert "data/0002/threat.eml" in both(place).paths

    def test_with_a_head_alone_is_no_record(self, place: Path) -> None:
        place.write_bytes(with_more(head("bagit.txt"), files={"x": b""}))
        assert both(place).word == "refused"


class TestAZip:
    def test_of_a_bag_is_taken_by_bield_and_to_be_unpacked_for_the_other(self, place: Path) -> None:
        for files in (bag(), {f"top/{path}": data for path, data in whole().items()}):
            place.write_bytes(zip_of(files))
            assert by_bield(place).word == "sealed"
            assert by_the_file(place).word == "refused"

    @pytest.mark.parametrize("made", ZIPS.values(), ids=ZIPS)
    def test_that_could_do_harm_is_refused(self, made: Callable[[], bytes], place: Path) -> None:
        place.write_bytes(made())
        assert by_bield(place).word == "refused"

    def test_among_the_items_does_not_make_a_record_one(self, place: Path) -> None:
        files = bag({"data/last.zip": zip_of({"a": b"x"})})
        place.write_bytes(tar_of(files, tarfile.PAX_FORMAT))
        assert both(place).word == "sealed"


def _linked_file(bag: Path) -> None:
    (bag / "data" / "link").symlink_to("/etc/passwd")


def _linked_folder(bag: Path) -> None:
    (bag / "data" / "link").symlink_to("..", target_is_directory=True)


def _link_to_nothing(bag: Path) -> None:
    (bag / "link").symlink_to("nowhere")


def _item_made_a_link(bag: Path) -> None:
    item = bag / "data/0002/threat.eml"
    item.rename(bag.parent / "elsewhere")
    item.symlink_to(bag.parent / "elsewhere")


def _pipe(bag: Path) -> None:
    os.mkfifo(bag / "data" / "pipe")


def _socket(bag: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(bag / "s"))


def _no_text(bag: Path) -> None:
    Path(os.fsdecode(os.fsencode(bag / "data") + b"/\xff")).write_bytes(b"x")


def _cases(bag: Path) -> None:
    (bag / "readme.TXT").write_bytes(b"x")


class TestAFolder:
    @pytest.mark.parametrize(
        "harm",
        [_linked_file, _linked_folder, _link_to_nothing, _item_made_a_link, _pipe, _socket,
         _no_text, _cases],
    )  # fmt: skip
    def test_with_what_is_no_plain_file_or_no_plain_name_is_refused_by_both(
        self, harm: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = unpacked(whole(), tmp_path / "bag")
        monkeypatch.chdir(tmp_path)  # so that the address of a socket is short
        harm(made)
        assert both(made).word == "refused"

    def test_that_was_never_a_record_is_refused_by_both(self, tmp_path: Path) -> None:
        assert both(tmp_path).word == "refused"
