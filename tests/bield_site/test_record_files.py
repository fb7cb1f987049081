"""A record as a file: saved, locked with words or for a unit, and brought back."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from keeping_proof import MAIL, PNG, STORY, Keeping, carried_in, file, member, names_in, whole
from visitor import Site, text_of

from bield.adapters.age_files import lock_for_keys, new_key, unlock_with_keys, unlock_with_words
from bield.adapters.bag_stores import verify_bag
from bield_site.operations import locking
from bield_site.operations.turns import BusyError, Turns

CLI = Path(sys.executable).with_name("bield")


@pytest.fixture(scope="module")
def person() -> Keeping:
    return whole()


@pytest.fixture(scope="module")
def locked(person: Keeping) -> tuple[list[str], bytes]:
    """The words and the file of a record that was locked once for all of these tests."""
    page = person.send("lock", lock="words")
    found = re.search(r'<ol[^>]*id="words">(.*?)</ol>', page.content.decode(), re.DOTALL)
    assert found
    return re.findall(r">(\w+)</li>", found[1]), saved(person, page)


def saved(person: Keeping, page: object) -> bytes:
    """What the browser saves when the button on the page of a locked file is pressed."""
    html = page.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'name="locked" value="([^"]*)"', html)
    assert found
    response = person.ask("/notes/locked", locked=unescape(found[1]))
    assert response["Content-Disposition"] == 'attachment; filename="notes.age"'
    return response.content


class TestSaving:
    def test_gives_the_record_as_it_is_carried_under_a_name_that_tells_nothing(
        self, person: Keeping
    ) -> None:
        response = person.ask("/notes/file", carried=person.carried)
        assert response["Content-Disposition"] == 'attachment; filename="notes.tar"'
        assert response["Cache-Control"] == "no-store"
        assert response.content == person.tar

    def test_gives_what_the_command_line_and_the_single_verifier_find_unchanged(
        self, person: Keeping, tmp_path: Path
    ) -> None:
        path = tmp_path / "notes.tar"
        path.write_bytes(person.ask("/notes/file", carried=person.carried).content)
        found = verify_bag(path)
        assert found.problems == ()
        shown = text_of(person.send(""))
        assert f"{found.root[:4]} {found.root[4:8]}" in shown
        from bield.standalone import verify_record

        done = subprocess.run(
            [sys.executable, verify_record.__file__, path], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert found.root[:8] in done.stdout.replace(" ", "")


class TestLocking:
    def test_says_before_what_it_means(self, person: Keeping) -> None:
        text = text_of(person.send("lock"))
        assert "If you lose them, nobody can open the file" in text
        assert "save your own copy too" in text

    def test_with_words_gives_a_file_that_they_open_to_the_very_record(
        self, person: Keeping, locked: tuple[list[str], bytes]
    ) -> None:
        words, data = locked
        assert len(words) == 5
        assert unlock_with_words(data, " ".join(words)) == person.tar
        assert STORY.encode() not in data

    def test_for_a_unit_gives_a_file_that_its_key_opens(self, person: Keeping) -> None:
        identity, public = new_key()
        page = person.send("lock", lock="key", key=f"  {public[:30]} {public[30:]}\n")
        assert "Only the police unit can open it" in text_of(page)
        plain = io.BytesIO()
        unlock_with_keys(io.BytesIO(saved(person, page)), plain, [identity])
        assert plain.getvalue() == person.tar

    def test_for_what_is_no_key_says_so_and_keeps_the_record(self, person: Keeping) -> None:
        for typed in ("", "age1nonsense", "hunter2", "age1" + "q" * 58):
            page = person.send("lock", lock="key", key=typed)
            assert page.status_code == 422
            assert "It begins with age1" in text_of(page)
            assert carried_in(page) == person.carried

    def test_warns_of_a_secret_key(self, person: Keeping) -> None:
        page = person.send("lock", lock="key", key=new_key()[0])
        assert page.status_code == 422
        assert "do not send it to anyone" in text_of(page)

    def test_gives_back_no_file_that_is_not_locked(self, person: Keeping) -> None:
        for text in ("", "PHNjcmlwdD4=", base64.urlsafe_b64encode(person.tar).decode(), "é"):
            page = person.ask("/notes/locked", locked=text)
            assert page.status_code == 422
            assert "Content-Disposition" not in page


class TestOpening:
    def test_goes_on_from_the_file(self, person: Keeping) -> None:
        other = Keeping()
        page = other.send("open", file=file("my notes (1).tar", person.tar))
        assert page.status_code == 200
        assert "Your file is just as you saved it" in text_of(page)
        assert STORY in text_of(page)
        other.add("words", text="And then she wrote again.")
        log = member(other.tar, "notes/log.jsonl")
        assert log.count(b'"kind":"note"') == 2
        assert log.count(b'"kind":"sealed"') == 1
        mail = next(n for n in names_in(other.tar) if n.endswith("threat.eml"))
        assert member(other.tar, mail) == MAIL

    def test_takes_the_words_as_people_type_them(self, locked: tuple[list[str], bytes]) -> None:
        words, data = locked
        typed = ", ".join(word.upper() for word in words)
        page = Site().ask("/notes/open", file=file("notes.age", data), words=typed)
        assert page.status_code == 200
        assert STORY in text_of(page)

    def test_asks_for_the_words_of_a_locked_file(self, locked: tuple[list[str], bytes]) -> None:
        page = Site().ask("/notes/open", file=file("notes.age", locked[1]))
        assert page.status_code == 422
        assert "This file is locked. Type its five words" in text_of(page)

    def test_refuses_other_words_and_keeps_them_to_be_put_right(
        self, locked: tuple[list[str], bytes]
    ) -> None:
        turned = " ".join(locked[0][::-1])
        page = Site().ask("/notes/open", file=file("notes.age", locked[1]), words=turned)
        assert page.status_code == 422
        assert "These words do not open this file" in text_of(page)
        assert f'value="{turned}"' in page.content.decode()

    def test_names_what_was_changed_in_a_file(self, person: Keeping) -> None:
        changed = person.tar.replace(MAIL, MAIL.swapcase())
        assert changed != person.tar
        page = Site().ask("/notes/open", file=file("notes.tar", changed))
        assert page.status_code == 422
        assert "This file is not as you saved it" in text_of(page)
        assert "threat.eml was changed since" in text_of(page)

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "not a file that was saved here"),
            (b"my diary", "not a file that was saved here"),
            (PNG, "a picture or a video"),
            (b"age-encryption.org/v1\nnonsense", "not a file that was saved here"),
            (b"PK\x03\x04" + bytes(99), "not a file that was saved here"),
        ],
    )
    def test_takes_nothing_else(self, data: bytes, says: str) -> None:
        page = Site().ask("/notes/open", file=file("notes.tar", data), words="a b c d e")
        assert page.status_code == 422
        assert says in text_of(page)
        assert 'value="a b c d e"' in page.content.decode()

    def test_without_a_file_asks_for_it(self) -> None:
        assert "Choose the file that you saved" in text_of(Site().ask("/notes/open", words="a"))

    def test_of_a_file_for_a_unit_says_who_can_open_it(self, person: Keeping) -> None:
        made = io.BytesIO()
        lock_for_keys(io.BytesIO(person.tar), made, [new_key()[1]])
        page = Site().ask("/notes/open", file=file("notes.age", made.getvalue()), words="a b")
        assert page.status_code == 422
        assert "locked for a police unit" in text_of(page)

    def test_refuses_a_file_that_would_take_minutes_to_open(
        self, locked: tuple[list[str], bytes]
    ) -> None:
        for factor in (b"21", b"25"):
            dear = re.sub(rb"(-> scrypt \S+ )\d+", rb"\g<1>" + factor, locked[1], count=1)
            page = Site().ask("/notes/open", file=file("notes.age", dear), words="a b c d e")
            assert page.status_code == 422
            assert "not a file that was saved here" in text_of(page)

    def test_tells_those_who_come_on_top_to_wait(
        self, locked: tuple[list[str], bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert locking.open_record.__kwdefaults__
        none = Turns(at_once=0, waiting=0)
        monkeypatch.setitem(locking.open_record.__kwdefaults__, "turns", none)
        page = Site().ask("/notes/open", file=file("notes.age", locked[1]), words="acorn")
        assert page.status_code == 503
        assert "choose your files again" in text_of(page)
        with pytest.raises(BusyError), none.taken():
            pass
