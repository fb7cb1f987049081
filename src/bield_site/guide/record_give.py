"""Giving a record to whoever must act: to whom, what is in it, and the file itself.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bield.adapters.typst_press import UnableToPrintError
from bield.hand_over.employer import AtWork, Concerned, Place
from bield.hand_over.refusals import UnableToHandOverError
from bield.hand_over.removal import Published
from bield.handing_over import Choices, NoSuchOfferError
from bield.records import Case, Country, Offer, Recipient, shown
from bield_site import operations, wiring
from bield_site.guide import record_words, session
from bield_site.guide import refusals as refusal_pages
from bield_site.guide.methods import only
from bield_site.guide.record_files import download
from bield_site.guide.record_forms import Fields
from bield_site.guide.record_pages import answered, form, needed, start, value_of
from bield_site.guide.record_pages import shown as page
from bield_site.operations import handing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MAIL = "mail"
_MOST_LINKS = 30
_ANSWERS = ("links", "looked", "theirs", "police")
"""Fields that say what a package is to hold."""
_PLACES = frozenset(place.value for place in Place)


@dataclass(frozen=True, slots=True)
class Group:
    """Offers under one heading."""

    heading: str
    offers: tuple[Offer, ...]


@only("GET", "HEAD", "POST")
def give(request: HttpRequest) -> HttpResponse:
    """Show to whom it can be given; of one, what must be asked, and then what is in it."""
    if not value_of(request):
        return start(request)
    wanted = str(request.POST.get("to", ""))

    def made() -> HttpResponse:
        case, offers = handing.what_can_be_made(
            needed(request),
            _choices(request),
            tools=wiring.recording_tools(),
            hand_over=wiring.hand_over,
        )
        offer = next((offer for offer in offers if offer.id == wanted), None)
        if wanted == MAIL and offer is None and "told" not in request.POST and _mails(case):
            asking = {"ask": MAIL, "to": MAIL, "title": _MAIL, "mails": _mails(case)}
            return form(request, "tell", more=asking)
        if offer is None:
            return _listed(request, case, offers)
        asked = _asks(offer)
        if asked and "told" not in request.POST:
            asking = {"ask": asked, "to": offer.id, "title": offer.title}
            return form(request, "tell", more={**asking, "concerned": _CONCERNED})
        telling = {
            "offer": offer,
            "with_record": offer.recipient is Recipient.POLICE,
            "packed": offer.recipient is not Recipient.EMPLOYER,
            "answers": list(_answers(request)),
        }
        return form(request, "offer", more=telling)

    return answered(request, made)


@only("POST")
def given(request: HttpRequest) -> HttpResponse:
    """Make what was chosen, as one file."""

    def made() -> HttpResponse:
        try:
            file = handing.make(
                needed(request),
                _choices(request),
                str(request.POST.get("to", "")),
                tools=wiring.recording_tools(),
                hand_over=wiring.hand_over,
            )
        except (NoSuchOfferError, UnableToHandOverError, UnableToPrintError):
            return refusal_pages.refuse(
                request,
                status=422,
                heading="That could not be made",
                says=[record_words.NOT_MADE, record_words.GO_BACK],
                onward=("/notes/open", "Go on with a file that you saved"),
            )
        return download(file.data, file.name)

    return answered(request, made)


def _listed(request: HttpRequest, case: Case, offers: Sequence[Offer]) -> HttpResponse:
    groups = tuple(_groups(case, offers))
    context: dict[str, Any] = {
        "carried": value_of(request),
        "groups": groups,
        "missing": list(_missing(case, {offer.recipient for offer in offers})),
    }
    return page(request, "give.html", context)


def _groups(case: Case, offers: Sequence[Offer]) -> Iterator[Group]:
    for recipient, heading in record_words.RECIPIENTS.items():
        found = tuple(offer for offer in offers if offer.recipient is recipient)
        if recipient is Recipient.MAIL_AUTHORITY and not found and _mails(case):
            found = (Offer(id=MAIL, recipient=recipient, title=_MAIL, holds=(), leaves_out=()),)
        if found:
            yield Group(heading, found)


def _missing(case: Case, there: Iterable[Recipient]) -> Iterator[str]:
    """Say what to add, so that there is something for others too."""
    if case.person.country is Country.UNKNOWN:
        yield record_words.SAY_WHERE
    for recipient, says in record_words.MISSING.items():
        if recipient not in there:
            yield says


_MAIL = "The mail, for those who collect such mails"
_CONCERNED = [
    {"value": Concerned.MAIL.value, "text": "An e-mail address from work or school"},
    {"value": Concerned.ACCOUNT.value, "text": "Another account from work or school"},
    {"value": Concerned.COMPUTER.value, "text": "A computer or tablet that belongs to them"},
    {"value": Concerned.TELEPHONE.value, "text": "A phone that belongs to them"},
    {"value": Concerned.PEOPLE.value, "text": "People there: they were written to, or may be soon"},
]


def _asks(offer: Offer) -> str:
    """Which questions only the person can answer, before a package is shown."""
    if offer.recipient is Recipient.PLATFORM:
        return "platform"
    return "place" if offer.id in _PLACES else ""


def _mails(case: Case) -> list[dict[str, str]]:
    """Give the mails of which only the person can say that no private picture is in them."""
    return [
        {"value": str(e.number), "text": f"{e.number}. {shown(e.name)}"}
        for e in case.exhibits
        if e.what in {"a mail", "mails"} and not e.original_sha256
    ]


def _choices(request: HttpRequest) -> Choices:
    """Give what the person decided, of what may be decided."""
    fields = Fields(request.POST)
    situation = operations.told(session.load(request), pipeline=wiring.pipeline()).situation
    links = [link.strip() for link in fields["links"].splitlines() if link.strip()]
    known = {concerned.value: concerned for concerned in Concerned}
    return Choices(
        published=Published(places=tuple(links[:_MOST_LINKS])),
        age_in_picture=situation.age_in_picture,
        looked_at=frozenset(int(n) for n in fields.every("looked") if n.isdecimal() and len(n) < 5),
        at_work=AtWork(
            happening=situation.happening,
            concerned=frozenset(known[c] for c in fields.every("theirs") if c in known),
            police_told=fields["police"] == "yes",
        ),
    )


def _answers(request: HttpRequest) -> Iterator[tuple[str, str]]:
    fields = Fields(request.POST)
    for name in _ANSWERS:
        for value in fields.every(name):
            yield name, value
