"""Chats written for these tests, in the forms that the services write."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from bield.read.chats import read_chats
from bield.read.refusals import UnableToReadError
from bield.records import Conversation, Message


def messages(data: bytes) -> list[Message]:
    """Every chat of a file; a refusal is a failed test."""
    given = []
    for _, message in read_chats(data):
        if isinstance(message, UnableToReadError):
            raise message
        given.append(message)
    return given


def only(data: bytes) -> Message:
    given = messages(data)
    assert len(given) == 1
    return given[0]


def chat(message: Message) -> Conversation:
    assert message.conversation is not None
    for turn in message.conversation.turns:
        assert message.text[slice(*turn.span)] == turn.text
    return message.conversation


def said(message: Message) -> list[tuple[str, str]]:
    return [(t.who, t.text) for t in chat(message).turns]


def times(message: Message) -> list[str]:
    """Each turn's moment, or how it is open."""
    return [
        t.when.at.isoformat(timespec="minutes") if t.when.at else t.when.clock.value
        for t in chat(message).turns
    ]


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


META = {
    "participants": [{"name": "Zoë"}, {"name": "Sam"}],
    "messages": [
        {
            "sender_name": "ZoÃ«",
            "timestamp_ms": 1504792000000,
            "photos": [{"uri": "your_instagram_activity/messages/inbox/zoe_1/photos/12.jpg"}],
        },
        {"sender_name": "Sam", "timestamp_ms": 1504791960000, "content": "hello"},
        {
            "sender_name": "ZoÃ«",
            "timestamp_ms": 1504791900000,
            "content": "cafÃ© ð\x9f\x98\x80",
        },
    ],
    "title": "ZoÃ«",
    "thread_path": "inbox/zoe_1",
}

TELEGRAM = {
    "name": "Ann",
    "type": "personal_chat",
    "id": 7,
    "messages": [
        {
            "id": 1,
            "type": "service",
            "date": "2017-09-07T15:44:00",
            "date_unixtime": "1504791840",
            "actor": "Ann",
            "actor_id": "user7",
            "action": "phone_call",
            "text": "",
        },
        {
            "id": 2,
            "type": "message",
            "date": "2017-09-07T15:45:00",
            "date_unixtime": "1504791900",
            "from": "Ann",
            "from_id": "user7",
            "text": ["see ", {"type": "text_link", "text": "this", "href": "https://x.example"}],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2017-09-07T15:46:00",
            "from": "Bob",
            "from_id": "user8",
            "photo": "(File not included. Change data exporting settings to download.)",
            "text": "",
        },
    ],
}

DISCORD = {
    "guild": {"id": "0", "name": "Direct Messages"},
    "channel": {"id": "1", "type": "DirectTextChat", "name": "bob"},
    "messages": [
        {
            "id": "1",
            "type": "Default",
            "timestamp": "2017-09-07T15:45:00.123+02:00",
            "content": "hi",
            "author": {"name": "bob", "nickname": "Bobby"},
            "attachments": [{"url": "https://cdn.example/a/b.png?x=1", "fileName": "b.png"}],
            "stickers": [{"name": "wave"}],
        },
        {
            "id": "2",
            "type": "Call",
            "timestamp": "2017-09-07T15:46:00+02:00",
            "content": "Started a call.",
            "author": {"name": "ann", "nickname": "ann"},
        },
    ],
}

SNAPCHAT = {
    "bob_1": [
        {
            "From": "bob_1",
            "Media Type": "MEDIA",
            "Created": "2017-09-07 15:46:00 UTC",
            "Content": "",
            "Conversation Title": None,
            "IsSender": False,
            "Created(microseconds)": 1504799160000,
            "Media IDs": "b~Ei",
        },
        {
            "From": "sam_2",
            "Media Type": "TEXT",
            "Created": "2017-09-07 15:45:00 UTC",
            "Content": "hi",
            "Conversation Title": None,
            "IsSender": True,
            "Created(microseconds)": 1504799100000,
        },
    ],
    "empty_3": [],
}

SMS = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    b'<smses count="4">\n'
    b'  <sms address="+44 7700 900123" date="1504791900000" type="1" body="hi&#10;you" '
    b'contact_name="Bob" />\n'
    b'  <sms address="+447700900123" date="1504791960000" type="2" body="yo &#55357;&#56832;" '
    b'contact_name="Bob" />\n'
    b'  <sms address="+447700900123" date="1504791970000" type="3" body="never sent" />\n'
    b'  <mms address="12345" date="1504791980000" msg_box="1" contact_name="(Unknown)"><parts>'
    b'<part ct="application/smil" text="x"/><part ct="text/plain" text="look"/>'
    b'<part ct="image/jpeg" cl="p.jpg" data="/9j/"/></parts></mms>\n'
    b"</smses>"
)
