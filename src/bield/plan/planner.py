"""Choosing the steps of a plan and wording them for their reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bield.plan.conditions import compile_condition
from bield.plan.known import NO, UNKNOWN, VOCABULARY, YES, known
from bield.plan.order import in_order
from bield.records import (
    Advice,
    Band,
    Catalogue,
    Country,
    Finding,
    Note,
    Plan,
    Service,
    Situation,
    Step,
    Topic,
)


class NoEmergencyServiceError(ValueError):
    """The catalogue names nobody to call in danger for this case, so there is no plan."""


def plan(finding: Finding, situation: Situation, *, catalogue: Catalogue) -> Plan:
    """Say what to do now, in order, and whom to call in danger.

    The same finding, situation and catalogue always give the same plan: no clock, no
    chance, no files.

    Args:
        finding: What the message is.
        situation: The answers to the questions; any may be unknown.
        catalogue: The reviewed advice.

    Returns:
        The plan. Its first step is about danger; `emergency` is never empty.

    Raises:
        NoEmergencyServiceError: The catalogue has nobody to call for this case.
        ConditionError: Advice in the catalogue applies under a condition that cannot be read.
    """
    return Planner(catalogue).plan(finding, situation)


class Planner:
    """Makes plans from one catalogue, reading its conditions once."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the catalogue's conditions and put its advice in order.

        Raises:
            ConditionError: A condition cannot be read.
            CircularOrderError: Advice comes after itself.
        """
        self._rules = tuple(
            (entry, compile_condition(entry.when, VOCABULARY))
            for entry in in_order(catalogue.advice)
        )
        self._catalogue = catalogue
        # A step is one of few values, so each is made once.
        self._steps: dict[tuple[bool, Country, object], dict[tuple[str, str, str], Step]] = {}

    def plan(self, finding: Finding, situation: Situation) -> Plan:
        """Keep the promise of `plan`, which see."""
        values = known(finding, situation)
        helper = values["helper"] is True
        country, minor_now = situation.country, values["minor_now"]
        made = self._steps.setdefault((helper, country, minor_now), {})
        named = (situation.platform, situation.paid.value)
        steps: list[Step] = []
        for entry, applies in self._rules:
            if applies(values):
                platform, paid = named if entry.topics else ("", "")
                step = made.get((entry.id, platform, paid))
                if step is None:
                    notes = self._notes(entry, platform, paid)
                    step = _step(entry, helper, country, minor_now, notes)
                    made[entry.id, platform, paid] = step
                steps.append(step)
        emergency = _each_once(
            service for step in steps if step.band is Band.DANGER_NOW for service in step.services
        )
        if not emergency:
            raise NoEmergencyServiceError(
                f"No step of the band “{Band.DANGER_NOW}” names a service for {country}: "
                "a plan without one is refused."
            )
        everyone = _each_once(service for step in steps for service in step.services)
        return Plan(
            situation=situation,
            steps=tuple(steps),
            emergency=emergency,
            listeners=tuple(service for service in everyone if service.listens),
            crisis=values["crisis"] is True,
        )

    def _notes(self, entry: Advice, platform: str, paid: str) -> tuple[Note, ...]:
        """What is true on the platform, or of the payment, that the person named."""
        found: list[Note] = []
        named = self._catalogue.platforms.get(platform)
        payment = self._catalogue.payments.get(paid)
        for topic in entry.topics:
            if topic is Topic.STOP_PAYMENT:
                found += [payment.note] if payment else []
            elif named and topic in named.notes:
                found.append(named.notes[topic])
        return tuple(found)


def _each_once(services: Iterable[Service]) -> tuple[Service, ...]:
    return tuple({service.id: service for service in services}.values())


def _step(
    entry: Advice, helper: bool, country: Country, minor_now: object, notes: tuple[Note, ...]
) -> Step:
    wording = (entry.helper_wording if helper else None) or entry.wording
    return Step(
        id=entry.id,
        band=entry.band,
        title=wording.title,
        why=wording.why,
        how=wording.how,
        services=tuple(s for s in entry.services if is_for(s, country, minor_now)),
        sources=entry.sources,
        reviewed_on=entry.reviewed_on,
        notes=tuple(
            replace(n, services=tuple(s for s in n.services if is_for(s, country, minor_now)))
            for n in notes
        ),
    )


def is_for(service: Service, country: Country, minor_now: object) -> bool:
    """Tell whether a service takes people of this country and age; an unknown age fits either."""
    if service.countries and country not in service.countries:
        return False
    return {YES: service.under_18, NO: service.adults, UNKNOWN: True}[str(minor_now)]
