"""The forms of a record: one for each thing that can be put into it, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bield_site.guide import record_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One form, as the page with all of them names it."""

    slug: str
    """The end of its address. It tells nothing to somebody who sees it."""
    choice: str
    hint: str
    read: record_forms.Reader | None
    """`None` of the one that takes files."""


_ALL = (
    Part(
        slug="letters",
        choice="Messages and files",
        hint="Mails, chats and letters that they sent you.",
        read=None,
    ),
    Part(
        slug="words",
        choice="What happened",
        hint="In your own words.",
        read=record_forms.words,
    ),
    Part(
        slug="who",
        choice="How they can be found",
        hint="Their names, links, numbers and wallets.",
        read=record_forms.who,
    ),
    Part(
        slug="sums",
        choice="Money",
        hint="What they asked for, and what was sent.",
        read=record_forms.sums,
    ),
    Part(
        slug="where",
        choice="Pictures that stay where they are",
        hint="Only words: what there is, and where.",
        read=record_forms.where,
    ),
    Part(
        slug="me",
        choice="Who is threatened",
        hint="A name and a safe way to reach you, if you like.",
        read=record_forms.me,
    ),
)
PARTS: Mapping[str, Part] = MappingProxyType({part.slug: part for part in _ALL})
