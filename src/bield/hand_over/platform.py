"""For the app or site on which it happens: words for its report form, and a removal request.

A platform needs to know who does it and where, and no more. It never gets a picture: what was
published is named by where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bield.hand_over.letters import (
    fitting,
    is_minor,
    letter,
    line,
    numbered,
    reach,
    when_in_words,
)
from bield.hand_over.refusals import NothingToHandOverError
from bield.hand_over.removal import Published, how_to_ask, removal_request
from bield.hand_over.whereabouts import Whereabouts
from bield.records import (
    Age,
    Country,
    DetailKind,
    Exhibit,
    Offender,
    OffenderDetail,
    Package,
    Platform,
    PlatformRoute,
    Recipient,
    RemovalLaw,
    Routes,
    Topic,
    Words,
    shown,
)

_UNPUBLISHED = Published()


def platform(
    offender: Offender,
    exhibits: Sequence[Exhibit],
    on: Platform,
    routes: Routes,
    *,
    root: str,
    age: Age = Age.UNKNOWN,
    age_in_picture: Age = Age.UNKNOWN,
    country: Country = Country.UNKNOWN,
    published: Published = _UNPUBLISHED,
) -> Package:
    """Make what one platform needs.

    Args:
        offender: Of the case. Its accounts, links, numbers and addresses on this platform are in
            it, and those of which nobody said where they are.
        exhibits: Of the case; by number, name and fingerprint only.
        on: The platform.
        routes: How it takes reports, and the laws.
        root: Of the seal.
        age: Of the person now. That they are under 18 is said; how old they are is not.
        age_in_picture: Of whom a picture shows.
        country: Where the person is: which law and which services they can use.
        published: Where a picture was published; nothing where it was only threatened.

    Returns:
        The words of the report, a list of the proof that was kept, and, where a picture was
        published and a law fits, a request for removal with a blank to sign.

    Raises:
        NothingToHandOverError: Nothing is known of them on this platform, or it is closed.
    """
    if on.pause == "closed":
        raise NothingToHandOverError(
            f"{on.name} is closed, and nobody there takes reports. Tell the police what you have."
        )
    found = Whereabouts(offender, on, routes)
    places = tuple(p for p in published.places if p.strip() and found.may_be_here(p))
    if not (found.here or found.anywhere or places):
        raise NothingToHandOverError(
            f"Your record has no account, link, number or address of theirs on {on.name}. Add "
            "what you know, and say where it is: bield record detail FOLDER account NAME "
            f'--where "{on.name}"'
        )
    law = next((law for law in routes.laws if places and country in law.countries), None)
    about = _About(on=on, route=routes.platforms.get(on.id), found=found, places=places, law=law)
    minor = is_minor(age) or is_minor(age_in_picture)
    files = [
        letter(about.file_name("report"), _report(about, minor=minor)),
        letter(about.file_name("proof"), _proof(exhibits, root)),
    ]
    if law is not None:
        files.append(
            removal_request(
                about.file_name("removal-request"),
                to=on.name,
                places=places,
                accounts=[f"- {about.detail(detail)}" for detail in found.here],
                published=published,
                law=law,
            )
        )
    return Package(
        recipient=Recipient.PLATFORM,
        title=f"{on.name}: a report{', and a request to remove a picture' if law else ''}",
        holds=tuple(_holds(about, published, minor=minor)),
        leaves_out=tuple(_leaves_out(found, on)),
        files=tuple(files),
        next_steps=tuple(_next_steps(about, routes, country, age, age_in_picture)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    on: Platform
    route: PlatformRoute | None
    found: Whereabouts
    places: tuple[str, ...]
    law: RemovalLaw | None

    def file_name(self, what: str) -> str:
        return f"{what}-{self.on.id.replace('_', '-')}.txt"

    def detail(self, detail: OffenderDetail) -> str:
        """One detail, by the platform's own word for it."""
        label = {
            DetailKind.ACCOUNT: self.route.account if self.route else "Account",
            DetailKind.LINK: self.route.link if self.route else "Link",
            DetailKind.PHONE: "Telephone number",
            DetailKind.EMAIL: "E-mail address",
        }[detail.kind]
        told = line(label, detail.value)
        if detail.seen is not None:
            told += f" – seen {when_in_words(detail.seen)}"
        if detail.words is not Words.OWN:
            told += " – read by a program, so it may have errors"
        return told


def _report(about: _About, *, minor: bool) -> Iterator[str]:
    name = about.on.name
    yield f"REPORT: BLACKMAIL WITH PRIVATE PICTURES, ON {name.upper()}"
    yield ""
    yield (
        "I report somebody who blackmails a person: they threaten to share private pictures "
        "unless they get what they want. This is also called sextortion."
    )
    if minor:
        yield ""
        yield "THE PERSON WHO IS THREATENED, OR WHO IS IN THE PICTURE, IS UNDER 18."
    if about.found.here:
        yield ""
        yield f"Who does it, on {name}"
        yield from (f"- {about.detail(detail)}" for detail in about.found.here)
    if about.found.anywhere:
        yield ""
        yield "Also used by them; I do not know whether it is with you"
        yield from (f"- {about.detail(detail)}" for detail in about.found.anywhere)
    if about.places:
        yield ""
        yield "A private picture was published, without consent, at"
        yield from (f"- {shown(place.strip())}" for place in about.places)
    yield ""
    yield "What I ask of you"
    yield from numbered(tuple(_asked(about)))


def _asked(about: _About) -> Iterator[str]:
    if about.places:
        yield "Please remove what is at the places above, and every copy of it."
    yield "Please act against these accounts, and against others of the same person."
    yield "Please stop private pictures from being shared from them."
    yield "Please keep what you hold on them, messages too: the police may ask for it."
    yield "Please do not tell them who reported it."


def _proof(exhibits: Sequence[Exhibit], root: str) -> Iterator[str]:
    yield "PROOF THAT WAS KEPT"
    yield ""
    yield "It stands in a sealed record, which is for the police. Nothing of it is attached here."
    yield f"Root of the seal: {shown(root)}"
    for exhibit in exhibits:
        yield ""
        yield f"Exhibit {exhibit.number}: «{shown(exhibit.name)}»"
        yield f"SHA-256: {shown(exhibit.sha256)}"
    if not exhibits:
        yield ""
        yield "No file was kept."


def _next_steps(
    about: _About, routes: Routes, country: Country, age: Age, age_in_picture: Age
) -> Iterator[str]:
    yield from _how_to_report(about)
    if about.law is not None:
        yield from how_to_ask(about.file_name("removal-request"), about.law, about.route)
    yield "Send no picture to anybody, even if they ask for one. A link is enough."
    if is_minor(age_in_picture) or (age_in_picture is Age.UNKNOWN and is_minor(age)):
        yield (
            "Somebody under 18 may be in the picture: do not look for it, open it or pass it on. "
            "These can act, and are allowed to:"
        )
    else:
        yield "These can block a picture, or have it taken down:"
    youngest = age_in_picture if is_minor(age_in_picture) else age
    yield from (reach(s) for s in fitting(routes.pictures.services, country, age=youngest))
    yield from routes.pictures.says


def _how_to_report(about: _About) -> Iterator[str]:
    note, route = about.on.notes.get(Topic.REPORT), about.route
    if note is None:
        yield "Look for Report on the message, on the profile, or in the help pages."
    else:
        yield from note.lines
        yield from (reach(service) for service in note.services)
    yield f"Where there is room for words, paste those of {about.file_name('report')}."
    if route is not None:
        known = note.services if note is not None else ()
        yield from route.says
        yield from (reach(service) for service in route.services if service not in known)
        if route.asks:
            yield f"They ask for this: {' '.join(route.asks)}"


def _holds(about: _About, published: Published, *, minor: bool) -> Iterator[str]:
    name = about.on.name
    if about.found.here:
        yield f"Their accounts, links, numbers and addresses on {name} ({len(about.found.here)})."
    if about.found.anywhere:
        yield (
            f"What they use of which nobody said where it is ({len(about.found.anywhere)}). Look "
            "whether one is your own."
        )
    yield "That it is blackmail with private pictures."
    if minor:
        yield "That somebody under 18 is threatened, or is in the picture. Not how old they are."
    yield (
        "A list of the files in your record: their names and fingerprints. Look whether a name "
        "says more than you want."
    )
    if about.places:
        yield f"Where a picture was published ({len(about.places)}). Not the picture."
    if about.law is not None:
        yield "A request for removal under the law, with a blank for you to sign."
        if published.name.strip() or published.contact.strip():
            yield "There, your name and how to reach you, as you gave them."


def _leaves_out(found: Whereabouts, on: Platform) -> Iterator[str]:
    yield "What happened, in your words and in theirs."
    yield "Every picture, and what is in the files of your record."
    yield "Your name, where you live and how old you are, but for what you fill in yourself."
    yield "Money: what was demanded or sent, and where to."
    if found.elsewhere:
        yield f"What they use on other apps and sites than {on.name} ({found.elsewhere})."
