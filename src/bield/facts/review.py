"""Which of the reviewed data is due to be held against its sources again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bield.records import Catalogue, Routes
    from bield.records.form import Form

CHECK_AGAIN_AFTER = timedelta(days=181)
"""Half a year: services, platforms, ways of paying, routes and forms of reports. Numbers and the
ways of an app change, and nobody announces it. An entry of the advice names its own day."""
READ_AGAIN_AFTER = timedelta(days=366)
"""A year: a source's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One entry that somebody looks at again, by a day."""

    file: str
    id: str
    reviewed_on: date
    due_on: date

    def days_left(self, today: date) -> int:
        """How many days are left; below zero, by how many it is overdue."""
        return (self.due_on - today).days

    def is_overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.due_on < today


def due_reviews(
    catalogue: Catalogue,
    today: date,
    *,
    within_days: int = 0,
    routes: Routes | None = None,
    forms: Sequence[Form] = (),
) -> tuple[Review, ...]:
    """Give every entry whose review is due, overdue or soon due; the longest overdue first.

    Args:
        catalogue: The reviewed data.
        today: By whose calendar.
        within_days: How far ahead is soon.
        routes: Where reports go; their entries are looked at too, where given.
        forms: What the police ask; the same.
    """
    last = today + timedelta(days=within_days)
    every = (
        *reviews(catalogue),
        *(_reviews_of(routes) if routes else ()),
        *(_checked("forms.yaml", form.id, form.checked_on, CHECK_AGAIN_AFTER) for form in forms),
    )
    found = [review for review in every if review.due_on <= last]
    return tuple(sorted(found, key=lambda review: (review.due_on, review.file, review.id)))


def reviews(catalogue: Catalogue) -> Iterator[Review]:
    """Give each entry of the catalogue with the day on which its review is due."""
    for entry in catalogue.advice:
        yield Review(
            file="advice.yaml",
            id=entry.id,
            reviewed_on=entry.reviewed_on,
            due_on=entry.review_due,
        )
    for service in catalogue.services.values():
        # Without a source that was read on a day there would be no service.
        checked = service.checked_on or min(source.read_on for source in service.sources)
        yield _checked("services.yaml", service.id, checked, CHECK_AGAIN_AFTER)
    for platform in catalogue.platforms.values():
        yield _checked("platforms.yaml", platform.id, platform.checked_on, CHECK_AGAIN_AFTER)
    for payment in catalogue.payments.values():
        yield _checked("payments.yaml", payment.id, payment.checked_on, CHECK_AGAIN_AFTER)
    for source in catalogue.sources.values():
        yield _checked("sources.yaml", source.id, source.read_on, READ_AGAIN_AFTER)


def _reviews_of(routes: Routes) -> Iterator[Review]:
    for route in routes.every:
        yield _checked("routes.yaml", route.id, route.checked_on, CHECK_AGAIN_AFTER)


def _checked(file: str, name: str, on: date, again_after: timedelta) -> Review:
    return Review(file=file, id=name, reviewed_on=on, due_on=on + again_after)
