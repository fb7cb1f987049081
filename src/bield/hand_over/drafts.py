"""A mail that is ready to be sent, with another mail in it byte for byte.

A mail program, and Python's own `email` package, write a mail that they carry anew: they fold its
headers, change its line ends, mend what is broken. What is proof must not be mended, so the
package makes all of the draft but the carried mail, which is then put in as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from urllib.parse import quote

LONGEST_LINE_BYTES = 998
"""Without its end: RFC 5322, 2.1.1. Servers cut longer lines, or refuse them."""
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
"""A mail begins with a header: RFC 5322, 2.2."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that nobody has sent yet."""

    data: bytes
    as_mail: bool
    """Whether the carried mail stands in it as a mail (`message/rfc822`), which those who collect
    mails can read at once; otherwise it is a file, because as a mail it would be changed."""


def draft(carried: bytes, *, to: str, subject: str, text: str, file_name: str) -> Draft:
    """Make a mail with another one attached, each of whose bytes is kept.

    It has neither a sender nor a date: the program that sends it writes them. `X-Unsent` lets
    Outlook open it as a draft.

    Args:
        carried: The mail, or what is left of one.
        to: The address.
        subject: One line.
        text: What it says.
        file_name: Of the attachment, in plain letters.
    """
    as_mail = can_stand_as_a_mail(carried)
    line_end = "\n" if as_mail and b"\n" in carried and b"\r" not in carried else "\r\n"
    policy = default.clone(linesep=line_end)
    mail = EmailMessage(policy=policy)
    mail["X-Unsent"] = "1"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    digest = sha256(carried).hexdigest()
    mail.make_mixed(boundary=_not_in(carried, f"bield-{digest[:32]}"))
    if not as_mail:
        mail.add_attachment(
            carried, maintype="application", subtype="octet-stream", filename=file_name
        )
        return Draft(data=mail.as_bytes(), as_mail=False)
    bits = "7bit" if carried.isascii() else "8bit"
    stand_in = _not_in(carried, f"carried-{digest}")
    part = EmailMessage(policy=policy)
    part["Content-Type"] = "message/rfc822"
    part.add_header("Content-Disposition", "attachment", filename=file_name)
    part["Content-Transfer-Encoding"] = bits
    part.set_payload(stand_in)
    mail["Content-Transfer-Encoding"] = bits
    mail.attach(part)
    before, _, after = mail.as_bytes().partition(stand_in.encode())
    return Draft(data=before + carried + after, as_mail=True)


def can_stand_as_a_mail(data: bytes) -> bool:
    """Tell whether a mail can be carried as one without a byte of it being changed.

    Not where it does not begin like a mail, has a NUL, a line that is too long, or line ends of
    more than one kind: those are mended on the way.
    """
    ends, returns = data.count(b"\n"), data.count(b"\r")
    return (
        bool(_HEADER.match(data))
        and b"\0" not in data
        and (not returns or data.count(b"\r\n") == ends == returns)
        and max(map(len, data.splitlines())) <= LONGEST_LINE_BYTES
    )


def mailto(to: str, subject: str, text: str) -> str:
    """Give a link that begins such a mail (RFC 6068). A link can attach nothing."""
    body = "\r\n".join(text.splitlines())
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _not_in(data: bytes, mark: str) -> str:
    while mark.encode() in data:
        mark += "x"
    return mark
