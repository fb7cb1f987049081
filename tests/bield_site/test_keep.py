"""Saving a plan on one's own device, and coming back with it."""

from __future__ import annotations

import re
import threading
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from visitor import BULK, Site, text_of

from bield.adapters.locked import MAX_BYTES, lock, unlock
from bield_site.guide import keep
from bield_site.operations.keeping import PLAIN_BYTES, come_back, save
from bield_site.operations.session import EMPTY, as_bytes, from_bytes
from bield_site.operations.turns import BusyError, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

textstat = pytest.importorskip("textstat")

COOKIE = "bield"
LISTED = ("acorn", "breakfast", "kettle", "moonlight", "violin")
TOLD = from_bytes(
    b'{"form":1,"about":"me","happening":"met_online","answers":{"safety":["yes"]},'
    b'"ticks":["do_not_pay"]}'
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 4000


def somebody() -> Site:
    """A person who took a way in and answered a question."""
    site = Site()
    site.ask("/ask/today", answer="yes")
    assert COOKIE in site.cookies
    return site


def words_on(page: HttpResponse) -> list[str]:
    found = re.search(r'<ol[^>]*id="words">(.*?)</ol>', page.content.decode(), re.DOTALL)
    assert found
    return re.findall(r">(\w+)</li>", found[1])


def file_of(site: Site, page: HttpResponse) -> HttpResponse:
    """What the browser saves when the button on the page with the words is pressed."""
    found = re.search(r'name="carried" value="([^"]*)"', page.content.decode())
    assert found
    return site.ask("/kept", carried=unescape(found[1]))


def sent(data: bytes, name: str = "notes.bin", kind: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind or "application/octet-stream")


@pytest.fixture(scope="module")
def saved() -> tuple[list[str], bytes]:
    site = somebody()
    page = site.ask("/keep")
    return words_on(page), file_of(site, page).content


@pytest.fixture
def busy() -> Iterator[None]:
    """Everybody saves at once."""
    with pytest.MonkeyPatch.context() as patch:
        for operation in (save, come_back):
            assert operation.__kwdefaults__
            patch.setitem(operation.__kwdefaults__, "turns", Turns(at_once=0, waiting=0))
        yield


class TestKeep:
    def test_says_before_anything_is_saved_what_it_means(self) -> None:
        text = text_of(somebody().get("/keep"))
        assert "nobody can get them back" in text
        assert "If others use this device" in text

    def test_with_nothing_answered_says_so_and_makes_no_words(self) -> None:
        for page in (Site().get("/keep"), Site().ask("/keep")):
            assert page.status_code == 200
            assert "There is nothing to save yet" in text_of(page)

    def test_gives_five_words_and_a_file_that_they_open(
        self, saved: tuple[list[str], bytes]
    ) -> None:
        words, file = saved
        assert len(words) == 5
        assert list(from_bytes(unlock(file, words)).answers.values()) == [("yes",)]

    def test_the_file_has_a_name_and_a_length_that_tell_nothing(self) -> None:
        site = somebody()
        few = file_of(site, site.ask("/keep"))
        assert few["Content-Disposition"] == 'attachment; filename="notes.bin"'
        assert few["Cache-Control"] == "no-store"
        site.ask("/tick", step="do_not_pay", done="yes")
        site.ask("/tick", step="stop_contact", done="yes")
        assert len(file_of(site, site.ask("/keep")).content) == len(few.content)

    def test_each_save_has_words_of_its_own(self) -> None:
        site = somebody()
        assert words_on(site.ask("/keep")) != words_on(site.ask("/keep"))

    def test_no_word_of_a_message_is_in_the_file(self) -> None:
        site = Site()
        site.ask("/look", message=BULK)
        page = site.ask("/keep")
        plain = unlock(file_of(site, page).content, words_on(page)).decode()
        for word in ("Heather", "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m", "webcam", "900"):
            assert word not in plain
        assert "seen" in plain

    def test_the_words_stand_on_no_other_page_and_in_no_cookie(self) -> None:
        site = somebody()
        words = words_on(site.ask("/keep"))
        page = site.get("/keep").content.decode() + site.get("/next").content.decode()
        assert not any(re.search(rf"<li[^>]*>{word}</li>", page) for word in words)
        assert not any(word in site.cookies[COOKIE].value for word in words)

    def test_a_file_that_we_did_not_make_is_not_given_back(self) -> None:
        page = somebody().ask("/kept", carried="PHNjcmlwdD4:x:y")
        assert page.status_code == 422
        assert "Content-Disposition" not in page
        assert "new words" in text_of(page)

    @pytest.mark.usefixtures("busy")
    def test_when_too_many_save_says_to_try_again_in_a_moment(self) -> None:
        page = somebody().ask("/keep")
        assert page.status_code == 503
        assert page["Retry-After"] == "5"
        assert "Nothing you did is lost" in text_of(page)


class TestBack:
    def test_goes_on_where_the_plan_was_saved(self) -> None:
        site = somebody()
        step = re.search(r'name="step" value="(\w+)"', site.get("/next").content.decode())
        assert step
        site.ask("/tick", step=step[1], done="yes")
        before = text_of(site.get("/next"))
        page = site.ask("/keep")
        words, file = words_on(page), file_of(site, page).content
        other = Site()
        assert text_of(other.get("/next")) != before
        came = other.ask("/back", file=sent(file), words=" ".join(words))
        assert (came.status_code, came["Location"]) == (303, "/next")
        assert text_of(other.get("/next")) == before

    @pytest.mark.parametrize("between", [" ", ", ", "\t\n", "-"])
    def test_takes_the_words_as_people_type_them(
        self, saved: tuple[list[str], bytes], between: str
    ) -> None:
        words, file = saved
        typed = between.join(word.upper() for word in words)
        assert (
            Site().ask("/back", file=sent(file, "my plan (1).BIN"), words=typed).status_code == 303
        )

    def test_other_words_are_refused_kept_and_the_file_is_asked_for_again(
        self, saved: tuple[list[str], bytes]
    ) -> None:
        words, file = saved
        turned = " ".join(words[::-1])
        site = Site()
        page = site.ask("/back", file=sent(file), words=turned)
        assert page.status_code == 422
        text = text_of(page)
        assert "These words do not open this file" in text
        assert "it was changed after you saved it" in text
        assert "Please choose the file again" in text
        assert f'value="{turned}"' in page.content.decode()
        assert COOKIE not in site.cookies

    def test_a_changed_file_is_refused(self, saved: tuple[list[str], bytes]) -> None:
        words, file = saved
        changed = file[:-1] + bytes([file[-1] ^ 1])
        page = Site().ask("/back", file=sent(changed), words=" ".join(words))
        assert page.status_code == 422
        assert "it was changed" in text_of(page)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "You typed none"),
            ("acorn kettle", "You typed only 2"),
            ("acorn acorn acorn acorn acorn acorn", "You typed 6"),
            ("acorn kettle violin xyzzy teapot", "“xyzzy” is not one of the words"),
        ],
    )
    def test_words_that_cannot_be_right_are_told_at_once(
        self, saved: tuple[list[str], bytes], typed: str, says: str
    ) -> None:
        page = Site().ask("/back", file=sent(saved[1]), words=typed)
        assert page.status_code == 422
        assert says in text_of(page)

    def test_without_a_file_asks_for_it_and_keeps_the_words(self) -> None:
        page = Site().ask("/back", words="acorn kettle")
        assert page.status_code == 422
        assert "Choose the file that you saved" in text_of(page)
        assert 'value="acorn kettle"' in page.content.decode()

    @pytest.mark.parametrize(
        ("file", "says"),
        [
            (sent(PNG, "shot.png", "image/png"), "Bield does not take pictures"),
            (sent(PNG), "Bield does not take pictures"),
            (sent(b"words", kind="image/jpeg"), "Bield does not take pictures"),
            (sent(b"\x00\x00\x00\x18ftypheic" + bytes(99)), "Bield does not take pictures"),
            (sent(b"my diary", "diary.txt"), "not a file that was saved here"),
            (sent(b"", "notes.bin"), "not a file that was saved here"),
            (sent(b"LOCKED\n" + bytes(MAX_BYTES), "notes.bin"), "too large"),
            (sent(b"LOCKED\n" + bytes(200_000), "notes.bin"), "too large"),
        ],
        ids=["picture", "bytes", "type", "phone", "text", "empty", "large", "several parts"],
    )
    def test_takes_nothing_but_a_saved_plan(self, file: SimpleUploadedFile, says: str) -> None:
        file.seek(0)
        page = Site().ask("/back", file=file, words="acorn kettle")
        assert page.status_code == 422
        assert says in text_of(page)
        assert 'value="acorn kettle"' in page.content.decode()

    def test_a_plan_of_another_version_is_told_as_such(self) -> None:
        words = LISTED
        file = lock(b'{"form":99}'.ljust(PLAIN_BYTES), words)
        page = Site().ask("/back", file=sent(file), words=" ".join(words))
        assert page.status_code == 422
        assert "Nothing is wrong with your words" in text_of(page)

    @pytest.mark.usefixtures("busy")
    def test_when_too_many_open_says_to_try_again(self, saved: tuple[list[str], bytes]) -> None:
        page = Site().ask("/back", file=sent(saved[1]), words=" ".join(saved[0]))
        assert page.status_code == 503

    @pytest.mark.usefixtures("busy")
    def test_rubbish_is_refused_without_a_turn(self) -> None:
        assert Site().ask("/back", file=sent(b"rubbish"), words="acorn").status_code == 422


class TestSave:
    def test_and_come_back_give_the_same_session(self) -> None:
        saved = save(TOLD, listed=LISTED)
        assert come_back(saved.file, " ".join(saved.words), listed=LISTED) == TOLD

    def test_a_session_that_no_cookie_holds_is_refused(self) -> None:
        ticks = ",".join(f'"{"x" * 20}{n}"' for n in range(200))
        long = from_bytes(as_bytes(EMPTY).replace(b'"ticks":[]', f'"ticks":[{ticks}]'.encode()))
        with pytest.raises(ValueError, match="more than a saved plan holds"):
            save(long, listed=LISTED)


class TestTurns:
    def test_some_work_some_wait_and_the_rest_are_told(self) -> None:
        turns = Turns(at_once=1, waiting=1)
        first, go, done = threading.Event(), threading.Event(), threading.Event()

        def work() -> None:
            with turns.taken():
                first.set()
                go.wait(10)

        def wait() -> None:
            with turns.taken():
                done.set()

        working = threading.Thread(target=work)
        working.start()
        assert first.wait(10)
        waiting = threading.Thread(target=wait)
        waiting.start()
        while turns._places._value:
            pass
        with pytest.raises(BusyError), turns.taken():
            pass
        assert not done.is_set()
        go.set()
        working.join(10)
        waiting.join(10)
        assert done.is_set()
        with turns.taken():
            pass

    def test_a_turn_that_failed_is_given_back(self) -> None:
        turns = Turns(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), turns.taken():
                raise ZeroDivisionError


class TestWords:
    def test_the_pages_can_be_read_by_a_child(self) -> None:
        site = somebody()
        for page in (site.get("/keep"), site.ask("/keep"), Site().get("/back")):
            main = re.search("<main.*?(<section|</main)", page.content.decode(), re.DOTALL)
            assert main
            for block in re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", main[0], re.DOTALL):
                said = unescape(re.sub("<[^>]*>", "", block)).strip()
                if len(said.split()) > 4:
                    assert textstat.flesch_kincaid_grade(said) <= 8, said
        assert keep.NO_FILE
