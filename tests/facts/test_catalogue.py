"""Loading the catalogue, whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bield.facts import FactsError, load_catalogue, read_catalogue
from bield.facts.forms import load_forms
from bield.facts.questions import FIELDS
from bield.facts.routes import load_routes
from bield.plan import in_order
from bield.records import Band, Catalogue, Note, Service, Source

SMALL = Path(__file__).parent / "small"
"""A catalogue of a few entries that has every field once."""

Change = Callable[[str, str, str], Catalogue]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Load the small catalogue with the first `old` in one file made `new`."""

    def change(name: str, old: str, new: str) -> Catalogue:
        folder = tmp_path / "facts"
        shutil.copytree(SMALL, folder)
        path = folder / name
        content = path.read_text(encoding="utf-8")
        assert old in content, f"{name} does not hold {old!r}"
        path.write_text(content.replace(old, new, 1), encoding="utf-8")
        return read_catalogue(folder)

    return change


def notes(catalogue: Catalogue) -> list[Note]:
    of_platforms = [note for p in catalogue.platforms.values() for note in p.notes.values()]
    return [*of_platforms, *(payment.note for payment in catalogue.payments.values())]


def services_named(catalogue: Catalogue) -> set[str]:
    of_advice: list[tuple[Service, ...]] = [entry.services for entry in catalogue.advice]
    return {s.id for s in sum([*of_advice, *(n.services for n in notes(catalogue))], ())}


def sources_named(catalogue: Catalogue) -> set[str]:
    named: list[tuple[Source, ...]] = [
        *(entry.sources for entry in catalogue.advice),
        *(service.sources for service in catalogue.services.values()),
        *(note.sources for note in notes(catalogue)),
    ]
    return {source.id for source in sum(named, ())}


def sources_of_routes() -> set[str]:
    return {source.id for route in load_routes().every for source in route.sources}


def sources_of_forms() -> set[str]:
    return {source.id for form in load_forms() for source in form.sources}


class TestTheShippedCatalogue:
    def test_loads_once(self) -> None:
        assert load_catalogue() is load_catalogue()

    def test_stands_in_the_order_in_which_it_is_shown(self) -> None:
        advice = load_catalogue().advice
        assert in_order(advice) == advice

    def test_names_every_service_somewhere(self) -> None:
        catalogue = load_catalogue()
        assert sorted(catalogue.services.keys() - services_named(catalogue)) == []

    def test_names_every_source_for_something(self) -> None:
        catalogue = load_catalogue()
        named = sources_named(catalogue) | sources_of_routes() | sources_of_forms()
        assert sorted(catalogue.sources.keys() - named) == []

    def test_heads_every_band_in_order(self) -> None:
        assert list(load_catalogue().bands) == list(Band)

    def test_can_set_every_field_of_a_case_by_some_answer(self) -> None:
        """All but what nobody is asked: whether a helper may say `me`, and what is unknown."""
        set_by: dict[str, set[str]] = {field: set() for field in FIELDS}
        for question in load_catalogue().questions:
            for option in question.options:
                for field, value in option.sets.items():
                    if field in set_by:
                        set_by[field].add(value)
        for field, values in FIELDS.items():
            left = {v.value for v in values} - set_by[field]
            assert left <= {"unknown", "me", "under_13", "no"}, (field, left)

    def test_keeps_words_that_yaml_takes_for_something_else(self) -> None:
        catalogue = load_catalogue()
        paid = next(q for q in catalogue.questions if q.id == "paid")
        assert "no" in {option.value for option in paid.options}
        assert catalogue.services["emergency_australia"].channels[0].value == "000"

    def test_reviews_each_entry_again_within_a_year(self) -> None:
        for entry in load_catalogue().advice:
            assert isinstance(entry.reviewed_on, date)
            assert 0 < (entry.review_due - entry.reviewed_on).days <= 366, entry.id


class TestAFileIsRead:
    def test_with_all_that_it_says(self) -> None:
        catalogue = read_catalogue(SMALL)
        office = catalogue.services["office"]
        assert office.languages == ("en", "gd")
        assert office.checked_on == date(2026, 11, 20)
        assert office.hours is not None
        assert office.hours.calendar == "GB-SCT"
        assert [(o.weekday, o.start_min, o.length_min) for o in office.hours.openings][-2:] == [
            (5, 540, 180),
            (5, 780, 240),
        ]
        assert [channel.dial for channel in office.channels] == ["+443456000459", "", ""]
        assert catalogue.services["tool"].countries == frozenset()

    def test_checked_on_the_day_of_its_newest_source_where_it_has_no_day_of_its_own(self) -> None:
        assert read_catalogue(SMALL).services["emergency"].checked_on == date(2026, 11, 24)


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("name", "old", "new", "message"),
        [
            ("sources.yaml", "grade: A\n", "grade: C\n", "“police_message”, grade: “C”"),
            ("sources.yaml", "  grade: A\n", "", "“police_message”, grade: it is missing"),
            ("sources.yaml", "read_on: 2026-11-24", "read_on: yesterday", "read_on: expected a d"),
            ("sources.yaml", "  body: ", "  bodi: ", "“police_message”, body: it is missing"),
            ("sources.yaml", "url: https://www", "url: www", "url: “www.*not a web address"),
            ("services.yaml", "hours: always", "hour: always", "“emergency”, hour: no such field"),
            ("services.yaml", "ages: [under_18, adults]", "ages: [young]", "ages: “young”"),
            ("services.yaml", "ages: [under_18, adults]", "ages: []", "ages: a service is for so"),
            ("services.yaml", "[scotland, england]", "[alba]", "“emergency”, countries: “alba”"),
            ("services.yaml", "[scotland, england]", "[]", "countries: name them.*everywhere"),
            ("services.yaml", "[police_message]", "[hearsay]",
             "“emergency”, sources: “hearsay” is not in sources.yaml"),
            ("services.yaml", "[police_message]", "[]", "sources: a service needs a source"),
            ("services.yaml", 'phone: "999"', 'pigeon: "999"', "channels 1”, .*exactly one"),
            ("services.yaml", 'phone: "999"', 'phone: "999", text: "999"', "exactly one"),
            ("services.yaml", "what: Police, a", "what: It is so. Police, a", "what: expected one"),
            ("services.yaml", "listens: true", "listens: perhaps", "listens: expected true or fal"),
            ("services.yaml", '  countries: everywhere', '  listens: true\n  countries: everywhere',
             "“tool”, listens: nobody talks on a web page"),
            ("services.yaml", "languages: [en, gd]", "languages: [English]",
             "“office”, languages: “English” is no language"),
            ("services.yaml", "checked: 2026-11-20", "checked: today", "“office”, checked: .*date"),
            ("services.yaml", "https://example.org/", "http://example.org/", "web: .*https://"),
            ("services.yaml", "help@example.org", "help at example.org", "email: .*not an e-mail"),
            # Numbers.
            ("services.yaml", '"999"', '"998"', "“emergency” → “channels 1”, phone: .*no number"),
            ("services.yaml", "to 85258", "to 852", "channels 2”, text: “852” is no number in GB"),
            ("services.yaml", "SHOUT to", "shout to", "channels 2”, text: .*not written like a n"),
            ("services.yaml", "0345 6000 459", "0345 6000 4599", "“office” → .*phone: .*no number"),
            ("services.yaml", "in: [DE, PL]", "in: [DE, ES]", "phone: “116 123” is no number in E"),
            ("services.yaml", ", in: [DE, PL]", "", "“line_of_europe” → .*nothing tells where"),
            # Hours.
            ("services.yaml", "Europe/London", "Europe/Aberdeen",
             "“office” → “hours”, zone: “Europe/Aberdeen” is no time zone"),
            ("services.yaml", "monday-friday:", "mon-fri:",
             "“office” → “hours” → “open”, mon-fri: write a day"),
            ("services.yaml", "monday-friday:", "friday-monday:", "friday-monday: the first day"),
            ("services.yaml", '"10:00-16:00"', '"10-16"', "monday-friday: “10-16” is no time such"),
            ("services.yaml", '"10:00-16:00"', '"10:00-24:00"', "“10:00-24:00” is no time such"),
            ("services.yaml", '"10:00-16:00"', '"10:60-16:00"', "“10:60-16:00” is no time such"),
            ("services.yaml", "holidays: closed", "holidays: shut", "holidays: “shut” is not one"),
            ("services.yaml", "    holidays: closed\n", "", "hours”, holidays: it is missing"),
            ("services.yaml", "GB-SCT", "GB-ABD", "hours”, calendar: “GB-ABD” is not one of"),
            ("services.yaml", "    calendar: GB-SCT\n", "", "hours”, calendar: it is missing"),
            ("services.yaml", "holidays: closed", "holidays: open", "calendar: no such field"),
            ("services.yaml",
             '{monday-friday: "10:00-16:00", saturday: "09:00-12:00, 13:00-17:00"}', "{}",
             "hours”, open: a service that never opens"),
            ("platforms.yaml", 'pause: "yes"', "pause: maybe", "“instagram”, pause: “maybe”"),
            ("platforms.yaml", "    pause:\n", "    paws:\n", "paws: “paws” is not one of"),
            ("platforms.yaml", "    pause:\n", "    stop_payment:\n", "stands in payments.yaml"),
            ("platforms.yaml", "[police_page]", "[]", "sources: a note needs a source"),
            ("platforms.yaml", "[tool]", "[spade]", "services: “spade” is not in services.yaml"),
            ("platforms.yaml", "An account", "By 0800 1111 an account",
             "lines: “0800” looks like a number"),
            ("payments.yaml", "A payment cannot", "At westernunion.com it cannot",
             "lines: “.com” looks like a number or an address"),
            ("payments.yaml", "crypto:", "shells:", "“shells”, name: .*no way of paying"),
            ("payments.yaml", 'stoppable: "no"', "stoppable: never", "stoppable: “never”"),
            ("unverified.yaml", "  why_not: No page was read.\n", "", "office_text.*why_not: it i"),
            ("advice.yaml", "band: danger_now", "band: danger", "“danger”, band: “danger”"),
            ("advice.yaml", "{safety: in_danger}", "{safty: in_danger}",
             "“danger”, when: “safty” is nothing that a plan knows"),
            ("advice.yaml", "{safety: in_danger}", "{safety: in_peril}",
             "“danger”, when: .*never “in_peril”"),
            ("advice.yaml", "when: {any:", "when: {both:", "“danger”, when: .*“both”"),
            ("advice.yaml", "[emergency,", "[emergency_on_mars,",
             "“danger”, services: “emergency_on_mars” is not in services.yaml"),
            ("advice.yaml", "[police_message]", "[hearsay]", "“danger”, sources: “hearsay”"),
            ("advice.yaml", "[police_message]", "[]", "“danger”, sources: advice needs a source"),
            ("advice.yaml", "due: 2027-05-24", "due: 2026-05-24", "due: .*after the last"),
            ("advice.yaml", "after: [evidence]", "after: [danger]",
             "“evidence_later”, after: “danger” is no advice of the band"),
            ("advice.yaml", "after: [evidence]", "after: [evidence_later]", "after: .*circle"),
            ("advice.yaml", "topics: [capture]", "topics: [rapture]", "topics: “rapture”"),
            ("advice.yaml", "why: Your life", "why: It is so. Your life", "why: .*one sentence"),
            ("advice.yaml", "- Call the emergency number", "- Call 999",
             "“danger”, how: “999” looks like a number"),
            ("advice.yaml", "- Call the emergency number", "- Go to stopncii.org",
             "“danger”, how: “.org” looks like"),
            ("advice.yaml", "  title: If you", "  titel: If you", "“danger”, title: it is missing"),
            ("advice.yaml", "  title: If you", "  note: x\n  title: If you",
             "“danger”, note: no such field"),
            ("advice.yaml", "    title: If they", "    note: x\n    title: If they",
             "“danger” → “for_helper”, note: no such field"),
            ("questions.yaml", "slug: today", "slug: to/day", "“safe”, slug: “to/day”: write"),
            ("questions.yaml", "slug: today", "slug: app", "slug: two questions have the same"),
            ("questions.yaml", "{safety: safe}", "{safety: sound}",
             "“safe” → “options 1” → “sets”, safety: “sound” is not one of"),
            ("questions.yaml", "{safety: safe}", "{saefty: safe}", "saefty: answers set"),
            ("questions.yaml", '{value: "no"', '{value: "yes"', "options: each has a value of its"),
            ("questions.yaml", "text: Are they safe", "txt: Are they safe", "txt: no such field"),
            ("questions.yaml", "when: always", "when: sometimes", "“safe”, when: "),
            ("bands.yaml", "support:", "comfort:", "“comfort”: no such band"),
            ("bands.yaml", "support: {heading: Support}", "", "“support”: the band is missing"),
            ("bands.yaml", "danger_now: {heading", "support: {heading: x}\nsupport: {heading",
             "“support” stands twice"),
            ("bands.yaml", "danger_now: {", "danger_now: {{", "not good YAML"),
        ],
    )  # fmt: skip
    def test_naming_the_file_the_entry_and_the_field(
        self, changed: Change, name: str, old: str, new: str, message: str
    ) -> None:
        with pytest.raises(FactsError, match=f"(?s)^{re.escape(name)}.*{message}"):
            changed(name, old, new)

    def test_with_more_sentences_than_anyone_reads(self, changed: Change) -> None:
        first = "    - Call the emergency number now.\n"
        more = "".join(f"    - Sit down {n}.\n" for n in ("once", "twice", "again", "still"))
        with pytest.raises(FactsError, match="“danger”, how: expected 1 to 5 sentences, found 6"):
            changed("advice.yaml", first, first + more)

    def test_when_it_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FactsError, match=r"^sources\.yaml: it cannot be read"):
            read_catalogue(tmp_path)

    @pytest.mark.parametrize("content", ["", "- a\n- b\n", "just words"])
    def test_when_it_holds_no_entries(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "sources.yaml").write_text(content, encoding="utf-8")
        with pytest.raises(FactsError, match=r"^sources\.yaml: expected entries"):
            read_catalogue(tmp_path)
