"""Loading the catalogue, whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import pytest

from bield.facts import FactsError, load_catalogue, read_catalogue
from bield.plan import in_order
from bield.records import About, Age, Band, Catalogue, Country, Paid

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("sources.yaml", "services.yaml", "advice.yaml", "questions.yaml", "bands.yaml")
Change = Callable[[str, str, str], Catalogue]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Load the shipped catalogue with the first `old` in one file made `new`."""
    for name in NAMES:
        with as_file(files("bield.facts") / name) as path:
            shutil.copy(path, tmp_path / name)

    def change(name: str, old: str, new: str) -> Catalogue:
        path = tmp_path / name
        content = path.read_text(encoding="utf-8")
        assert old in content, f"{name} no longer holds {old!r}"
        path.write_text(content.replace(old, new, 1), encoding="utf-8")
        return read_catalogue(tmp_path)

    return change


class TestTheShippedCatalogue:
    def test_loads_once(self) -> None:
        assert load_catalogue() is load_catalogue()

    def test_stands_in_the_order_in_which_it_is_shown(self) -> None:
        advice = load_catalogue().advice
        assert in_order(advice) == advice

    def test_names_every_service_in_some_advice(self) -> None:
        catalogue = load_catalogue()
        named = {service.id for entry in catalogue.advice for service in entry.services}
        assert named == catalogue.services.keys()

    def test_names_every_source_for_something(self) -> None:
        catalogue = load_catalogue()
        named = {source.id for entry in catalogue.advice for source in entry.sources}
        named |= {s.id for service in catalogue.services.values() for s in service.sources}
        assert named == catalogue.sources.keys()

    def test_asks_four_questions_with_an_option_for_every_value(self) -> None:
        questions = {question.id: question for question in load_catalogue().questions}
        assert list(questions) == ["about", "age", "age_in_picture", "country", "paid"]
        for name, values in (
            ("about", About),
            ("age", Age),
            ("age_in_picture", Age),
            ("country", Country),
            ("paid", Paid),
        ):
            assert set(questions[name].options) == {value.value for value in values}

    def test_heads_every_band_in_order(self) -> None:
        assert list(load_catalogue().bands) == list(Band)

    def test_keeps_words_that_yaml_takes_for_something_else(self) -> None:
        catalogue = load_catalogue()
        assert catalogue.questions[4].options["no"] == "No"
        assert catalogue.services["emergency_australia"].channels[0].value == "000"

    def test_reviews_each_entry_again_within_a_year(self) -> None:
        for entry in load_catalogue().advice:
            assert isinstance(entry.reviewed_on, date)
            assert 0 < (entry.review_due - entry.reviewed_on).days <= 366


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("name", "old", "new", "message"),
        [
            ("sources.yaml", "  grade: A\n", "  grade: C\n", "police_scotland_message.*grade.*“C”"),
            ("sources.yaml", "  grade: A\n", "", "police_scotland_message.*grade.*missing"),
            ("sources.yaml", "  read_on: 2026-11-24", "  read_on: yesterday", "read_on.*a date"),
            ("sources.yaml", "  body: ", "  bodi: ", "police_scotland_message.*body.*missing"),
            ("sources.yaml", "url: https://www.scotland", "url: scotland", "url.*web address"),
            ("services.yaml", "  hours: day", "  ours: day", "emergency_uk.*ours.*no such field"),
            ("services.yaml", "ages: [under_18, adults]", "ages: [young]", "ages.*“young”"),
            ("services.yaml", "countries: [scotland,", "countries: [alba,", "countries.*“alba”"),
            ("services.yaml", "countries: [scotland, england, wales, northern_ireland]",
             "countries: []", "countries.*everywhere"),
            ("services.yaml", "sources: [police_scotland_message, west_yorkshire_police]",
             "sources: [the_internet]", "emergency_uk.*sources.*“the_internet” is not in sources"),
            ("services.yaml", "sources: [police_scotland_message, west_yorkshire_police]",
             "sources: []", "emergency_uk.*needs a source"),
            ("services.yaml", '- {phone: "999"}', '- {pigeon: "999"}', "emergency_uk.*exactly one"),
            ("services.yaml", '- {phone: "999"}', '- {phone: "999", text: "999"}', "exactly one"),
            ("services.yaml", "https://www.childline", "http://www.childline", "https://"),
            ("advice.yaml", "  band: danger_now", "  band: danger", "band.*“danger”"),
            ("advice.yaml", "{tactic: known_person}", "{tatic: known_person}",
             "“danger”, when.*“tatic” is nothing that a plan knows"),
            ("advice.yaml", "{tactic: known_person}", "{tactic: unknown_person}",
             "“danger”, when.*never “unknown_person”"),
            ("advice.yaml", "when: {all:", "when: {both:", "“danger”, when.*“both”"),
            ("advice.yaml", "    - emergency_uk\n", "    - emergency_britain\n",
             "“danger”, services.*“emergency_britain” is not in services"),
            ("advice.yaml", "sources: [police_scotland_message, nca_ceop_alert, samaritans,",
             "sources: [hearsay,", "“danger”, sources.*“hearsay”"),
            ("advice.yaml", "due: 2027-05-24", "due: 2026-05-24", "due.*after the last"),
            ("advice.yaml", "after: [evidence, evidence_young,", "after: [danger, evidence_young,",
             "evidence_hacked.*after.*“danger” is no advice of the band"),
            ("advice.yaml", "after: [report_remove]", "after: [report_remove, if_posted]",
             "after.*circle"),
            ("advice.yaml", "why: Your life matters more",
             "why: It is so. Your life matters more", "“danger”, why.*one sentence"),
            ("advice.yaml", "    - Call the emergency number now",
             "    - Call 999 now if", "“danger”, how.*“999” looks like a number"),
            ("advice.yaml", "    - Call the emergency number now if",
             "    - Go to stopncii.org now if", "“danger”, how.*“.org” looks like"),
            ("advice.yaml", "  title: If you are", "  titel: If you are", "“danger”, title.*miss"),
            ("advice.yaml", "  title: If you are", "  note: x\n  title: If you are",
             "“danger”, note: no such field"),
            ("advice.yaml", "    title: If they are", "    note: x\n    title: If they are",
             "“danger” → “for_helper”, note: no such field"),
            ("questions.yaml", "    me: Me\n", "", "about.*options.*“me” is missing"),
            ("questions.yaml", "    me: Me\n", "    me: Me\n    dog: My dog\n", "options.*“dog”"),
            ("questions.yaml", "\npaid:\n", "\nage_of_dog:\n", "age_of_dog.*no such question"),
            ("bands.yaml", "support:", "comfort:", "comfort.*no such band"),
            ("bands.yaml", "support: {heading: Support and what happens next}", "",
             "support.*missing"),
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
        first = "    - Call the emergency number now"
        with pytest.raises(FactsError, match="“danger”, how: expected 1 to 5 sentences, found 6"):
            changed("advice.yaml", first, "    - Sit down.\n" + first)

    def test_when_it_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FactsError, match=r"^sources\.yaml: it cannot be read"):
            read_catalogue(tmp_path)

    @pytest.mark.parametrize("content", ["", "- a\n- b\n", "just words"])
    def test_when_it_holds_no_entries(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "sources.yaml").write_text(content, encoding="utf-8")
        with pytest.raises(FactsError, match=r"^sources\.yaml: expected entries"):
            read_catalogue(tmp_path)
