"""What cannot stand in a mail is refused, and named: header injection in every field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import AT, LETTER, reader

from bield.records.outgoing import Attachment, Letter, Mailbox, Reader
from bield.warn.mail import FieldRefusedError, Mailing, PlaceRefusedError

GOOD = {
    "subject": "Warning",
    "sender_name": "PC Grant",
    "sender_address": "a@k.example",
    "reply_to_name": "K Division",
    "reply_to_address": "b@k.example",
    "list_name": "Alerts",
    "list_id": "alerts.k.example",
    "feedback_id": "a:b:c:d",
    "language": "en-GB",
    "unnamed": "neighbour",
    "file_name": "a.pdf",
    "media_type": "application/pdf",
    "name": "Zoë",
    "address": "zoe@home.example",
    "message_id": "1@k.example",
    "unsubscribe_url": "https://k.example/u/1",
    "preferences_url": "https://k.example/p/1",
}
FIELDS = st.sampled_from(sorted(GOOD))


def written(**changed: str) -> bytes:
    """The mail with these values, every other one being good."""
    value = {**GOOD, **changed}
    letter = Letter(
        subject=value["subject"],
        sender=Mailbox(name=value["sender_name"], address=value["sender_address"]),
        reply_to=Mailbox(name=value["reply_to_name"], address=value["reply_to_address"]),
        list_name=value["list_name"],
        list_id=value["list_id"],
        feedback_id=value["feedback_id"],
        language=value["language"],
        unnamed=value["unnamed"],
        text=LETTER.text,
        html=LETTER.html,
        attachments=(
            Attachment(file_name=value["file_name"], media_type=value["media_type"], data=b"x"),
        ),
    )
    one = Reader(
        mailbox=Mailbox(name=value["name"], address=value["address"]),
        message_id=value["message_id"],
        unsubscribe_url=value["unsubscribe_url"],
        preferences_url=value["preferences_url"],
    )
    return Mailing(letter).mail(one, sent_at=AT)


class TestAnyField:
    @given(
        field=FIELDS,
        at=st.integers(0, 30),
        bad=st.sampled_from(["\r\n", "\r", "\n", "\0", "\x0b", "\x7f", "\x85", "\u2028", "\ud800"]),
        then=st.sampled_from(["", "Bcc: all@x.example", " folded", "\r\n\r\nbody", "."]),
    )
    def test_refuses_what_would_begin_a_line_of_its_own(
        self, field: str, at: int, bad: str, then: str
    ) -> None:
        good = GOOD[field]
        with pytest.raises(FieldRefusedError) as refusal:
            written(**{field: good[:at] + bad + then + good[at:]})
        named = refusal.value.field.replace("'s ", "_").replace(" ", "_")
        known = {"message_id": "Message-ID", "name": "reader_name", "address": "reader_address"}
        assert known.get(field, field.removesuffix("_url").removeprefix("un")) in named
        assert "all@x.example" not in str(refusal.value)

    @given(field=FIELDS, value=st.text(max_size=60))
    def test_never_makes_a_field_of_its_own(self, field: str, value: str) -> None:
        try:
            data = written(**{field: value})
        except FieldRefusedError:
            return
        head = data.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").split(b"\r\n")
        usual = written().partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").split(b"\r\n")
        assert [f.split(b":")[0] for f in head] == [f.split(b":")[0] for f in usual]
        assert data.count(b"\r\n\r\n--=_alternative\r\n") == 1

    def test_says_what_is_wrong_in_words_for_a_person(self) -> None:
        with pytest.raises(
            FieldRefusedError,
            match=r"the reader's name: it has a line break \(LF\) in it, and must be one line\.",
        ):
            written(name="Zoë\nBcc: all@x.example")


class TestAReader:
    @pytest.mark.parametrize(
        "name",
        ["see http://win.example", "WWW.win.example", "x" * 101, "moc\u202eexe", "\u2066a"],
    )
    def test_has_no_name_with_a_link_or_a_trick(self, name: str) -> None:
        with pytest.raises(FieldRefusedError, match="reader's name"):
            written(name=name)

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "a",
            "a@",
            "@b.c",
            "a@b@c",
            "a b@c.d",
            "<a@b.c>",
            "a@b.c,d@e.f",
            "a@-b.c",
            "a@b..c",
            "a..b@c.d",
            ".a@b.c",
            '"a"@b.c',
            "ü@b.c",
            "a@ü.c",
            f"{'a' * 65}@b.c",
            "a@[1.2.3.4]",
            "a@" + "b" * 64 + ".c",
            "a@" + "b." * 130 + "c",
            "a>@b.c",
            "a@b.c> NOTIFY=NEVER",
        ],
    )
    def test_has_an_address_that_a_server_takes(self, address: str) -> None:
        with pytest.raises(FieldRefusedError, match="reader's address"):
            written(address=address)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "http://k.example/u",
            "https://",
            "https://k.example/a b",
            "https://k.example/>",
            'https://k.example/"',
            "javascript:alert(1)",
            "https://k.example/é",
            "//k.example/u",
            "https://k.example/" + "a" * 900,
            "https://a@k.example/",
            "mailto:a@k.example",
        ],
    )
    def test_has_links_that_stay_one_link_everywhere(self, url: str) -> None:
        with pytest.raises(FieldRefusedError, match="link to unsubscribe"):
            written(unsubscribe_url=url)
        with pytest.raises(FieldRefusedError, match="link to the preferences"):
            written(preferences_url=url)

    def test_has_a_date_with_a_zone(self) -> None:
        with pytest.raises(FieldRefusedError, match="the date: it has no time zone"):
            Mailing(LETTER).mail(reader(), sent_at=datetime(2026, 12, 1))


class TestALetter:
    @pytest.mark.parametrize("part", ["text", "html"])
    def test_must_show_how_to_get_no_more(self, part: str) -> None:
        with pytest.raises(PlaceRefusedError, match=f"{part} has no {{{{unsubscribe_url"):
            Mailing(replace(LETTER, **{part: "Dear {{name}}"}))  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["{{nmae}}", "{{", "a }} b", "{{name", "{{}}", "{{{{name}}}}"])
    def test_has_only_places_that_can_be_filled(self, text: str) -> None:
        with pytest.raises(PlaceRefusedError, match="The letter's text has"):
            Mailing(replace(LETTER, text=text + "{{unsubscribe_url}}"))

    def test_needs_a_word_where_a_name_is_not_known(self) -> None:
        with pytest.raises(PlaceRefusedError, match="unnamed"):
            Mailing(replace(LETTER, unnamed=""))

    @pytest.mark.parametrize(
        "html",
        [
            "<script>a('{{name}}')</script>",
            "<style>{{name}}</style>",
            "<!-- {{name}} -->",
            "<!-- {{name}}",
            "<!-- > {{name}}",
            '<a href="{{unsubscribe_url}}" href="{{preferences_url}}">x</a>',
            '<a href="{{name}}">x</a>',
            '<p title="{{name}}">x</p>',
            "<a href={{unsubscribe_url}}>x</a>",
            '<a href="x{{unsubscribe_url}}">x</a>',
            '<a href="{{unsubscribe_url}}x">x</a>',
            '<a data-href="{{unsubscribe_url}}" href="x">x</a>',
            '<a onclick="{{unsubscribe_url}}">x</a>',
            "<a href='x' title=' href=\"{{unsubscribe_url}}\" '>x</a>",
            "<{{name}}>",
            "<p {{name}}>",
            "<title>{{name}}</title>",
            "<p>\ue000</p>",
        ],
    )
    def test_has_no_place_where_a_name_could_be_code(self, html: str) -> None:
        with pytest.raises(PlaceRefusedError, match="html"):
            Mailing(replace(LETTER, html=html + LETTER.html))

    @pytest.mark.parametrize("character", ["\0", "\x1b", "\x0c", "\ud83d", "\u202e"])
    @pytest.mark.parametrize("part", ["text", "html"])
    def test_has_no_character_that_cannot_be_shown(self, part: str, character: str) -> None:
        changed = {part: getattr(LETTER, part) + character}
        with pytest.raises(FieldRefusedError, match=f"{part}: it has"):
            Mailing(replace(LETTER, **changed))

    @pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "pdf", "a/b; name=x"])
    def test_carries_no_mail_within_the_mail(self, kind: str) -> None:
        with pytest.raises(FieldRefusedError, match="attachment 1's media_type"):
            written(media_type=kind)

    @pytest.mark.parametrize("name", ["", "..", "../a.pdf", "a\\b", 'a".pdf', "c:d", " "])
    def test_carries_no_file_with_a_path(self, name: str) -> None:
        with pytest.raises(FieldRefusedError, match="attachment 1's file_name"):
            written(file_name=name)
