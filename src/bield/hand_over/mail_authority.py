"""For who collects threatening mails in a country: the mail itself, byte for byte.

A mail with more than words in it may hold a private picture, so it is left out until the person
says that they looked and that there is none. (Where anybody in a picture may be under 18, no mail
with a picture was ever kept.)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from typing import Any

from bield.hand_over.drafts import draft, mailto
from bield.hand_over.letters import letter, numbered, way_in_words
from bield.hand_over.refusals import NothingToHandOverError, UnableToHandOverError
from bield.records import Country, Exhibit, MadeFile, Package, Recipient, Route, Routes, shown

SUBJECT = "Blackmail by e-mail: the mail is attached"
_WORDS = frozenset({"text/plain", "text/html"})
_CARRIERS = frozenset({"multipart", "message"})
_PICTURE_IN_WORDS = re.compile(
    rb"data:\s*(?:image|video|application)/"
    rb"|^begin [0-7]{3} "
    rb"|^content-type:\s*(?:image|video|audio|application)/",
    re.MULTILINE | re.IGNORECASE,
)
"""A picture can stand in the words of a page, between the lines of an old-fashioned mail, or in a
part that one reader of broken mails finds and another does not."""


class NoMailAuthorityError(UnableToHandOverError):
    """Nobody is known in this country who collects such mails."""


class MailChangedError(UnableToHandOverError):
    """A mail is not the one that the record holds."""


def collector(routes: Routes, country: Country) -> Route:
    """Give who collects threatening mails in a country.

    Raises:
        NoMailAuthorityError: Nobody is known who does; the error says who else to go to.
    """
    for route in routes.mail:
        if country in route.countries:
            if not _ways(route):
                raise NoMailAuthorityError(
                    f"{' '.join(route.says)} There is a package for the police, with this mail "
                    "in it."
                )
            return route
    raise NoMailAuthorityError(
        "Nobody is known there who collects such mails. There is a package for the police, with "
        "this mail in it."
    )


def mail_authority(
    exhibits: Sequence[Exhibit],
    mails: Mapping[int, bytes],
    route: Route,
    *,
    name: str = "",
    looked_at: Collection[int] = (),
) -> Package:
    """Make a ready mail for each mail of the record, with the original attached unchanged.

    Args:
        exhibits: Of the case.
        mails: Number of the exhibit → its bytes, as they were given.
        route: Who collects them.
        name: Of the person, where they want it in. It is not needed.
        looked_at: Numbers of mails with more than words in them of which the person says that
            no private picture is in them.

    Returns:
        A draft for each (or words for the form), the original beside it, and how to send them.

    Raises:
        NothingToHandOverError: There is no mail, or none that may be handed over.
        MailChangedError: Bytes are not those of the exhibit.
        NoMailAuthorityError: The route has no address and no form.
    """
    if not _ways(route):
        raise NoMailAuthorityError(f"There is no address of {route.name} to send a mail to.")
    known = {exhibit.number: exhibit for exhibit in exhibits}
    taken, left = [], []
    for number, data in sorted(mails.items()):
        exhibit = known.get(number)
        if exhibit is None or exhibit.sha256 != sha256(data).hexdigest():
            raise MailChangedError(f"Exhibit {number} is not the mail that the record holds.")
        if number in looked_at or _only_words(data):
            taken.append(_mail(exhibit, data, route, name))
        else:
            left.append(number)
    if not taken:
        raise NothingToHandOverError(_nothing(left))
    return Package(
        recipient=Recipient.MAIL_AUTHORITY,
        title=f"The mail, for {route.name}",
        holds=tuple(_holds(taken, name)),
        leaves_out=tuple(_leaves_out(left, name)),
        files=(*(f for mail in taken for f in mail.files), _how_to(taken, route)),
        next_steps=tuple(_next_steps(taken, route)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """One mail, as it is handed over."""

    number: int
    text: str
    """What is said of it."""
    draft: MadeFile | None
    """None where it goes into a form."""
    as_mail: bool
    original: MadeFile

    @property
    def files(self) -> tuple[MadeFile, ...]:
        return (self.original,) if self.draft is None else (self.draft, self.original)


def _mail(exhibit: Exhibit, data: bytes, route: Route, name: str) -> _Mail:
    is_outlooks = exhibit.name.lower().endswith(".msg")
    original = MadeFile(
        name=f"exhibit-{exhibit.number}.{'msg' if is_outlooks else 'eml'}", data=data
    )
    if not (addresses := route.ways("email")):
        text = _text("This mail is", original, name)
        return _Mail(number=exhibit.number, text=text, draft=None, as_mail=False, original=original)
    text = _text("The attached mail is", original, name)
    made = draft(data, to=addresses[0].value, subject=SUBJECT, text=text, file_name=original.name)
    return _Mail(
        number=exhibit.number,
        text=text,
        draft=MadeFile(name=f"draft-{exhibit.number}.eml", data=made.data),
        as_mail=made.as_mail,
        original=original,
    )


def _text(this_is: str, original: MadeFile, name: str) -> str:
    lines = [
        f"{this_is} blackmail: it threatens to publish something private.",
        "I pass it on as it came to me, so that you can act against whoever sent it.",
        "",
        f"File: {original.name}, {len(original.data)} bytes",
        f"SHA-256: {sha256(original.data).hexdigest()}",
    ]
    if name.strip():
        lines += ["", shown(name.strip())]
    return "\n".join(lines) + "\n"


def _how_to(taken: Sequence[_Mail], route: Route) -> MadeFile:
    return letter("how-to-send.txt", _how_to_lines(taken, route))


def _how_to_lines(taken: Sequence[_Mail], route: Route) -> Iterator[str]:
    yield f"HOW TO SEND IT TO {route.name.upper()}"
    yield ""
    yield from numbered(tuple(_next_steps(taken, route)))
    for mail in taken:
        yield ""
        if mail.draft is None:
            yield f"Words for the form, about {mail.original.name}:"
            yield ""
            yield mail.text.strip()
        else:
            address = route.ways("email")[0].value
            yield f"A link that begins a mail; attach {mail.original.name} yourself:"
            yield mailto(address, SUBJECT, mail.text)
    yield ""
    yield "What not to add"
    yield "- A nude or a private picture, of anybody."
    yield "- A password or a PIN."
    yield "- Your story, or your name: they do not need them."


def _next_steps(taken: Sequence[_Mail], route: Route) -> Iterator[str]:
    drafts = [mail.draft.name for mail in taken if mail.draft is not None]
    originals = " and ".join(mail.original.name for mail in taken)
    if drafts:
        address = route.ways("email")[0].value
        yield (
            f"Open {' and then '.join(drafts)}. Outlook for Windows opens it as a mail that is "
            f"ready to go to {address}: look at it, and press Send."
        )
        yield (
            "If your program shows it as a mail that came in, or you read your mail on the web, "
            f"write a new mail to {address} instead, and attach {originals}."
        )
    else:
        (way, *_) = route.ways("web")
        yield f"Open {way_in_words(way)}, and paste the words from how-to-send.txt."
        yield f"If it takes files, add {originals}."
    yield from route.says
    if drafts:
        yield "Whoever gets it sees the address that you send it from."
    yield "If money was sent, or the threat may be real, tell the police too, and keep the mail."


def _holds(taken: Sequence[_Mail], name: str) -> Iterator[str]:
    numbers = ", ".join(str(mail.number) for mail in taken)
    yield f"The mail as it came, not a byte changed (exhibit {numbers})."
    yield (
        "What stands in the mail goes with it, such as your e-mail address. If they wrote your "
        "name, a password or a number, that goes too."
    )
    if name.strip():
        yield "Your name, as you gave it."
    for mail in taken:
        if mail.draft is not None and not mail.as_mail:
            yield (
                f"Exhibit {mail.number} is attached as a file, and not as a mail: it is not built "
                "as a mail should be, and would be changed on its way."
            )


def _leaves_out(left: Sequence[int], name: str) -> Iterator[str]:
    yield "What happened, in your words, and every other file of your record."
    yield "Every private picture."
    if not name.strip():
        yield "Your name, beside what stands in the mail itself."
    for number in left:
        yield _why_left(number)


def _why_left(number: int) -> str:
    return (
        f"Exhibit {number}: there is more than words in it, and it may be a private picture. If "
        "you have looked and there is none, say so, and it is taken in."
    )


def _nothing(left: Sequence[int]) -> str:
    if left:
        return " ".join(_why_left(number) for number in left)
    return "Your record holds no mail. Add it as a file: bield record add FOLDER MAIL.eml"


def _ways(route: Route) -> bool:
    return bool(route.ways("email") or route.ways("web"))


def _only_words(data: bytes) -> bool:
    """Tell whether nothing is in a mail but words. What cannot be told is taken for more."""
    if b"\0" in data or _PICTURE_IN_WORDS.search(data):
        return False
    try:
        return all(_is_words(part) for part in message_from_bytes(data).walk())
    except (RecursionError, ValueError, LookupError):
        return False


def _is_words(part: Message[Any, Any]) -> bool:
    if part.is_multipart():
        return part.get_content_maintype() in _CARRIERS
    if part.get_content_type() not in _WORDS:
        return False
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and not (
        b"\0" in payload or _PICTURE_IN_WORDS.search(payload)
    )
