"""The ways in: one choice on the first page, one form, one address."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from bield.records import About, Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One way in, and its words."""

    slug: str
    """The address. It must tell nothing to somebody who sees it."""
    choice: str
    """What the first page calls it."""
    choice_hint: str
    heading: str
    intro: str
    label: str
    hint: str
    button: str
    happening: Happening
    """What a person who comes this way says is happening, if they say so."""
    needs_message: bool
    about: About
    """Who it is about."""


_ALL = (
    Entry(
        slug="look",
        choice="I have a message",
        choice_hint="An e-mail, a text or a letter that threatens you.",
        heading="Show us the message",
        intro="Copy the words of the message and paste them here, or choose the file it came in.",
        label="The words of the message",
        hint="All of it, if you can. Bad spelling and odd signs can stay as they are.",
        button="Tell me what this is",
        happening=Happening.UNKNOWN,
        needs_message=True,
        about=About.ME,
    ),
    Entry(
        slug="talk",
        choice="It is happening in a chat or online",
        choice_hint="Someone you met online threatens you in an app, a game or by text.",
        heading="It is happening in a chat or online",
        intro="You can stop answering them now. You do not owe them a reply.",
        label="What they wrote (you can leave this empty)",
        hint="Their words, copied from the chat. Only words: no pictures, please.",
        button="Go on",
        happening=Happening.MET_ONLINE,
        needs_message=False,
        about=About.ME,
    ),
    Entry(
        slug="lock",
        choice="Someone has my account",
        choice_hint="They got into your account or your phone, or say so and prove it.",
        heading="Someone has my account",
        intro="There are ways to win an account back. Getting into it is a crime.",
        label="What they wrote (you can leave this empty)",
        hint="Their words, if they sent you any. Only words: no pictures, please.",
        button="Go on",
        happening=Happening.ACCOUNT_TAKEN,
        needs_message=False,
        about=About.ME,
    ),
    Entry(
        slug="near",
        choice="Someone I know threatens me",
        choice_hint="A partner, an ex, a friend, a classmate, someone at work or family.",
        heading="Someone I know threatens me",
        intro=(
            "You did nothing wrong by trusting someone. If they may look at this phone, use a "
            "device that they can't get at."
        ),
        label="What they wrote (you can leave this empty)",
        hint="Their words, copied. Only words: no pictures, please.",
        button="Go on",
        happening=Happening.KNOWN_PERSON,
        needs_message=False,
        about=About.ME,
    ),
    Entry(
        slug="with",
        choice="I am helping someone",
        choice_hint="Your child, a pupil, a friend, or someone who came to you at work.",
        heading="I am helping someone",
        intro=(
            "Thank you for standing by them. Tell them two things first: it is not their fault, "
            "and you will get through this together."
        ),
        label="The words of the message (you can leave this empty)",
        hint="What was sent to them, copied. Only words: no pictures, please.",
        button="Go on",
        happening=Happening.UNKNOWN,
        needs_message=False,
        about=About.SOMEONE_ELSE,
    ),
)

ENTRIES = MappingProxyType({entry.slug: entry for entry in _ALL})
