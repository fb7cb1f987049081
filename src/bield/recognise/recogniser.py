"""The recogniser: reads claims and details, weighs them, says what it found and what it doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bield.recognise.course import course_of
from bield.recognise.evidence import HARM, Evidence, gather
from bield.recognise.first_look import FirstLook
from bield.recognise.fold import Folded, fold
from bield.recognise.indicators import find_indicators
from bield.recognise.indicators.passwords import MASK
from bield.recognise.language import Languages, Readability
from bield.recognise.matching import Look, Match
from bield.recognise.passages import Passage, by_turn, of_offender, strongest
from bield.recognise.phrases import Matcher
from bield.recognise.tactics import tactic_of
from bield.recognise.tokens import Token, places_of, tokens
from bield.recognise.turning import Said
from bield.records import (
    ClaimKind,
    Conversation,
    EventKind,
    Finding,
    Indicator,
    IndicatorKind,
    Lexicon,
    Message,
    Reason,
    Verdict,
)

_DECIDED = 0.55
"""From this probability up a verdict is given: a little more than even, for a harmless message
that is taken for a threat frightens. What lies below is «unsure», whose plan is as careful. Of
1,997 ordinary mails of the development corpus none comes near."""
_PLAINLY_ABOUT = 0.9
"""From this probability up a text that tells a person's story is an article that quotes it."""
_NO_IDEA = 0.4
"""What is said of a text that cannot be read: below every verdict, and no comfort."""
_HINT = 0.03
_OTHER_HINT = 0.12
"""From these probabilities up «this does not look like it» would comfort somebody wrongly. Of
1,997 ordinary mails of the development corpus 16 reach the first; half of the threats that the
weights miss do."""
_OF_OWN_LANGUAGE = frozenset({"speaker"})
_OF_CHATS = frozenset({"says_paid", "pleads"})
_SHORT_WORDS = 12
_SAYS_PAID = (
    "In this chat somebody says that they paid. If that is so, answer the question about payment "
    "too: some payments can still be stopped."
)
_WITH_COURSE = frozenset({Verdict.SEXTORTION, Verdict.OTHER_EXTORTION, Verdict.UNSURE})
_QUOTES_A_STATEMENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What stands in a message, before it is weighed."""

    folded: Folded
    reading: Readability
    matches: list[Match]
    indicators: tuple[Indicator, ...]
    evidence: Evidence
    said: Sequence[Said] = ()
    """In a conversation: what is claimed in it, by turn, whoever says it."""
    passage: Passage | None = None
    """In a conversation: the passage that the rest is narrowed to."""

    def narrowed(self, conversation: Conversation, said: Sequence[Said], passage: Passage) -> Heard:
        """The same, as far as the one who threatens says it, in the passage that tells most."""
        own = [
            s.match
            for s in said
            if conversation.turns[s.turn].who == passage.who
            and passage.start <= s.turn < passage.stop
        ]
        return replace(
            self,
            matches=own,
            indicators=of_offender(conversation, self.indicators, passage.who),
            evidence=passage.evidence,
            said=said,
            passage=passage,
        )


class Recogniser:
    """Recognises with one lexicon. A language's phrases are compiled when first met; keep it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._books = {book.language: book for book in lexicon.books}
        self._matchers: dict[str, Matcher] = {}
        self._languages = Languages(lexicon.common_words, frozenset(self._books))
        self._first_look = FirstLook(lexicon, hint=_HINT, other_hint=_OTHER_HINT, about=_DECIDED)

    def warm(self) -> None:
        """Compile the phrases of every language now, so that no later answer waits for it."""
        self._languages.warm()
        for language in self._books:
            self._matcher(language)

    def _matcher(self, language: str) -> Matcher:
        if language not in self._matchers:
            self._matchers[language] = Matcher(self._books[language])
        return self._matchers[language]

    def evidence(self, message: Message) -> Heard:
        """Give what stands in a message, before it is weighed; of a conversation, what the one
        who threatens says in the passage that tells most."""
        folded = fold(message.text)
        words = tokens(folded)
        reading = self._languages.read(words)
        looks = self._looks(reading, words, in_chat=message.conversation is not None)
        matches = [m for look in looks for m in look.find()]
        indicators = find_indicators(message.text, folded, ignored_addresses=message.recipients)
        claims = self._lexicon.claims
        heard = Heard(
            folded=folded,
            reading=reading,
            matches=matches,
            indicators=indicators,
            evidence=gather(matches, indicators, claims, words=reading.words, dense=reading.dense),
        )
        if message.conversation is None:
            return heard
        said = by_turn(message.conversation, matches, folded, claims)
        passage = strongest(message.conversation, said, indicators, self._lexicon)
        return heard.narrowed(message.conversation, said, passage)

    def needs_a_full_look(self, message: Message) -> bool:
        """Tell, at a small part of the cost of `recognise`, whether it could say anything else of
        a message than «not sextortion».

        Never wrong on the careful side: where this says no, `recognise` says
        `NOT_SEXTORTION`. It looks for what tells most first, takes all the rest for said, and
        stops as soon as even that would not do.
        """
        if message.conversation is not None:
            return True  # it is judged by what each person says in it
        words = tokens(fold(message.text))
        reading = self._languages.read(words)
        if not reading.readable:
            return True
        looks = self._looks(reading, words, in_chat=False)
        return self._first_look.leaves_open(looks, words=reading.words, dense=reading.dense)

    def _looks(self, reading: Readability, words: list[Token], *, in_chat: bool) -> list[Look]:
        """Hold a text against the books of its languages.

        Whether somebody speaks of themselves only the book of the text's own language can tell:
        «i» is a word of Polish that is no «I». What the one who is threatened says bears a threat
        out in a chat; elsewhere it is somebody's own story.
        """
        known = reading.language in self._books
        places = places_of(words)
        looks = []
        for book in reading.books:
            passed_over = set() if in_chat else set(_OF_CHATS)
            if known and book != reading.language:
                passed_over |= _OF_OWN_LANGUAGE
            look = self._matcher(book).look(words, places)
            looks.append(look.without(passed_over) if passed_over else look)
        return looks

    def recognise(self, message: Message) -> Finding:
        """Tell what a message is.

        Args:
            message: What a reader gave.

        Returns:
            The verdict with its probability, the claims with their places, the offender's
            details, and why the answer is no surer than it is. The same for the same message,
            always.
        """
        heard = self.evidence(message)
        evidence, reading = heard.evidence, heard.reading
        probability = evidence.weigh(self._lexicon.sextortion)
        if not reading.readable:
            # What cannot be read cannot be ruled out either.
            probability = max(probability, _NO_IDEA)
        other = evidence.weigh(self._lexicon.extortion)
        about = evidence.weigh(self._lexicon.about)
        own_story = bool(evidence["own_story"]) and about < _PLAINLY_ABOUT
        verdict = _verdict(probability, other, about, reading, own_story=own_story)
        finding = Finding(
            verdict=verdict,
            tactic=tactic_of(verdict, evidence, message),
            probability=round(probability, 4),
            certainty=round(_certainty(verdict, probability, other, about), 4),
            reasons=self._reasons(message, heard, verdict),
            indicators=heard.indicators,
            doubts=_doubts(verdict, reading, evidence, own_story=own_story),
            language=reading.language,
        )
        if message.conversation is None or heard.passage is None or verdict not in _WITH_COURSE:
            return finding
        course = course_of(
            message.conversation,
            heard.said,
            heard.indicators,
            heard.passage,
            heard.folded,
            mask(message.text, heard.indicators),
        )
        paid = any(event.kind is EventKind.PAID for event in course)
        return replace(
            finding,
            offender=heard.passage.who,
            course=course,
            doubts=(*finding.doubts, _SAYS_PAID) if paid else finding.doubts,
        )

    def _reasons(self, message: Message, heard: Heard, verdict: Verdict) -> tuple[Reason, ...]:
        if verdict in {Verdict.NOT_SEXTORTION, Verdict.ABOUT_SEXTORTION}:
            return ()
        shown = mask(message.text, heard.indicators)
        said: dict[str, list[Match]] = {}
        for match in heard.matches:
            kind = self._lexicon.claims[match.claim]
            if _worth_telling(kind, match, heard.folded, verdict):
                said.setdefault(kind.statement, []).append(match)
        reasons = []
        for found in said.values():
            for match in _fullest(found):
                kind = self._lexicon.claims[match.claim]
                start, end = heard.folded.span(match.start, match.end)
                reasons.append(
                    Reason(
                        claim=kind.id,
                        statement=kind.statement,
                        truth=kind.truth,
                        standing=kind.standing,
                        quote=shown[start:end],
                        span=(start, end),
                    )
                )
        return tuple(sorted(reasons, key=lambda r: (r.span, r.claim)))


def mask(text: str, indicators: Iterable[Indicator]) -> str:
    """Give a text of the same length with every quoted password masked."""
    pieces = []
    at = 0
    for indicator in indicators:
        if indicator.kind is IndicatorKind.PASSWORD:
            start, end = indicator.span
            pieces += [text[at:start], MASK * (end - start)]
            at = end
    return "".join(pieces) + text[at:]


def _worth_telling(kind: ClaimKind, match: Match, folded: Folded, verdict: Verdict) -> bool:
    """Whether a match convinces a person who reads it.

    One word shows nothing, unless it is one of shame; and who is told of sextortion is not
    helped by hearing of threats to data that other blackmail makes.
    """
    if not kind.shown or (kind.group in HARM and verdict is Verdict.SEXTORTION):
        return False
    several = any(c in folded.lower[match.start : match.end] for c in " \n\t")
    return several or kind.group in {"sexual", "shame"}


def _fullest(matches: Sequence[Match]) -> list[Match]:
    """Of matches that say the same, the few longest that do not overlap."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        if not any(k.start < match.end and match.start < k.end for k in kept):
            kept.append(match)
        if len(kept) == _QUOTES_A_STATEMENT:
            break
    return kept


def _verdict(
    probability: float, other: float, about: float, reading: Readability, *, own_story: bool
) -> Verdict:
    # Sextortion first: its weights have been held against other extortion, which threatens and
    # demands alike; those of other extortion have not been held against it.
    if probability >= _DECIDED:
        return Verdict.SEXTORTION
    if other >= _DECIDED:
        return Verdict.OTHER_EXTORTION
    if own_story:
        # No threat, but somebody who tells of one: whatever the words weigh, their plan is that
        # for a threat.
        return Verdict.UNSURE
    if about >= _DECIDED:
        return Verdict.ABOUT_SEXTORTION
    if not reading.readable or probability >= _HINT or other >= _OTHER_HINT:
        return Verdict.UNSURE
    return Verdict.NOT_SEXTORTION


def _certainty(verdict: Verdict, probability: float, other: float, about: float) -> float:
    match verdict:
        case Verdict.SEXTORTION:
            return probability
        case Verdict.OTHER_EXTORTION:
            return other
        case Verdict.ABOUT_SEXTORTION:
            return about
        case _:
            return 1.0 - max(probability, other)


def _doubts(
    verdict: Verdict, reading: Readability, evidence: Evidence, *, own_story: bool
) -> tuple[str, ...]:
    doubts = []
    if verdict is Verdict.UNSURE and own_story:
        return (
            "You seem to tell what somebody is doing to you, or to somebody you know. Trust what "
            "you know: the plan is for that. With the words of the threat itself we can say more.",
        )
    if not reading.readable:
        doubts.append(
            "This seems to be in a language that Bield cannot read yet. What it says here may be "
            "wrong."
        )
    if verdict is Verdict.UNSURE and reading.readable:
        doubts.append(
            "Some of the words are those of a threat, but not enough to be sure. Trust your own "
            "sense of it."
        )
    if verdict is Verdict.SEXTORTION and (evidence["advice"] or evidence["reporting"]):
        doubts.append("Parts of the text read like advice or a report about such messages.")
    if reading.words < _SHORT_WORDS and verdict is not Verdict.SEXTORTION:
        doubts.append("There are few words to go by.")
    return tuple(doubts)
