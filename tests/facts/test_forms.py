"""What the police ask: whole, with a source on each, and refused by name where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_unverified import holds, strings

from bield.facts import FactsError, load_catalogue
from bield.facts.forms import load_forms, read_forms
from bield.hand_over.answers import KEYS, KEYS_OF_EACH
from bield.records import Country

GOOD = """
here:
  name: the police
  for: the police
  countries: [scotland]
  ages: [adults]
  order: These are ours.
  sections:
    - heading: You
      fields:
        - {label: Name, of: person_name}
  sources: [police_scotland_message]
  checked: 2026-12-01
"""


def read(folder: Path, text: str) -> None:
    (folder / "forms.yaml").write_text(text, "utf-8")
    read_forms(folder, load_catalogue())


class TestTheForms:
    def test_are_there_for_each_country_that_the_issue_names(self) -> None:
        covered = {country for form in load_forms() for country in form.countries}
        assert covered >= {
            Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND,
            Country.IRELAND, Country.UNITED_STATES, Country.CANADA, Country.AUSTRALIA,
        }  # fmt: skip

    def test_have_a_source_and_a_day_each_not_older_than_the_check(self) -> None:
        for form in load_forms():
            assert form.sources, form.id
            assert all(source.read_on <= form.checked_on for source in form.sources), form.id

    def test_say_so_where_the_order_is_not_the_forms_own(self) -> None:
        told = {form.id: form.order for form in load_forms()}
        for name in ("police_scotland", "police_uk", "cybertipline", "police_canada"):
            assert told[name].startswith("No page was read that shows"), name
        for name in ("reportcyber", "accce"):
            assert "itself was not read" in told[name], name
        assert "in this order" in told["ic3"]

    def test_use_every_question_that_a_record_answers(self) -> None:
        asked = {f.of for form in load_forms() for s in form.sections for f in s.fields}
        assert set(KEYS_OF_EACH) - asked == {"payment_currency"}
        assert set(KEYS) - asked <= {"subject_details", "money_words", "person_phone"}

    def test_show_nothing_that_has_no_source(self) -> None:
        marks = [mark for entry in load_catalogue().unverified for mark in entry.looks_like]
        for form in load_forms():
            for text in (form.name, form.title, form.order, *form.says, *strings(form.sections)):
                assert not [mark for mark in marks if holds(text, mark)], text

    def test_never_tell_to_copy_or_send_a_picture(self) -> None:
        for form in load_forms():
            for section in form.sections:
                for field in section.fields:
                    if field.of == "not_copied" and field.hint:
                        assert "do not copy" in field.hint


class TestTheReader:
    def test_takes_what_is_whole(self, tmp_path: Path) -> None:
        read(tmp_path, GOOD)

    @pytest.mark.parametrize(
        ("change", "to", "said"),
        [
            ("person_name", "shoe_size", "nothing that a record answers"),
            ("label: Name", "label: Ring 0131 496 0000", "looks like a number"),
            ("[adults]", "[pensioners]", "is not one of under_18, adults"),
            ("[adults]", "[]", "a form is for somebody"),
            ("[scotland]", "[atlantis]", "is not one of"),
            ("[police_scotland_message]", "[nobody]", "is not in sources.yaml"),
            ("[police_scotland_message]", "[]", "needs a source"),
            ("order: These are ours.", "order: These are ours. And theirs.", "one sentence"),
            ("  checked: 2026-12-01", "  checked: soon", "expected a date"),
            ("  checked:", "  colour: red\n  checked:", "no such field"),
            ("- heading: You", "- heading: You\n      each: cow", "is not one of payment, coins"),
            ("  order:", "  url: http://example.org/\n  order:", "does not start with https://"),
            ("of: person_name", "of: payment_to", "nothing that a record answers"),
        ],
    )
    def test_refuses_by_name(self, tmp_path: Path, change: str, to: str, said: str) -> None:
        assert change in GOOD
        with pytest.raises(FactsError, match=said) as refused:
            read(tmp_path, GOOD.replace(change, to))
        assert "forms.yaml, “here" in str(refused.value)
