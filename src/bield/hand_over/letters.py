"""What the letters of a package have in common: times, sums, blanks, and who can be rung.

A paragraph is one line, so that it can be pasted into a form. What an offender or a person chose
is shown literally, with nothing hidden in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bield.records import (
    Age,
    Channel,
    Clock,
    Country,
    Demand,
    MadeFile,
    Moment,
    Service,
    shown,
)

BLANK = "_" * 30
"""To be filled in by hand."""
NOT_SAID = "not in my record"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MINORS = frozenset({Age.UNDER_13, Age.FROM_13_TO_17})


def when_in_words(moment: Moment | None) -> str:
    """Say when something was, and how sure that is. Nothing is guessed.

    Returns:
        Such as «20 November 2026, 21:05 UTC», «20 November 2026, 21:05 (time zone not known)», or
        the words themselves where they can be read in more than one way.
    """
    if moment is None or (moment.at is None and not moment.raw.strip()):
        return "time not known"
    if moment.at is None or moment.clock in {Clock.UNSETTLED, Clock.NONE}:
        return f"«{shown(moment.raw)}» (the exact time is not settled)"
    day = f"{moment.at.day} {_MONTHS[moment.at.month - 1]} {moment.at.year}"
    told = f"{day}, {moment.at:%H:%M}"
    offset = moment.at.utcoffset()
    if moment.clock is Clock.ZONE_UNKNOWN or offset is None:
        return f"{told} (time zone not known)"
    told += " UTC" if not offset else f" (UTC{moment.at:%z})"
    return f"{told}, told as «{shown(moment.raw)}» in {shown(moment.zone)}" if moment.zone else told


def sum_in_words(demand: Demand) -> str:
    """Say how much, in figures and with the code of the currency."""
    if not demand.amount:
        return NOT_SAID
    return f"{shown(demand.amount)} {shown(demand.currency) or '(currency not said)'}"


def line(label: str, value: str, *, otherwise: str = NOT_SAID) -> str:
    """Give one line of a form; `otherwise` where there is nothing to write."""
    return f"{label}: {shown(value.strip()) or otherwise}"


def letter(name: str, lines: Iterable[str]) -> MadeFile:
    """Make a plain text file, in UTF-8, that ends in a line end."""
    text = "\n".join(lines).strip("\n") + "\n"
    return MadeFile(name=name, data=text.encode("utf-8", "backslashreplace"))


def numbered(sentences: Sequence[str]) -> list[str]:
    """Give sentences with 1., 2., 3. before them."""
    return [f"{n}. {sentence}" for n, sentence in enumerate(sentences, start=1)]


def is_minor(age: Age) -> bool:
    """Tell whether somebody is known to be under 18."""
    return age in _MINORS


def fitting(
    services: Iterable[Service], country: Country, *, age: Age = Age.UNKNOWN
) -> tuple[Service, ...]:
    """Give the services that somebody can use: where they are, and at their age.

    Args:
        services: In the order in which they are told.
        country: Where the person is.
        age: Where it is not known, services for people under 18 and for adults are both given.
    """
    return tuple(
        service
        for service in services
        if (not service.countries or country in service.countries)
        and ((service.under_18 and age is not Age.ADULT) or (service.adults and not is_minor(age)))
    )


def way_in_words(channel: Channel) -> str:
    """Give a number or an address, with what it is for."""
    return f"{channel.value} ({channel.label})" if channel.label else channel.value


def reach(service: Service) -> str:
    """Name somebody, what they do, and how to reach them, on one line."""
    ways = "; ".join(way_in_words(channel) for channel in service.channels)
    return f"{service.name}: {ways} – {service.what}"
