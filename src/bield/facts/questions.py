"""Reading `questions.yaml`: what is asked, of whom, and what each answer says of the case."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.facts.conditions import condition
from bield.records import (
    About,
    Age,
    Country,
    Detail,
    Happening,
    Option,
    Paid,
    Platform,
    Question,
    Role,
    Safety,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from bield.facts.entries import Entry

FIELDS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "safety": Safety,
        "about": About,
        "role": Role,
        "happening": Happening,
        "age": Age,
        "age_in_picture": Age,
        "country": Country,
        "paid": Paid,
        "details": Detail,
    }
)
"""The fields of `Situation` that an answer can set, with their values; `platform` beside them."""
_PLATFORMS = "platforms"
_SLUG = re.compile(r"[a-z]+")
_NO_PLATFORM = Option(
    value="unknown",
    text="I don't know, or I'd rather not say",
    helper_text="I don't know, or I'd rather not say",
    sets=MappingProxyType({"platform": ""}),
    when=MappingProxyType({"all": []}),
)


def question(entry: Entry, platforms: Mapping[str, Platform]) -> Question:
    """Read one question. `options: platforms` offers every platform of `platforms.yaml`.

    Raises:
        FactsError: A field is missing or misspelt, or an answer sets what there is not.
    """
    helper = entry.inner("for_helper") if entry.has("for_helper") else None
    slug = entry.text("slug")
    if not _SLUG.fullmatch(slug):
        raise entry.wrong("slug", f"“{slug}”: write small letters.")
    text, hint = entry.text("text"), entry.text_or_empty("hint")
    options = (
        (*(_platform_option(platform) for platform in platforms.values()), _NO_PLATFORM)
        if entry.raw("options") == _PLATFORMS
        else tuple(_option(inner) for inner in entry.inner_list("options"))
    )
    made = Question(
        id=entry.name,
        slug=slug,
        text=text,
        hint=hint,
        helper_text=helper.text("text") if helper and helper.has("text") else text,
        helper_hint=helper.text("hint") if helper and helper.has("hint") else hint,
        when=condition(entry),
        several=entry.flag("several"),
        options=options,
    )
    values = [option.value for option in options]
    if len(set(values)) != len(values) or not values:
        raise entry.wrong("options", "each has a value of its own, and there is at least one.")
    if helper is not None:
        helper.done()
    entry.done()
    return made


def _option(entry: Entry) -> Option:
    sets = _sets(entry.inner("sets"))
    text = entry.text("text")
    made = Option(
        value=entry.text("value"),
        text=text,
        helper_text=entry.text("helper") if entry.has("helper") else text,
        sets=sets,
        when=condition(entry) if entry.has("when") else MappingProxyType({"all": []}),
    )
    entry.done()
    return made


def _sets(entry: Entry) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for field in entry.names():
        if field not in FIELDS:
            raise entry.wrong(field, f"answers set {', '.join(FIELDS)}.")
        found[field] = entry.choice(field, FIELDS[field]).value
    return MappingProxyType(found)


def _platform_option(platform: Platform) -> Option:
    return Option(
        value=platform.id,
        text=platform.name,
        helper_text=platform.name,
        sets=MappingProxyType({"platform": platform.id}),
        when=MappingProxyType({"all": []}),
    )
