"""The four ways in: one choice on the first page, one form, one address."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from bield.records import About, Tactic


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
    told: Tactic | None
    """What a person who comes this way says is happening, if they say so."""
    needs_message: bool
    about: About
    """Who it is about, for as long as they do not answer that question."""


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
        told=None,
        needs_message=True,
        about=About.ME,
    ),
    Entry(
        slug="talk",
        choice="It is happening in a chat",
        choice_hint="Someone you met online threatens you in an app, a game or by text.",
        heading="It is happening in a chat",
        intro="You can stop answering them now. You do not owe them a reply.",
        label="What they wrote (you can leave this empty)",
        hint="Their words, copied from the chat. Only words: no pictures, please.",
        button="Show me what to do",
        told=Tactic.SOCIAL_LURE,
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
        button="Show me what to do",
        told=Tactic.HACKED_ACCOUNT,
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
        button="Show me what to do",
        told=Tactic.NONE,
        needs_message=False,
        about=About.SOMEONE_ELSE,
    ),
)

ENTRIES = MappingProxyType({entry.slug: entry for entry in _ALL})
