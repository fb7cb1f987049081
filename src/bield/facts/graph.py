"""The questions drawn: which leads to which and when, and which answers change which steps.

As text in two notations that need nothing installed: Mermaid, which many sites draw, and DOT, of
which Graphviz makes a picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from bield.facts.questions import FIELDS
from bield.plan import VOCABULARY, compile_condition, known, names_in
from bield.plan.predicates import PREDICATES
from bield.records import About, Band, Detail, Question, Situation, Topic

if TYPE_CHECKING:
    from bield.plan.predicates import Values
    from bield.records import Advice, Catalogue, Condition, Finding, Option

PLAN = "the plan"
"""Where every way through the questions ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """From one question to the next, or to `PLAN`."""

    before: str
    after: str
    when: str
    """In words; empty where it always does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the answers to one question do to one step."""

    question: str
    step: str
    adds: tuple[str, ...]
    """Answers that can bring the step into a plan that had it not."""
    takes_away: tuple[str, ...]
    """Answers that can take it out of a plan that had it."""
    says_more: bool
    """Whether a note for the answer stands beside the step."""


def leads(questions: Sequence[Question]) -> tuple[Lead, ...]:
    """Give each way from a question to a later one: past those that some people are not asked."""
    found: list[Lead] = []
    for place, question in enumerate(questions):
        passed = False
        for later in questions[place + 1 :]:
            always = later.when == {"all": []}
            told = "" if always else in_words(later.when)
            when = ", ".join(part for part in ("otherwise" if passed else "", told) if part)
            found.append(Lead(before=question.id, after=later.id, when=when))
            if always:
                break
            passed = True
        else:
            found.append(Lead(before=question.id, after=PLAN, when="otherwise" if passed else ""))
    return tuple(found)


def changes(catalogue: Catalogue, finding: Finding) -> tuple[Change, ...]:
    """Give every step that the answers to a question change, by trying all of them.

    Each step's condition is tried with every value of every answer it can depend on, for those
    who are asked the question and offered the answer: nothing is left to reading the conditions.

    Args:
        catalogue: The questions and the advice.
        finding: What their message is, or that nobody has shown one.
    """
    trial = _Trial(finding)
    noted = {topic: {"platform"} for named in catalogue.platforms.values() for topic in named.notes}
    if catalogue.payments:
        noted[Topic.STOP_PAYMENT] = {"paid"}
    found: list[Change] = []
    for question in catalogue.questions:
        sets = {field for option in question.options for field in option.sets}
        for entry in catalogue.advice:
            adds, takes_away = trial.of(question, entry)
            says_more = any(sets & noted.get(topic, set()) for topic in entry.topics)
            if adds or takes_away or says_more:
                found.append(
                    Change(
                        question=question.id,
                        step=entry.id,
                        adds=adds,
                        takes_away=takes_away,
                        says_more=says_more,
                    )
                )
    return tuple(found)


class _Trial:
    """Tries conditions with every answer they can depend on."""

    def __init__(self, finding: Finding) -> None:
        self._finding = finding
        self._made: dict[frozenset[tuple[str, Any]], Values] = {}
        self._choices: dict[str, tuple[Any, ...]] = {
            field: tuple(kind) for field, kind in FIELDS.items() if field != "details"
        }
        self._choices["platform"] = ("", "any")
        self._choices |= {detail.value: (False, True) for detail in Detail}
        self._moved = self._what_each_moves()

    def _what_each_moves(self) -> Mapping[str, frozenset[str]]:
        """Choice → the names of a condition that it can change; found by trying."""
        moved: dict[str, set[str]] = defaultdict(set)
        for about, happening in product(About, self._choices["happening"]):
            for choice, values in self._choices.items():
                seen = [
                    self._known({"about": about, "happening": happening, choice: value})
                    for value in values
                ]
                moved[choice] |= {n for n in VOCABULARY if len({s[n] for s in seen}) > 1}
        return {choice: frozenset(names) for choice, names in moved.items()}

    def _known(self, chosen: Mapping[str, Any]) -> Values:
        # Many conditions ask for the same names, so that each case is tried many times.
        key = frozenset(chosen.items())
        values = self._made.get(key)
        if values is None:
            details = frozenset(d for d in Detail if chosen.get(d.value))
            fields = {name: value for name, value in chosen.items() if name not in _DETAILS}
            values = known(self._finding, replace(Situation(details=details), **fields))
            self._made[key] = values
        return values

    def of(self, question: Question, entry: Advice) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the answers that can add a step, and those that can take it away."""
        names = set(names_in(entry.when))
        own = {choice for option in question.options for choice in _chosen(option)}
        if not any(self._moved[choice] & names for choice in own):
            return (), ()
        applies = compile_condition(entry.when, VOCABULARY)
        asked = compile_condition(question.when, VOCABULARY)
        names |= set(names_in(question.when))
        adds: list[str] = []
        takes_away: list[str] = []
        for option in question.options:
            offered = compile_condition(option.when, VOCABULARY)
            matter = names | set(names_in(option.when))
            # Whom it is about is told before any question, so it is never the answer's alone.
            others = [
                choice
                for choice in self._choices
                if (choice not in own or choice == "about") and self._moved[choice] & matter
            ]
            added = taken = False
            sets = _chosen(option)
            for values in product(*(self._choices[choice] for choice in others)):
                base = dict(zip(others, values, strict=True))
                before = self._known(base)
                if not (asked(before) and offered(before)):
                    continue
                had, has = applies(before), applies(self._known(base | sets))
                added, taken = added or (has and not had), taken or (had and not has)
                if added and taken:
                    break
            adds += [option.value] if added else []
            takes_away += [option.value] if taken else []
        return tuple(adds), tuple(takes_away)


_DETAILS = frozenset(detail.value for detail in Detail)


def _chosen(option: Option) -> dict[str, Any]:
    """What an answer sets: fields, and details by their own names."""
    chosen: dict[str, Any] = {}
    for field, value in option.sets.items():
        if field == "details":
            chosen[value] = True
        elif field == "platform":
            chosen[field] = "any"
        else:
            chosen[field] = FIELDS[field](value)
    return chosen


def in_words(condition: Condition) -> str:
    """Say a condition in words that somebody who writes no code can read."""
    ((word, body),) = condition.items()
    parts: Any = body
    match word:
        case "all":
            return " and ".join(_inner(part) for part in parts) or "always"
        case "any":
            return " or ".join(_inner(part) for part in parts) or "never"
        case "not":
            ((inner, named),) = parts.items()
            if inner == "eq":
                ((name, value),) = named.items()
                return _is(name, not value) if isinstance(value, bool) else f"{name} is not {value}"
            return f"not ({in_words(parts)})"
        case "eq":
            ((name, value),) = parts.items()
            return _is(name, value) if isinstance(value, bool) else f"{name} is {value}"
        case "in":
            ((name, values),) = parts.items()
            return f"{name} is {' or '.join(str(value) for value in values)}"
        case _:
            return PREDICATES[str(body)].means


def _inner(condition: Condition) -> str:
    words = in_words(condition)
    several = set(condition) & {"all", "any"} and len(next(iter(condition.values()))) > 1  # type: ignore[arg-type]
    return f"({words})" if several else words


def _is(name: str, value: bool) -> str:
    return name.replace("_", " ") if value else f"not {name.replace('_', ' ')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn: all of it, or what one question has to do with."""

    questions: tuple[Question, ...]
    leads: tuple[Lead, ...]
    changes: tuple[Change, ...]
    steps: Mapping[Band, tuple[Advice, ...]]
    """Those that `changes` name, under their bands."""
    bands: Mapping[Band, str]

    @property
    def has_end(self) -> bool:
        return any(lead.after == PLAN for lead in self.leads)


def drawing(catalogue: Catalogue, changed: Iterable[Change], *, question: str = "") -> Drawing:
    """Put together what is drawn.

    Args:
        catalogue: The questions and the advice.
        changed: Which answers change which steps; none, for the questions alone.
        question: The id of one question, to draw it alone, with where it comes from and leads to;
            all of them where empty.
    """
    ways = tuple(
        lead for lead in leads(catalogue.questions) if question in {"", lead.before, lead.after}
    )
    kept = tuple(change for change in changed if question in {"", change.question})
    near = {question, *(end for lead in ways for end in (lead.before, lead.after))}
    named = {change.step for change in kept}
    steps = {
        band: tuple(e for e in catalogue.advice if e.band is band and e.id in named)
        for band in Band
    }
    return Drawing(
        questions=tuple(q for q in catalogue.questions if not question or q.id in near),
        leads=ways,
        changes=kept,
        steps={band: entries for band, entries in steps.items() if entries},
        bands=catalogue.bands,
    )


def mermaid(drawn: Drawing) -> str:
    """Write a drawing in Mermaid's notation."""
    return "\n".join(["flowchart TD", *_mermaid_lines(drawn)]) + "\n"


def _mermaid_lines(drawn: Drawing) -> Iterator[str]:
    for question in drawn.questions:
        yield f'  q_{question.id}["{_for_mermaid(_titled(question), "<br>")}"]'
    if drawn.has_end:
        yield f'  plan(["{PLAN}"])'
    for lead in drawn.leads:
        label = f'|"{_for_mermaid([lead.when], "")}"|' if lead.when else ""
        yield f"  q_{lead.before} -->{label} {_end(lead)}"
    for band, entries in drawn.steps.items():
        yield f'  subgraph b_{band}["{_for_mermaid([drawn.bands[band]], "")}"]'
        for entry in entries:
            yield f'    s_{entry.id}("{_for_mermaid([entry.wording.title, entry.id], "<br>")}")'
        yield "  end"
    for change in drawn.changes:
        label = _for_mermaid(_told(change), "<br>")
        yield f'  q_{change.question} -.->|"{label}"| s_{change.step}'


def dot(drawn: Drawing) -> str:
    """Write a drawing in Graphviz's notation, DOT."""
    return "\n".join(["digraph questions {", *_dot_lines(drawn), "}"]) + "\n"


def _dot_lines(drawn: Drawing) -> Iterator[str]:
    yield '  node [shape=box, fontname="sans-serif"]; edge [fontname="sans-serif", fontsize=10];'
    for question in drawn.questions:
        yield f'  q_{question.id} [label="{_for_dot(_titled(question))}"];'
    if drawn.has_end:
        yield f'  plan [label="{PLAN}", shape=oval];'
    for lead in drawn.leads:
        yield f'  q_{lead.before} -> {_end(lead)} [label="{_for_dot([lead.when])}"];'
    for band, entries in drawn.steps.items():
        yield f'  subgraph cluster_{band} {{ label="{_for_dot([drawn.bands[band]])}";'
        for entry in entries:
            title = _for_dot([entry.wording.title, entry.id])
            yield f'    s_{entry.id} [label="{title}", style=rounded];'
        yield "  }"
    for change in drawn.changes:
        label = _for_dot(_told(change))
        yield f'  q_{change.question} -> s_{change.step} [label="{label}", style=dashed];'


def _titled(question: Question) -> list[str]:
    answers = " · ".join(option.value for option in question.options)
    return [question.text, f"{answers} (any number)" if question.several else answers]


def _told(change: Change) -> list[str]:
    told = []
    if change.adds:
        told.append(f"adds: {', '.join(change.adds)}")
    if change.takes_away:
        told.append(f"takes away: {', '.join(change.takes_away)}")
    return [*told, "says more"] if change.says_more else told


def _end(lead: Lead) -> str:
    return "plan" if lead.after == PLAN else f"q_{lead.after}"


def _for_mermaid(lines: Sequence[str], between: str) -> str:
    # Mermaid has codes of its own for what would end a text or begin a tag.
    codes = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;"}
    return between.join("".join(codes.get(c, c) for c in line) for line in lines)


def _for_dot(lines: Sequence[str]) -> str:
    return "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
