"""The request by which a law makes a platform remove a private picture that was published.

What it must hold: 47 U.S.C. 223a(a)(1)(B), a signature, what and where it is, a statement in good
faith, and how to reach whoever asks. It names the picture by where it is, and never holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bield.hand_over.letters import BLANK, letter, line, reach, way_in_words
from bield.records import MadeFile, PlatformRoute, RemovalLaw, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Where a private picture can be seen by others."""

    places: tuple[str, ...] = ()
    """Links, as the person gave them."""
    name: str = ""
    """Of who asks for its removal, where they want it filled in."""
    contact: str = ""
    """The same."""


def removal_request(
    file_name: str,
    *,
    to: str,
    places: Sequence[str],
    accounts: Sequence[str],
    published: Published,
    law: RemovalLaw,
) -> MadeFile:
    """Make the request, with a blank to sign and blanks for what the person did not give.

    Args:
        file_name: Of the file.
        to: The platform's name.
        places: Where it is published, on this platform.
        accounts: Lines on who published it.
        published: With the name and how to reach them, where they are to be filled in.
        law: By which it is asked.
    """
    return letter(file_name, _lines(to, places, accounts, published, law))


def _lines(
    to: str,
    places: Sequence[str],
    accounts: Sequence[str],
    published: Published,
    law: RemovalLaw,
) -> Iterator[str]:
    yield "REQUEST TO REMOVE A PRIVATE PICTURE"
    yield f"under {law.name} ({law.cite})"
    yield ""
    yield f"To: {to}"
    yield ""
    yield "What it is, and where"
    yield "An intimate picture or video of me, or of the person I act for, is published at:"
    yield from (f"- {shown(place.strip())}" for place in places)
    if accounts:
        yield "Those who threatened to publish it use:"
        yield from accounts
    yield "It is named by where it is. It is not attached, and will not be sent."
    yield ""
    yield "Statement"
    yield (
        "I believe in good faith that what is named above was published without the consent of "
        "the person in it. There was a threat to publish it, to force them to do something."
    )
    yield ""
    yield (
        "Please remove it, and every identical copy that you know of, as soon as you can, and "
        f"not later than {law.within_hours} hours after you get this request."
    )
    yield ""
    yield "How you can reach me"
    yield line("Name", published.name, otherwise=BLANK)
    yield line("E-mail address or telephone number", published.contact, otherwise=BLANK)
    yield ""
    yield "[ ] I am the person in it."
    yield f"[ ] I may act for that person, because: {BLANK}"
    yield ""
    yield f"Signature (on paper, or your name typed in full): {BLANK}"
    yield f"Date: {BLANK}"


def how_to_ask(file_name: str, law: RemovalLaw, route: PlatformRoute | None) -> Iterator[str]:
    """Say how the request is sent, and what can be done if nothing happens."""
    yield f"Fill in and sign {file_name}. For somebody under 18, an adult can sign."
    if route is not None and route.removal:
        yield f"Their own form for it: {', '.join(way_in_words(way) for way in route.removal)}"
    else:
        yield "Look on their help pages for «Take It Down», or send it to their support."
    if route is not None and route.removal_asks:
        yield f"Their form asks for this too: {' '.join(route.removal_asks)}"
    yield from law.says
    yield (
        "Write down the day and the hour at which you send it. The law gives them "
        f"{law.within_hours} hours. If it is still there then, you can complain:"
    )
    yield from (reach(service) for service in law.services)
