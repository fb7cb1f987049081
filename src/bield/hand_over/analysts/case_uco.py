"""`indicators.case.jsonld`: the same in CASE/UCO, for programs of investigators.

Source of the terms: CASE and UCO as case-utils 0.18 holds them (CASE 1.5), https://caseontology.org.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from bield.hand_over.analysts.handling import Handling
from bield.hand_over.analysts.known import seed_of
from bield.hand_over.analysts.things import Asked, Form, Known, Thing
from bield.hand_over.analysts.told import about, about_sum
from bield.hand_over.analysts.words import utc

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://bield.example/analysts/case")
_CONTEXT = {
    "kb": "http://example.org/kb/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-marking": "https://ontology.unifiedcyberontology.org/uco/marking/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SIMPLE = {
    Form.EMAIL: ("EmailAddress", "EmailAddressFacet", "addressValue"),
    Form.URL: ("URL", "URLFacet", "fullValue"),
    Form.DOMAIN: ("DomainName", "DomainNameFacet", "value"),
    Form.IPV4: ("IPv4Address", "IPv4AddressFacet", "addressValue"),
    Form.IPV6: ("IPv6Address", "IPv6AddressFacet", "addressValue"),
    Form.PHONE: ("PhoneAccount", "PhoneAccountFacet", "phoneNumber"),
    Form.ACCOUNT: ("DigitalAccount", "AccountFacet", "accountIdentifier"),
    Form.WALLET: ("Account", "AccountFacet", "accountIdentifier"),
    Form.IBAN: ("Account", "AccountFacet", "accountIdentifier"),
    Form.BANK_ACCOUNT: ("Account", "AccountFacet", "accountIdentifier"),
    Form.TRANSACTION: ("Note", "NoteFacet", "text"),
    Form.TEXT: ("Note", "NoteFacet", "text"),
}
"""Form → the class of the object, its facet, and where in it the value stands."""
_ACCOUNT_TYPES = {
    Form.WALLET: "cryptocurrency wallet",
    Form.IBAN: "bank",
    Form.BANK_ACCOUNT: "bank",
}
Node = dict[str, Any]


def case_graph(found: Known, handling: Handling) -> bytes:
    """Give the graph, a node a line.

    Args:
        found: What is known of the offender.
        handling: How far it may go, and until when.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    graph = ",\n".join(encode(node) for node in _Maker(found, handling).nodes())
    context = json.dumps(_CONTEXT, indent=1)
    return f'{{"@context": {context},\n"@graph": [\n{graph}\n]}}\n'.encode()


class _Maker:
    """What every node of one graph shares."""

    def __init__(self, found: Known, handling: Handling) -> None:
        self._found = found
        self._handling = handling
        self._seed = seed_of(found, handling)
        self._marked = {"uco-core:objectMarking": {"@id": self._id("marking", "tlp")}}
        self._issuers: dict[str, str] = {}

    def nodes(self) -> Iterator[Node]:
        until = self._handling.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield {
            "@id": self._id("marking", "tlp"),
            "@type": "uco-marking:MarkingDefinition",
            "uco-marking:definitionType": "statement",
            "uco-marking:definition": {
                "@id": self._id("statement", "tlp"),
                "@type": "uco-marking:StatementMarking",
                "uco-marking:definitionType": "statement",
                "uco-marking:statement": f"{self._handling.tlp.label}. To be used until {until}.",
            },
        }
        content: list[Node] = []
        ids: dict[tuple[str, str, str], str] = {}
        for number, thing in enumerate(self._found.things):
            made = self._thing(thing, str(number))
            ids[thing.key] = made["@id"]
            content += [made, *self._observation(thing, made["@id"], str(number))]
        content += [
            self._asked(asked, ids, f"asked {number}")
            for number, asked in enumerate(self._found.asked)
        ]
        yield from content
        for name, own in self._issuers.items():
            yield {"@id": own, "@type": "uco-identity:Organization", "uco-core:name": name}
        yield {
            "@id": self._id("grouping", "all"),
            "@type": "uco-core:Grouping",
            "uco-core:context": "Sextortion: what is known of who threatens",
            "uco-core:description": f"Made by {self._handling.made_by}. Nothing of the person who "
            "is threatened is in it.",
            "uco-core:objectCreatedTime": _time(
                self._handling.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
            ),
            **self._marked,
            "uco-core:object": [{"@id": node["@id"]} for node in content],
        }

    def _thing(self, thing: Thing, name: str) -> Node:
        kind, facet, place = _SIMPLE[thing.form]
        facets: list[Node] = [
            {
                "@id": self._id("facet", name),
                "@type": f"uco-observable:{facet}",
                f"uco-observable:{place}": thing.value,
                **self._issuer(thing),
            },
            {
                "@id": self._id("confidence", name),
                "@type": "uco-core:ConfidenceFacet",
                "uco-core:confidence": {
                    "@type": "xsd:nonNegativeInteger",
                    "@value": str(thing.confidence),
                },
            },
        ]
        if thing.form is Form.ACCOUNT:
            facets.append(
                {
                    "@id": self._id("digital", name),
                    "@type": "uco-observable:DigitalAccountFacet",
                    "uco-observable:accountLogin": thing.value,
                    "uco-observable:displayName": thing.as_given,
                }
            )
        return {
            "@id": self._id("observable", name),
            "@type": f"uco-observable:{kind}",
            "uco-core:tag": ["sextortion", thing.kind.value],
            "uco-core:description": list(about(thing)),
            **self._marked,
            "uco-core:hasFacet": facets,
        }

    def _issuer(self, thing: Thing) -> Node:
        """What kind of account it is, and by whom it is given out."""
        made: Node = {}
        if thing.form in _ACCOUNT_TYPES:
            made["uco-observable:accountType"] = _ACCOUNT_TYPES[thing.form]
        if thing.form is Form.ACCOUNT and thing.where:
            own = self._issuers.setdefault(thing.where, self._id("organization", thing.where))
            made["uco-observable:accountIssuer"] = {"@id": own}
        return made

    def _observation(self, thing: Thing, own: str, name: str) -> Iterator[Node]:
        if (at := utc(thing.seen)) is not None:
            yield {
                "@id": self._id("observation", name),
                "@type": "uco-observable:Observation",
                "uco-core:name": "observe",
                "uco-action:startTime": _time(at),
                "uco-action:object": {"@id": own},
                **self._marked,
            }

    def _asked(self, asked: Asked, ids: dict[tuple[str, str, str], str], name: str) -> Node:
        at = utc(asked.when)
        context = [{"@id": ids[thing.key]} for thing in asked.things]
        return {
            "@id": self._id("event", name),
            "@type": "uco-core:Event",
            "uco-core:eventType": f"money {asked.state}",
            "uco-core:description": list(about_sum(asked)),
            **({"uco-core:startTime": _time(at)} if at is not None else {}),
            **({"uco-core:eventContext": context} if context else {}),
            **self._marked,
        }

    def _id(self, kind: str, name: str) -> str:
        return f"kb:{kind}-{uuid.uuid5(_NAMESPACE, f'{kind} {self._seed} {name}')}"


def _time(at: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": at}
