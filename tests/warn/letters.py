"""A letter and its readers, as the tests send them."""

from __future__ import annotations

from datetime import UTC, datetime

from bield.records.outgoing import Letter, Mailbox, Reader

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

LETTER = Letter(
    subject="Warning: mails that threaten to show pictures of you – do not pay",
    sender=Mailbox(name="PC Ailsa Grant, Police Scotland", address="alerts@k.example"),
    reply_to=Mailbox(name="K Division", address="reply+9@k.example"),
    list_name="Alerts for Renfrewshire",
    list_id="renfrewshire.alerts.k.example",
    feedback_id="9:scam:k-division:bield",
    language="en-GB",
    unnamed="neighbour",
    text=(
        "Dear {{name}},\n\n"
        "People here got mails that threaten to send intimate pictures to family and friends "
        "unless money is paid. Do not pay. Stop writing to them. Keep the messages.\n"
        ".\n..dots at the start of a line\n"
        "  two  spaces\tand a tab \n"
        "From here on: £500 was asked for; 漢字.\n\n"
        "Get no more of these: {{unsubscribe_url}}\n"
        "Choose what you get: {{preferences_url}}\n"
    ),
    html=(
        '<!doctype html>\n<html lang="en-GB"><body>\n<p>Dear {{name}},</p>\n'
        "<p>People here got mails that threaten to send intimate pictures &amp; more.</p>\n"
        '  <p><a href="{{unsubscribe_url}}">Get no more of these</a>\n'
        "  <a class='x' href='{{ preferences_url }}'>Choose what you get</a></p>\n</body></html>\n"
    ),
)


def reader(
    name: str = "Zoë O'Brien",
    address: str = "zoe@home.example",
    *,
    message_id: str = "9.1@k.example",
    unsubscribe_url: str = "https://k.example/u/abc?x=1&y=2",
    preferences_url: str = "https://k.example/p/abc",
) -> Reader:
    return Reader(
        mailbox=Mailbox(name=name, address=address),
        message_id=message_id,
        unsubscribe_url=unsubscribe_url,
        preferences_url=preferences_url,
    )
