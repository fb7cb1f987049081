"""`indicators.stix.json`: STIX 2.1, for platforms of threat intelligence.

The definitions of the extensions that it uses come along. Ids are names (UUID version 5), so the
same input gives the same bytes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bield.hand_over.analysts.handling import Handling, Tlp
from bield.hand_over.analysts.known import seed_of
from bield.hand_over.analysts.stix_observables import definitions_of, observable_of, pattern_of
from bield.hand_over.analysts.things import Form, Known, Thing
from bield.hand_over.analysts.told import about, about_sum
from bield.hand_over.analysts.words import utc
from bield.records import Words

if TYPE_CHECKING:
    from types import ModuleType

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://bield.example/analysts")
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_CREATED = "2022-10-01T00:00:00.000Z"
_TLP = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""The markings of TLP 2.0, which are the same in every bundle of the world. Source: OASIS,
cti-stix-common-objects, extension-definition-specifications/tlp-2.0/examples, 2022-10-01."""
_IDENTITY_CREATED = "2026-12-01T00:00:00Z"
"""The same in every bundle: an object of one id and two dates would contradict itself."""
_LABELS = {
    Words.OWN: "said-by-the-person",
    Words.READ: "read-by-a-program",
    Words.GIVEN: "read-by-a-program",
    Words.OCR: "read-off-a-picture",
}
_NAME_CHARACTERS = 120


def stix_bundle(found: Known, handling: Handling) -> bytes:
    """Give the bundle: what is known, what to watch for, and until when.

    Args:
        found: What is known of the offender.
        handling: How far it may go, and until when.
    """
    objects = [json.loads(one.serialize()) for one in _Maker(found, handling).objects()]
    bundle = {
        "type": "bundle",
        "id": f"bundle--{_name('bundle', *(one['id'] for one in objects))}",
        "objects": objects,
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


class _Maker:
    """What every object of one bundle shares."""

    def __init__(self, found: Known, handling: Handling) -> None:
        import stix2  # here and not above: 0.2 s

        self._stix: ModuleType = stix2
        self._found = found
        self._handling = handling
        self._made = handling.made_at
        self._seed = seed_of(found, handling)
        self._marking = _TLP[handling.tlp]
        self._maker = f"identity--{_name('identity', handling.made_by)}"
        self._actor = self._id("threat-actor", "actor")

    def objects(self) -> Iterator[Any]:
        content = list(self._content())
        yield self._stix.parse(
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": self._marking,
                "created": _TLP_CREATED,
                "name": self._handling.tlp.label,
                "extensions": {
                    _TLP_EXTENSION: {
                        "extension_type": "property-extension",
                        "tlp_2_0": self._handling.tlp.value,
                    }
                },
            },
            allow_custom=True,
        )
        yield self._stix.Identity(
            id=self._maker,
            created=_IDENTITY_CREATED,
            modified=_IDENTITY_CREATED,
            name=self._handling.made_by,
            identity_class="system",
        )
        yield from definitions_of({one["type"] for one in content})
        yield from content
        yield self._stix.Grouping(
            **self._common("grouping", "all"),
            name="Sextortion: what is known of who threatens",
            description=(
                "Nothing of the person who is threatened is in it. Each value says by whom it was "
                f"told. {self._handling.tlp.label}."
            ),
            context="suspicious-activity",
            labels=["sextortion"],
            object_refs=[one.id for one in content],
        )

    def _content(self) -> Iterator[Any]:
        yield self._stix.ThreatActor(
            **self._common("threat-actor", "actor"),
            name="Whoever threatens in this record",
            description="Who it is, or whether it is more than one, is not known.",
            threat_actor_types=["criminal"],
            goals=["extortion"],
            primary_motivation="personal-gain",
            labels=["sextortion"],
        )
        observed: dict[tuple[str, str, str], str] = {}
        for number, thing in enumerate(self._found.things):
            if thing.form is Form.TEXT:
                yield self._note_of(thing, str(number))
                continue
            made = observable_of(thing, marking=self._marking)
            if made.id not in observed.values():  # one account, on two names of one site
                yield made
            observed[thing.key] = made.id
            yield from self._about(thing, made.id, str(number))
        for number, asked in enumerate(self._found.asked):
            yield self._stix.Note(
                **self._common("note", f"asked {number}"),
                abstract=f"Money that was {asked.state}",
                content="\n".join(about_sum(asked)),
                labels=["sextortion", asked.state],
                object_refs=[self._actor, *(observed[thing.key] for thing in asked.things)],
            )

    def _about(self, thing: Thing, observable: str, number: str) -> Iterator[Any]:
        """Whose it is, how sure that is, when it was seen, and what to watch for."""
        said = {"labels": ["sextortion", _LABELS[thing.words]], "confidence": thing.confidence}
        yield self._stix.Relationship(
            **self._common("relationship", f"{number} of"),
            relationship_type="related-to",
            source_ref=self._actor,
            target_ref=observable,
            description="\n".join(about(thing)),
            **said,
        )
        if not thing.points:
            return
        indicator = self._stix.Indicator(
            **self._common("indicator", number),
            name=f"{thing.form.replace('_', ' ')}: {thing.value}"[:_NAME_CHARACTERS],
            description="\n".join(about(thing)),
            indicator_types=["malicious-activity"],
            pattern=pattern_of(thing),
            pattern_type="stix",
            valid_from=self._valid_from(thing),
            valid_until=self._handling.expires_at,
            **said,
        )
        yield indicator
        yield self._stix.Relationship(
            **self._common("relationship", f"{number} indicates"),
            relationship_type="indicates",
            source_ref=indicator.id,
            target_ref=self._actor,
        )
        if (at := utc(thing.seen)) is None:
            yield self._stix.Relationship(
                **self._common("relationship", f"{number} based"),
                relationship_type="related-to",
                source_ref=indicator.id,
                target_ref=observable,
            )
            return
        seen = self._stix.ObservedData(
            **self._common("observed-data", number),
            first_observed=at,
            last_observed=at,
            number_observed=1,
            object_refs=[observable],
        )
        yield seen
        yield self._stix.Relationship(
            **self._common("relationship", f"{number} based"),
            relationship_type="based-on",
            source_ref=indicator.id,
            target_ref=seen.id,
        )

    def _note_of(self, thing: Thing, number: str) -> Any:
        return self._stix.Note(
            **self._common("note", number),
            abstract=f"In words only: {thing.kind.replace('_', ' ')}",
            content="\n".join((thing.as_given, *about(thing))),
            labels=["sextortion", _LABELS[thing.words]],
            confidence=thing.confidence,
            object_refs=[self._actor],
        )

    def _valid_from(self, thing: Thing) -> Any:
        """From when it was first seen, where that is known and lies before today."""
        at = utc(thing.seen)
        made = self._made.strftime("%Y-%m-%dT%H:%M:%SZ")
        return min(at, made) if at is not None else made

    def _common(self, kind: str, name: str) -> dict[str, Any]:
        return {
            "id": self._id(kind, name),
            "created_by_ref": self._maker,
            "created": self._made,
            "modified": self._made,
            "object_marking_refs": [self._marking],
        }

    def _id(self, kind: str, name: str) -> str:
        return f"{kind}--{_name(kind, self._seed, name)}"


def _name(*parts: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, "\0".join(parts))
