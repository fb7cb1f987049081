"""What the police of a country ask, answered from a record: in their order, and never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.facts.forms import load_forms
from bield.hand_over.answers import KEYS, KEYS_OF_EACH, answer
from bield.hand_over.forms import filled, fitting_forms, form_text
from bield.records import Age, Country, Offender, Person, Said
from bield.records.form import Form
from bield.records.unseen import shown_sentences
from police_cases import LYING, ROOT, WALLET, hostile, in_many_scripts, tiny, typical

FORMS = {form.id: form for form in load_forms()}
IC3 = FORMS["ic3"]


def ids(country: Country, age: Age) -> list[str]:
    return [form.id for form in fitting_forms(typical(country, age), load_forms())]


class TestWhichForms:
    @pytest.mark.parametrize(
        ("country", "age", "expected"),
        [
            (Country.SCOTLAND, Age.ADULT, ["police_scotland"]),
            (Country.SCOTLAND, Age.FROM_13_TO_17, ["police_scotland", "ceop"]),
            (Country.WALES, Age.ADULT, ["police_uk"]),
            (Country.NORTHERN_IRELAND, Age.UNKNOWN, ["police_uk", "ceop"]),
            (Country.UNITED_STATES, Age.ADULT, ["ic3"]),
            (Country.UNITED_STATES, Age.UNDER_13, ["ic3", "cybertipline"]),
            (Country.CANADA, Age.FROM_13_TO_17, ["police_canada", "cybertip_canada"]),
            (Country.AUSTRALIA, Age.ADULT, ["reportcyber"]),
            (Country.AUSTRALIA, Age.FROM_13_TO_17, ["accce"]),
            (Country.IRELAND, Age.ADULT, ["garda"]),
            (Country.INDIA, Age.ADULT, ["police_anywhere"]),
            (Country.UNKNOWN, Age.UNKNOWN, ["police_anywhere"]),
        ],
    )
    def test_fit_where_somebody_is_and_how_old(
        self, country: Country, age: Age, expected: list[str]
    ) -> None:
        assert ids(country, age) == expected

    @pytest.mark.parametrize("country", Country)
    @pytest.mark.parametrize("age", Age)
    def test_there_is_one_for_everybody(self, country: Country, age: Age) -> None:
        assert ids(country, age)


class TestIc3:
    def test_is_answered_in_its_order(self) -> None:
        text = form_text(typical(Country.UNITED_STATES), IC3)
        order = [
            "VICTIM", "Victim's name: Ada Lovelace", "Victim's address: 1 Example Street, Elgin",
            "Victim's telephone: 07700 900123", "Victim's e-mail: ada@example.org",
            "FINANCIAL TRANSACTION, 1 OF 3", "Account information: my current account",
            "Transaction date: 21 November 2026, 08:15 (time zone not known)",
            "Transaction amount: 250.00 GBP", "Who received the money: Jean Example, Abidjan",
            "SUBJECT", "Subject's name: @jess_1999 (on Instagram)", "Subject's address: not known",
            "Subject's telephone: +225 01 23 45 67 89", "Subject's e-mail: x@example.net",
            "Subject's website: http://203.0.113.7/v", "Subject's IP address: 203.0.113.7",
            "Specific details on how you were victimized:", "Jess wrote to me",
            "E-mail headers:", "Received: from mail.example (203.0.113.7)",
            f"Cryptocurrency address: {WALLET}", "Amount and type of cryptocurrency: 0.05 BTC",
            "Date and time: 20 November 2026, 21:05 (UTC)", "Transaction ID (hash): not known",
        ]  # fmt: skip
        places = [text.index(said) for said in order]
        assert places == sorted(places)

    def test_does_not_call_sent_or_demanded_what_is_only_told(self) -> None:
        text = form_text(typical(), IC3)
        third = text[text.index("3 OF 3") :]
        assert "Sent or only demanded: not known" in third
        assert "They wanted gift cards too." in third

    def test_says_what_was_corrected_beside_what_was_said(self) -> None:
        text = form_text(typical(), IC3)
        assert text.index("They wrote again") < text.index("Correction to note 2, in my own words:")


class TestEveryForm:
    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_says_not_known_and_never_guesses(self, form: Form) -> None:
        for section in filled(tiny(), form):
            for one in section.fields:
                assert not one.answer.values or one.field.of == "record", one.field
        text = form_text(tiny(), form)
        for label in (field.label for asked in form.sections for field in asked.fields):
            assert f"{label}:" in text
        assert ROOT in text
        assert "not known" in text

    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_takes_what_an_enemy_wrote_and_shows_it(self, form: Form) -> None:
        text = form_text(hostile(), form)
        text.encode("utf-8")
        assert "\x00" not in text
        assert "\x1b" not in text
        assert '#panic("no")' in text

    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_says_whose_order_it_is(self, form: Form) -> None:
        assert form.order in form_text(tiny(), form)

    def test_hides_no_sign_that_turns_the_writing(self) -> None:
        text = form_text(in_many_scripts(), IC3)
        assert not set(text) & set("\u202e\u202c\u2066\u2069\u200b\u00ad")
        assert "\\u202e" in text

    def test_keeps_the_joiners_that_persian_needs_but_not_those_in_a_name(self) -> None:
        text = form_text(in_many_scripts(), IC3)
        assert "می\u200cخواهم" in text
        assert "@a\\u200cb" in text


class TestAnswers:
    def test_have_nothing_of_an_offender_whom_nobody_knows(self) -> None:
        case = replace(typical(), offender=Offender(), transfers=())
        for key in KEYS:
            if key.startswith("subject_"):
                assert answer(case, key).values == ()

    def test_part_telephone_numbers_from_addresses_of_mail(self) -> None:
        person = Person(contact="a@example.org; 0131 496 0000\nb@example.org")
        case = replace(tiny(), person=person)
        assert answer(case, "person_email").values == ("a@example.org", "b@example.org")
        assert answer(case, "person_phone").values == ("0131 496 0000",)

    def test_refuse_a_question_that_does_not_exist(self) -> None:
        with pytest.raises(KeyError):
            answer(tiny(), "favourite_colour")

    def test_of_each_payment_have_names_of_their_own(self) -> None:
        assert not set(KEYS) & set(KEYS_OF_EACH)

    @given(st.text(st.characters(), max_size=40))
    def test_are_shown_whatever_they_are(self, text: str) -> None:
        said = Said(entry=1, text=text, noted_at="")
        case = replace(tiny(), person=Person(name=text), story=(said,))
        told = form_text(case, IC3)
        told.encode("utf-8")
        assert not any(c in told for c in "\u202e\u2066\u200b\x00\x1b\u2028")


class TestShownSentences:
    def test_write_out_what_nobody_sees_and_keep_what_scripts_need(self) -> None:
        assert shown_sentences("a\tb\u00a0c\nd") == "a\tb\u00a0c\nd"
        assert (
            shown_sentences("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f")
            == "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f"
        )
        assert shown_sentences("x\u200cy z\ufe0f") == "x\\u200cy z\\ufe0f"
        assert "\\u202e" in shown_sentences(LYING)

    @given(st.text(st.characters(), max_size=60))
    def test_lose_no_letter_that_can_be_seen(self, text: str) -> None:
        told = shown_sentences(text)
        assert all(c in told for c in text if c.isalnum())
        told.encode("utf-8")
