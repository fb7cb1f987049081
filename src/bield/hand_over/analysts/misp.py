"""`event.misp.json`: an event of MISP.

Telephones, accounts, wallets and bank accounts are objects of MISP's own templates; what it has
none for, a transfer by its MTCN and a gift card, of templates written here (`templates/`), which
come along where they are used. When a value expires is said the way MISP says it: by a sighting
of that kind.
"""

from __future__ import annotations

import json
import uuid
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bield.hand_over.analysts.handling import Handling
from bield.hand_over.analysts.known import seed_of
from bield.hand_over.analysts.things import Asked, Form, Known, Thing
from bield.hand_over.analysts.told import about
from bield.hand_over.analysts.words import moment_words, utc
from bield.records import DetailKind, Paid, Words

if TYPE_CHECKING:
    from pymisp import MISPAttribute, MISPEvent, MISPObject

MONEY_TRANSFER = "money-transfer"
GIFT_CARD = "gift-card"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://bield.example/analysts/misp")
_CONFIDENCE = {
    Words.OWN: 'misp:confidence-level="usually-confident"',
    Words.READ: 'misp:confidence-level="fairly-confident"',
    Words.GIVEN: 'misp:confidence-level="fairly-confident"',
    Words.OCR: 'misp:confidence-level="rarely-confident"',
}
_EXPIRES = "2"
"""The kind of a sighting that says until when. Source: MISP core format, § Sighting."""
_ATTRIBUTES = {
    Form.EMAIL: ("email-src", "Payload delivery"),
    Form.URL: ("url", "Network activity"),
    Form.DOMAIN: ("domain", "Network activity"),
    Form.IPV4: ("ip-dst", "Network activity"),
    Form.IPV6: ("ip-dst", "Network activity"),
    Form.TEXT: ("text", "Other"),
}
_OBJECTS = {
    Form.PHONE: ("phone-number", "phone-number"),
    Form.ACCOUNT: ("user-account", "username"),
    Form.WALLET: ("coin-address", "address-crypto"),
    Form.IBAN: ("bank-account", "iban"),
    Form.BANK_ACCOUNT: ("bank-account", "account"),
    Form.TRANSACTION: ("cryptocurrency-transaction", "transaction-number"),
}
"""Form → the template, and where in it the value stands."""
_WITH_MTCN = frozenset({Paid.WESTERN_UNION, Paid.MONEYGRAM})
_COINS = {"BTC": "address", "XMR": "address-xmr"}
_LONGEST_PHONE = 50


def misp_event(found: Known, handling: Handling) -> bytes:
    """Give the event: what is known, with what is demanded and sent.

    Args:
        found: What is known of the offender.
        handling: How far it may go, and until when.
    """
    event = _Maker(found, handling).event()
    made = {"Event": json.loads(event.to_json())}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def templates_used(found: Known) -> tuple[str, ...]:
    """Give the names of the templates written here that an event of this uses."""
    return tuple(dict.fromkeys(_template_of(asked) for asked in found.asked))


def template(name: str) -> bytes:
    """Give a template written here, as MISP takes it (`definition.json`)."""
    return (files(__package__) / "templates" / name / "definition.json").read_bytes()


def _template_of(asked: Asked) -> str:
    return GIFT_CARD if asked.way is Paid.GIFT_CARD else MONEY_TRANSFER


class _Maker:
    """What every part of one event shares. Every id and moment is given: MISP would draw one."""

    def __init__(self, found: Known, handling: Handling) -> None:
        self._found = found
        self._handling = handling
        self._seed = seed_of(found, handling)
        self._stamp = int(handling.made_at.timestamp())
        self._templates = {name: json.loads(template(name)) for name in templates_used(found)}

    def event(self) -> MISPEvent:
        from pymisp import MISPEvent  # here and not above: 0.2 s

        event = MISPEvent(force_timestamps=True)
        event.uuid = self._id("event")
        event.info = "Sextortion: what is known of who threatens"
        event.set_date(self._handling.made_at.date())
        event.distribution = 0  # this organisation only, until somebody widens it
        event.threat_level_id = 4  # undefined
        event.analysis = 0  # begun
        event.published = False
        event.timestamp = self._stamp
        event.add_tag(self._handling.tlp.label.lower())
        made = {}
        for number, thing in enumerate(self._found.things):
            made[thing.key] = self._add_thing(event, thing, str(number))
        for number, asked in enumerate(self._found.asked):
            part = self._asked(asked, f"asked {number}")
            for thing in asked.things:
                target = made[thing.key]
                part.add_reference(target, "related-to", uuid=self._id(part.uuid, target))
            event.add_object(part)
        return event

    def _add_thing(self, event: MISPEvent, thing: Thing, name: str) -> str:
        """Add one thing.

        Returns:
            Its id.
        """
        if thing.form in _OBJECTS:
            part = self._object_of(thing, name)
            event.add_object(part)
            return str(part.uuid)
        attribute = self._attribute_of(thing, name)
        event.attributes.append(attribute)
        return str(attribute.uuid)

    def _attribute_of(self, thing: Thing, name: str) -> MISPAttribute:
        from pymisp import MISPAttribute

        type_, category = _ATTRIBUTES[thing.form]
        text = thing.form is Form.TEXT
        if text and thing.kind is DetailKind.PHONE and len(thing.as_given) <= _LONGEST_PHONE:
            type_ = "phone-number"
        if text and thing.kind is DetailKind.REFERENCE:
            category = "Financial fraud"
        attribute = MISPAttribute(strict=True)
        attribute.from_dict(
            type=type_, value=thing.value, category=category, **self._common(thing, name)
        )
        attribute.force_timestamp = True
        return attribute

    def _object_of(self, thing: Thing, name: str) -> MISPObject:
        template_name, place = _OBJECTS[thing.form]
        place = _COINS.get(thing.coin, place) if thing.form is Form.WALLET else place
        part = self._object(template_name, name, comment=" ".join(about(thing)))
        self._put(part, place, thing.value, **self._common(thing, f"{name} {place}"))
        match thing.form:
            case Form.ACCOUNT:
                self._put(part, "account-type", thing.where)
                self._put(part, "display-name", thing.as_given)
            case Form.WALLET | Form.TRANSACTION:
                self._put(part, "symbol", thing.coin)
        return part

    def _asked(self, asked: Asked, name: str) -> MISPObject:
        template_name = _template_of(asked)
        part = self._object(template_name, name, comment=f"Money that was {asked.state}.")
        written = "" if utc(asked.when) else moment_words(asked.when)
        common = {
            "amount": asked.amount,
            "currency": asked.currency,
            "state": asked.state,
            "date": utc(asked.when) or "",
            "date-as-written": written,
        }
        if template_name == GIFT_CARD:
            own = {"number": asked.reference, "receiver": asked.to}
        else:
            reference = "mtcn" if asked.way in _WITH_MTCN else "reference"
            receiver = "receiver-account" if asked.thing is not None else "receiver-name"
            own = {"service": asked.way_name, reference: asked.reference, receiver: asked.to}
        for place, value in {**own, **common}.items():
            self._put(part, place, value)
        return part

    def _object(self, template_name: str, name: str, *, comment: str) -> MISPObject:
        from pymisp import MISPObject

        own = self._templates.get(template_name)
        part = MISPObject(
            template_name,
            strict=True,
            standalone=False,
            force_timestamps=True,
            **({"misp_objects_template_custom": own} if own else {}),
        )
        part.uuid = self._id("object", name)
        part.timestamp = self._stamp
        part.comment = comment
        return part

    def _put(self, part: MISPObject, place: str, value: str, **more: Any) -> None:
        if not value:
            return
        more = more or {"uuid": self._id(part.uuid, place), "timestamp": self._stamp}
        attribute = part.add_attribute(place, value=value, **more)
        if attribute is not None:
            attribute.force_timestamp = True

    def _common(self, thing: Thing, name: str) -> dict[str, Any]:
        """What is said of every value that may be searched for."""
        at = utc(thing.seen)
        return {
            "uuid": self._id("attribute", name),
            "timestamp": self._stamp,
            "to_ids": thing.points,
            "comment": " ".join(about(thing)),
            "Tag": [{"name": _CONFIDENCE[thing.words]}],
            "Sighting": [
                {
                    "type": _EXPIRES,
                    "date_sighting": str(int(self._handling.expires_at.timestamp())),
                    "source": self._handling.made_by,
                }
            ],
            **({"first_seen": at, "last_seen": at} if at is not None else {}),
        }

    def _id(self, *parts: object) -> str:
        return str(uuid.uuid5(_NAMESPACE, "\0".join([self._seed, *map(str, parts)])))
