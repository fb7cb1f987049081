"""Whether some bytes are a chat: by what they hold, never by what the file is called."""

from __future__ import annotations

from bield.read.charsets import decode_text
from bield.read.chats.sms import is_sms
from bield.read.chats.whatsapp import is_whatsapp

ZIP_START = b"PK\x03\x04"
_PROBE_BYTES = 64 * 1024

_JSON_KEYS: tuple[tuple[bytes, ...], ...] = (
    (b'"sender_name"', b'"timestamp_ms"', b'"participants"'),  # Facebook, Instagram
    (b'"senderName"', b'"timestamp"', b'"participants"'),  # Facebook, end-to-end encrypted
    (b'"messages"', b'"date"', b'"from_id"'),  # Telegram
    (b'"messages"', b'"date"', b'"actor_id"'),
    (b'"guild"', b'"channel"', b'"messages"', b'"author"'),  # DiscordChatExporter
    (b'"ID"', b'"Timestamp"', b'"Contents"'),  # Discord's data package
    (b'"Media Type"', b'"Created"', b'"From"'),  # Snapchat
    (b'"Media Type"', b'"Created"', b'"To"'),
)
"""Keys that stand together in the JSON of one service only."""


def is_chat(data: bytes) -> bool:
    """Tell whether this is a chat's export, unpacked."""
    return is_json_chat(data) or is_sms(data[:4096]) or is_text_chat(data)


def is_json_chat(data: bytes) -> bool:
    """Tell whether this is JSON that holds the keys of a service's chats."""
    start = data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"{", b"[")) and any(
        all(key in data for key in keys) for keys in _JSON_KEYS
    )


def is_text_chat(data: bytes) -> bool:
    """Tell whether this is WhatsApp's text."""
    text, _ = decode_text(data[: _PROBE_BYTES // 2 * 2], declared=None)
    return is_whatsapp(text)
