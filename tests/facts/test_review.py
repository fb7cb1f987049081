"""What is due for review, in the catalogue and on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bield.facts import load_catalogue
from bield.facts.forms import load_forms
from bield.facts.review import CHECK_AGAIN_AFTER, due_reviews, reviews

BIELD = [sys.executable, "-m", "bield", "facts", "check"]
LONG_FROM_NOW = date(2100, 1, 1)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BIELD, *arguments], capture_output=True, text=True, timeout=60)


@pytest.fixture
def due_on() -> date:
    """A day on which the review of one entry of the advice is due."""
    return min(entry.review_due for entry in load_catalogue().advice)


class TestDueReviews:
    def test_hold_everything_that_somebody_is_shown_each_once(self) -> None:
        catalogue = load_catalogue()
        found = [(review.file, review.id) for review in due_reviews(catalogue, LONG_FROM_NOW)]
        assert len(found) == len(set(found))
        for file, ids in (
            ("advice.yaml", [entry.id for entry in catalogue.advice]),
            ("services.yaml", list(catalogue.services)),
            ("platforms.yaml", list(catalogue.platforms)),
            ("payments.yaml", list(catalogue.payments)),
            ("sources.yaml", list(catalogue.sources)),
        ):
            assert sorted(ids) == sorted(name for home, name in found if home == file)

    def test_hold_the_forms_of_the_police_on_the_command_line(self) -> None:
        listed = run("--on", "2100-01-01").stdout
        assert all(f"forms.yaml {form.id}" in listed for form in load_forms())

    def test_stand_with_the_longest_overdue_first(self) -> None:
        days = [review.due_on for review in due_reviews(load_catalogue(), LONG_FROM_NOW)]
        assert days == sorted(days)

    def test_begin_on_the_day_itself_and_are_overdue_the_day_after(self, due_on: date) -> None:
        entry = next(e for e in load_catalogue().advice if e.review_due == due_on)

        def is_listed(today: date, within_days: int = 0) -> bool:
            due = due_reviews(load_catalogue(), today, within_days=within_days)
            return any((r.file, r.id) == ("advice.yaml", entry.id) for r in due)

        day = timedelta(days=1)
        assert not is_listed(due_on - day)
        assert is_listed(due_on - day, within_days=1)
        assert is_listed(due_on)
        review = next(
            r for r in reviews(load_catalogue()) if (r.file, r.id) == ("advice.yaml", entry.id)
        )
        assert not review.is_overdue(due_on)
        assert review.is_overdue(due_on + day)

    def test_ask_for_a_number_again_half_a_year_after_it_was_last_checked(self) -> None:
        catalogue = load_catalogue()
        name = next(iter(catalogue.services))
        checked = date(2026, 1, 31)
        changed = replace(
            catalogue,
            services={name: replace(catalogue.services[name], checked_on=checked)},
        )
        (review,) = [r for r in reviews(changed) if r.file == "services.yaml"]
        assert review.due_on == checked + CHECK_AGAIN_AFTER


class TestTheCatalogueThatShips:
    def test_has_nothing_overdue_on_the_day_it_was_last_reviewed(self) -> None:
        catalogue = load_catalogue()
        last = max(entry.reviewed_on for entry in catalogue.advice)
        assert [r for r in due_reviews(catalogue, last) if r.is_overdue(last)] == []


class TestCommand:
    def test_says_that_nothing_is_overdue_and_gives_0(self, due_on: date) -> None:
        result = run("--on", str(due_on - timedelta(days=400)))
        assert result.returncode == 0
        assert result.stdout.startswith("Nothing is due today.")

    def test_names_each_overdue_entry_with_its_file_and_gives_1(self, due_on: date) -> None:
        result = run("--on", str(due_on + timedelta(days=3)))
        assert result.returncode == 1
        entry = next(e for e in load_catalogue().advice if e.review_due == due_on)
        (line,) = [x for x in result.stdout.splitlines() if x.endswith(f"advice.yaml {entry.id}")]
        assert line.split()[:4] == [str(due_on), "overdue", "3", "days"]

    def test_what_is_soon_due_is_listed_and_gives_0(self, due_on: date) -> None:
        result = run("--on", str(due_on - timedelta(days=2)), "--days", "2", "--json")
        told = json.loads(result.stdout)
        assert told["overdue"] == 0
        assert {"advice.yaml"} <= {row["file"] for row in told["due"]}
        assert result.returncode == 0

    def test_says_which_facts_wait_and_why(self) -> None:
        told = run().stdout
        for fact in load_catalogue().unverified:
            assert f"{fact.id} ({fact.about}): {fact.why_not}" in told
        assert f"{len(load_catalogue().unverified)} unverified facts wait" in told

    def test_a_day_that_is_none_is_refused_by_name(self) -> None:
        result = run("--on", "soon")
        assert result.returncode == 2
        assert "soon" in result.stderr
        assert "Traceback" not in result.stderr
