"""The first steps in other languages: one page, whole in itself, and the list of languages.

The words are in `locale/<language>/LC_MESSAGES/bield.po`, one file a language. It is read when it
is first asked for; nothing is compiled, and nobody needs gettext's tools.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup, escape

from bield_site import wiring
from bield_site.guide.methods import only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bield.records import Catalogue, Channel

LOCALE = Path(__file__).resolve().parents[1] / "locale"

RESTS_ON = (
    "danger",
    "danger_own_life",
    "danger_known_person",
    "do_not_pay",
    "do_not_pay_bulk",
    "stop_other_payment",
    "pay_no_more",
    "evidence",
    "evidence_later",
    "refuse_pictures",
    "block",
    "contact_known_person",
    "police_scotland",
    "police_rest_of_uk",
    "police_elsewhere",
    "report_phishing",
    "change_password",
    "report_remove",
    "choose_take_down",
    "stop_ncii",
    "if_posted",
    "no_paid_fixers",
    "tell_adult",
    "tell_someone",
)
"""The advice that the page repeats: its sources are the page's sources."""
OF_INTERPRETERS = ("victim_support_scotland_rights", "victims_code_understand")
"""Who says that the police bring an interpreter; no advice says so."""

_REVIEWED_BY = re.compile(r'^"X-Reviewed-By: (.*?)\\n"$', re.MULTILINE)
_REVIEWED_ON = re.compile(r'^"X-Reviewed-On: (.*?)\\n"$', re.MULTILINE)
_KEYWORD = re.compile(r"(?P<word>\S+) to (?P<number>[\d ]+)")
_A_NUMBER = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the first steps can be read in."""

    code: str
    """Its address, and the name of its folder."""
    tag: str
    """What a browser and a screen reader know it by: BCP 47."""
    name: str
    """What it calls itself."""
    english: str
    dir: str = "ltr"
    """Which way it is written: `ltr` or `rtl`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says, by what English says."""

    said: Mapping[str, str]
    reviewed_by: str
    """Whom a review is owed to; empty where nobody has reviewed the words."""
    reviewed_on: date | None


SOURCE = Language(code="en", tag="en-GB", name="English", english="English")
_ALL = (
    SOURCE,
    Language(code="gd", tag="gd", name="Gàidhlig", english="Scottish Gaelic"),
    Language(code="sco", tag="sco", name="Scots", english="Scots"),
    Language(code="cy", tag="cy", name="Cymraeg", english="Welsh"),
    Language(code="pl", tag="pl", name="Polski", english="Polish"),
    Language(code="ur", tag="ur", name="اردو", english="Urdu", dir="rtl"),
    Language(code="pa", tag="pa", name="ਪੰਜਾਬੀ", english="Punjabi"),
    Language(code="ar", tag="ar", name="العربية", english="Arabic", dir="rtl"),
    Language(code="ro", tag="ro", name="Română", english="Romanian"),
    Language(code="uk", tag="uk", name="Українська", english="Ukrainian"),
    Language(code="zh-Hans", tag="zh-Hans", name="简体中文", english="Simplified Chinese"),
    Language(code="fr", tag="fr", name="Français", english="French"),
    Language(code="de", tag="de", name="Deutsch", english="German"),
    Language(code="es", tag="es", name="Español", english="Spanish"),
)
LANGUAGES = MappingProxyType({language.code: language for language in _ALL})


@only("GET", "HEAD")
def listed(request: HttpRequest) -> HttpResponse:
    """Show the languages, each by its own name."""
    return render(request, "guide/languages.html", {"languages": LANGUAGES.values()})


@only("GET", "HEAD")
def first_steps(request: HttpRequest, code: str) -> HttpResponse:
    """Show whom to call and what to do first, in one language."""
    language = LANGUAGES[code]
    words = words_of(code)
    catalogue = wiring.pipeline().catalogue
    bodies, checked = _sources(catalogue)
    return render(
        request,
        "guide/first_steps.html",
        {
            "language": language,
            "languages": LANGUAGES.values(),
            "absolute": request.build_absolute_uri("/in"),
            "both": code != SOURCE.code and words.reviewed_on is None,
            "at": catalogue.services,
            "bodies": bodies,
            "checked": checked,
            "number_in": _number_in,
            "keyword_in": _keyword_in,
            **_speakers(language, words),
        },
    )


@functools.cache
def words_of(code: str) -> Words:
    """Give what a language says; English says what it says.

    Raises:
        FileNotFoundError: The language has no file of words.
        ValueError: The day of the review is no day.
    """
    if code == SOURCE.code:
        return Words(said=MappingProxyType({}), reviewed_by="", reviewed_on=None)
    path = words_file(code)
    with path.open("rb") as file:
        read = read_po(file)
    header = path.read_text("utf-8")
    by, on = _REVIEWED_BY.search(header), _REVIEWED_ON.search(header)
    return Words(
        said=MappingProxyType(
            {
                str(message.id): str(message.string)
                for message in read
                if message.id and message.string and not message.fuzzy
            }
        ),
        reviewed_by=by[1].strip() if by else "",
        reviewed_on=date.fromisoformat(on[1].strip()) if by and on and on[1].strip() else None,
    )


def words_file(code: str) -> Path:
    """Give where the words of a language are."""
    return LOCALE / code.replace("-", "_") / "LC_MESSAGES" / "bield.po"


def _speakers(language: Language, words: Words) -> dict[str, Callable[..., Markup]]:
    """Give the ways in which the page says a sentence."""
    foreign = language.code != SOURCE.code
    beside = foreign and words.reviewed_on is None

    def word(text: str, /, **names: Markup) -> Markup:
        """Say it in the page's language alone: what stands on a button, or in an attribute."""
        return _filled(words.said.get(text, text), names)

    def say(text: str, /, **names: Markup) -> Markup:
        """Say it, with the English beside it where nobody has reviewed the words."""
        if not foreign:
            return _filled(text, names)
        english = _filled(text, names)
        if text not in words.said:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(english)
        said = _filled(words.said[text], names)
        return said + _english(english) if beside else said

    def aloud(text: str, /) -> Markup:
        """Say it with the English always beside it: to be read out to who answers in English."""
        said = say(text)
        return said + _english(escape(text)) if foreign and not beside else said

    def label(text: str, /) -> Markup:
        """Say what a way to reach a service is for. A number in it has its home in the facts."""
        return (
            Markup('<span lang="en" dir="ltr">{}</span>').format(text)
            if has_number(text)
            else say(text)
        )

    return {"word": word, "say": say, "aloud": aloud, "label": label}


def has_number(text: str) -> bool:
    """Tell whether the text holds a number that somebody may dial: no translation repeats it."""
    return _A_NUMBER.search(text) is not None


def _filled(text: str, names: Mapping[str, Markup]) -> Markup:
    return escape(text) % names if names else escape(text)


def _english(text: Markup) -> Markup:
    return Markup('<span class="bield-english" lang="en" dir="ltr">{}</span>').format(text)


def _number_in(channel: Channel) -> str:
    found = _KEYWORD.fullmatch(channel.value)
    return found["number"] if found else channel.value


def _keyword_in(channel: Channel) -> Markup | None:
    found = _KEYWORD.fullmatch(channel.value)
    return Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(found["word"]) if found else None


def _sources(catalogue: Catalogue) -> tuple[list[str], date]:
    advice = [entry for entry in catalogue.advice if entry.id in RESTS_ON]
    named = [source for entry in advice for source in entry.sources]
    named += [catalogue.sources[name] for name in OF_INTERPRETERS]
    bodies = sorted({source.body for source in named})
    return bodies, min(entry.reviewed_on for entry in advice)
