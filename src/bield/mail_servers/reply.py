"""The answer to what somebody forwarded, as a mail.

It holds no word of the message: not its subject, not a quote, not a link or coin address that the
sender chose, so that it can be read anywhere, and no filter takes it for the threat itself.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.message import Message as Headers
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from itertools import chain, groupby

from bield import telling
from bield.records import Answer, Band, Plan, Verdict
from bield.telling import Line, Role

SUBJECT = "Answer to the message you sent us"
"""It says nothing of what it is about: a subject shows on a locked phone."""
_COLUMNS = 72
_MAX_REFERENCES = 20
_MESSAGE_ID = re.compile(r"<[^\s<>\x00-\x1f\x7f-\U0010ffff]{1,250}>")
_LINK = re.compile(r"https?://[^\s;,()<>\"]+")

_NOT_ALL = "We read only the words in it. Pictures and other attachments were not opened."
_NOT_READ = (
    "There may be no words in it, or only a picture. That says nothing about how serious it is. "
    "If it threatens you, or scares you, do what stands below.",
    "It is too large. That says nothing about how serious it is. If it threatens you, or scares "
    "you, do what stands below.",
)
_SEND_WORDS = "You can send us the words of the message: copy them into a new mail."
_ABOUT = "It does not look like a threat. If someone is threatening you, send us what they wrote."
_AGAIN = (
    "You can forward another message to this address at any time. Never send pictures or videos "
    "of anybody: the words are enough."
)
_WHO = (
    "A program wrote this answer, and it can be wrong: trust what you know. No person has read "
    "your message, so if you need help, please talk to somebody named above. "
    "We keep nothing about you. From a threat we keep only the details of who sent it, such as "
    "the coin or mail address they use."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The words of an answer."""

    text: str
    html: str


def of_answer(answer: Answer, bands: Mapping[Band, str]) -> Reply:
    """Say what the message is, whom to call, what to do, and how we know."""
    finding, plan = answer.finding, answer.plan
    # What the readers note may name files that the sender attached; that there is more is enough.
    notes = (_NOT_ALL,) if answer.message.notes else ()
    first = telling.first_words(finding, plan.situation, notes)
    if finding.verdict is Verdict.ABOUT_SEXTORTION:
        first = (Line(Role.SAYS, _ABOUT) if x.role is Role.SAYS else x for x in first)
    quoted = {Role.QUOTE, Role.DETAIL}
    return _written(
        chain(
            first,
            telling.whom_to_call(plan),
            # What to do comes before why: a mail is read from its top, on a phone.
            telling.what_to_do(plan, bands),
            (line for line in telling.why(finding) if line.role not in quoted),
            _last_words(),
        )
    )


def of_nothing_read(plan: Plan, bands: Mapping[Band, str], *, too_large: bool) -> Reply:
    """Say that the message could not be read, whom to call and what to do all the same."""
    return _written(
        chain(
            (
                Line(Role.TITLE, "We could not read the message you sent"),
                Line(Role.SAYS, f"{_NOT_READ[too_large]} {_SEND_WORDS}"),
            ),
            telling.whom_to_call(plan),
            telling.what_to_do(plan, bands),
            _last_words(),
        )
    )


def _last_words() -> Iterator[Line]:
    yield Line(Role.HEADING, "About this answer")
    yield Line(Role.SAYS, _AGAIN)
    yield Line(Role.SAYS, _WHO)


def mail(
    reply: Reply, *, to: str, sender: str, headers: Headers, key: str, at: datetime
) -> EmailMessage:
    """Address an answer.

    Args:
        reply: Its words.
        to: The address in the envelope of the mail that is answered.
        sender: The address that answers.
        headers: Of the mail that is answered.
        key: What the report is known by: an answer that is sent twice has the same
            `Message-ID`, so that most mailboxes show it once.
        at: When it is written.
    """
    mail = EmailMessage(policy=SMTP.clone(utf8=not to.isascii()))
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    mail["Subject"] = SUBJECT
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{key}.bield@{sender.rpartition('@')[2]}>"
    if answered := _message_ids(headers, "message-id")[:1]:
        mail["In-Reply-To"] = answered[0]
        before = _message_ids(headers, "references") or _message_ids(headers, "in-reply-to")[:1]
        mail["References"] = " ".join([*before[1 - _MAX_REFERENCES :], *answered])
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = "en"
    mail.set_content(reply.text, cte="quoted-printable")
    mail.add_alternative(reply.html, subtype="html", cte="quoted-printable")
    return mail


def _address(address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(username=local, domain=domain)


def _message_ids(headers: Headers, name: str) -> list[str]:
    """What looks like a message id in a header: the sender wrote it, and could write anything."""
    return _MESSAGE_ID.findall(str(headers.get(name, "")))


def _written(lines: Iterable[Line]) -> Reply:
    told = tuple(lines)
    return Reply(text=_text(told), html=_html(told))


# ── as plain text ───────────────────────────────────────────────────────────────────

_LEFT = {
    Role.CALL: "* ",
    Role.TRUTH: "  ",
    Role.WHY: "   ",
    Role.HOW: "   - ",
    Role.REACH: "   * ",
    Role.SOURCE: "   ",
}
_OPEN = frozenset({Role.SAYS, Role.NOTE, Role.HEADING, Role.STATEMENT, Role.BAND, Role.STEP})
"""What stands after an empty line."""


def _text(lines: Iterable[Line]) -> str:
    written = []
    for role, text in lines:
        if role in _OPEN:
            written.append("")
        left = _LEFT.get(role, "")
        written += textwrap.wrap(
            text.upper() if role is Role.BAND else text,
            _COLUMNS,
            initial_indent=left,
            subsequent_indent=" " * len(left),
            break_long_words=False,
            break_on_hyphens=False,
        )
        if role is Role.HEADING:
            written.append("-" * min(len(text), _COLUMNS))
    return "\n".join(written) + "\n"


# ── as HTML ─────────────────────────────────────────────────────────────────────────

_TAGS = {
    Role.TITLE: ("<h1>", "</h1>"),
    Role.SAYS: ("<p>", "</p>"),
    Role.NOTE: ("<p><em>", "</em></p>"),
    Role.HEADING: ("<h2>", "</h2>"),
    Role.STATEMENT: ("<p><strong>", "</strong></p>"),
    Role.TRUTH: ("<p>", "</p>"),
    Role.BAND: ("<h3>", "</h3>"),
    Role.STEP: ("<h4>", "</h4>"),
    Role.WHY: ("<p>", "</p>"),
    Role.SOURCE: ("<p><small>", "</small></p>"),
}
_LISTED = frozenset({Role.CALL, Role.HOW, Role.REACH})


def _html(lines: Iterable[Line]) -> str:
    written = []
    for role, group in groupby(lines, key=lambda line: line.role):
        texts = [_LINK.sub(r'<a href="\g<0>">\g<0></a>', escape(text)) for _, text in group]
        if role in _LISTED:
            written.append("<ul>" + "".join(f"<li>{text}</li>\n" for text in texts) + "</ul>")
        else:
            before, after = _TAGS[role]
            written += [f"{before}{text}{after}" for text in texts]
    body = "\n".join(written)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{SUBJECT}</title></head>\n"
        '<body style="font:16px/1.5 sans-serif;max-width:40em">\n'
        f"{body}\n</body></html>\n"
    )
