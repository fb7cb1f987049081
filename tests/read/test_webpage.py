"""Saved web pages."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.read import NothingToReadError, PictureRefusedError, UnableToReadError, read
from bield.read.kinds import Kind, kind_of
from bield.read.webpage import read_html
from bield.records import Format
from documents import PAYMENT, THREAT, FakeEyes, encoded, street

PICTURE = f'<img src="data:image/png;base64,{base64.b64encode(encoded(street())).decode()}">'
DOT = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'


class TestKind:
    @pytest.mark.parametrize(
        "start",
        [
            "<!DOCTYPE html>",
            "\ufeff\r\n<html lang=en>",
            "<!-- saved from url=(0014)about:internet -->\n<html>",
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">',
            "<body bgcolor=white>",
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_is_told_by_how_it_begins(self, start: str, encoding: str) -> None:
        data = f"{start}<p>{THREAT}</p>".encode(encoding)
        assert kind_of(data) is Kind.HTML
        assert read(data).text == THREAT

    @pytest.mark.parametrize(
        "words", ["<3 you", "<p>I write like this", "the <html> tag", "<htmlx"]
    )
    def test_of_text_with_angles_is_text(self, words: str) -> None:
        assert read(words.encode()).format is Format.TEXT


class TestWords:
    def test_are_those_that_are_seen(self) -> None:
        message = read_html(b"<html><p>Pay <span hidden>x</span>me</p><script>1</script>")
        assert (message.format, message.text) == (Format.DOCUMENT, "Pay me")

    def test_are_in_the_charset_that_the_page_names(self) -> None:
        page = '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        assert read_html((page + "<p>Привет</p>").encode("cp1251")).text == "Привет"

    def test_none_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(NothingToReadError, match="copy the words you see"):
            read(b"<html><body></body></html>")


class TestPictures:
    def test_written_into_the_page_are_looked_at(self) -> None:
        eyes = FakeEyes(words="a threat in a picture", codes=(PAYMENT,))
        message = read_html(f"<html>{DOT}{PICTURE}</html>".encode(), eyes=eyes)
        assert eyes.shown == [(encoded(street()), True)]
        assert message.text == f"a threat in a picture\n\nQR code: {PAYMENT}"

    def test_are_named_where_nothing_can_look(self) -> None:
        message = read_html(f"<html><p>{THREAT}{PICTURE}</html>".encode())
        assert message.notes == ("Not looked at: 1 picture in it.",)

    @pytest.mark.parametrize("picture", [PICTURE, DOT, '<b style="x:url( DATA: video/mp4,x )">'])
    def test_are_refused_on_the_site(self, picture: str) -> None:
        with pytest.raises(PictureRefusedError, match="own device"):
            read(f"<html><p>{THREAT}</p>{picture}</html>".encode(), pictures_allowed=False)

    def test_elsewhere_are_never_fetched_and_no_reason_to_refuse(self) -> None:
        page = b'<html><p>Pay me</p><img src="https://a.example/you.jpg"></html>'
        assert read(page, pictures_allowed=False).text == "Pay me"


@given(st.one_of(st.binary(max_size=2_000), st.text(max_size=500).map(lambda t: t.encode())))
def test_any_page_gives_words_or_a_named_refusal(rest: bytes) -> None:
    try:
        message = read(b"<!doctype html>" + rest, eyes=FakeEyes())
    except UnableToReadError:
        return
    message.text.encode("utf-8")
