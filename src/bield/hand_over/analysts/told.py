"""What is said about a thing, or a sum, in sentences: the same in every format."""

from __future__ import annotations

from bield.hand_over.analysts.things import Asked, Form, Thing
from bield.hand_over.analysts.words import moment_words
from bield.records import Words

TOLD = {
    Words.OWN: "said by the person who was threatened",
    Words.READ: "found by a program in what they were sent",
    Words.GIVEN: "found by a program in what they were sent",
    Words.OCR: "read by a program off a picture, and may have errors",
}


def about(thing: Thing) -> tuple[str, ...]:
    """Give what is to be said about a thing: by whom it was told, when it was seen, how sure."""
    said = (
        f"{TOLD[thing.words].capitalize()}.",
        f"In words only ({thing.kind.replace('_', ' ')})." if thing.form is Form.TEXT else "",
        thing.why,
        f"As given: {thing.as_given}" if thing.as_given != thing.value else "",
        f"On: {thing.where}" if thing.where else "",
        f"Coin, by its form: {thing.coin}" if thing.coin else "",
        f"Seen: {moment_words(thing.seen)}" if thing.seen is not None else "",
        "It may belong to somebody who was deceived too."
        if thing.form in {Form.IBAN, Form.BANK_ACCOUNT}
        else "",
        "A whole site, which many may use: no ground to block by." if thing.shared else "",
        f"Entries of the sealed record: {', '.join(map(str, thing.entries))}"
        if thing.entries
        else "",
    )
    return tuple(filter(None, said))


def about_sum(asked: Asked) -> tuple[str, ...]:
    """Give what is to be said about money that was demanded or sent."""
    fields = (
        ("Amount", asked.sum),
        ("To", asked.to),
        ("Reference", asked.reference),
        ("When", moment_words(asked.when)),
    )
    return (
        f"{asked.state.capitalize()} by {asked.way_name}, as the person who was threatened says.",
        *(f"{name}: {value}" for name, value in fields if value),
    )
