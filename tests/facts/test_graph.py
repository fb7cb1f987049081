"""The questions drawn: true to what is asked and planned, and right in both notations."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from itertools import pairwise

import pytest

from bield.facts import load_catalogue
from bield.facts.graph import PLAN, Change, changes, dot, drawing, in_words, leads, mermaid
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.plan import Interview, Planner
from bield.records import About, Country, Happening, Paid, Situation

BIELD = [sys.executable, "-m", "bield", "facts", "graph"]
START = Situation(about=About.SOMEONE_ELSE)


@cache
def changed() -> tuple[Change, ...]:
    return changes(load_catalogue(), WITHOUT_A_MESSAGE)


def change(question: str, step: str) -> Change:
    (found,) = [c for c in changed() if (c.question, c.step) == (question, step)]
    return found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BIELD, *arguments], capture_output=True, text=True, timeout=120)


class TestLeads:
    def test_every_way_from_the_first_question_ends_at_the_plan(self) -> None:
        ways = leads(load_catalogue().questions)
        reached, new = set(), {load_catalogue().questions[0].id}
        while new:
            reached |= new
            new = {way.after for way in ways if way.before in new} - reached
        assert reached == {PLAN, *(q.id for q in load_catalogue().questions)}

    @pytest.mark.parametrize("start", [Situation(), START])
    @pytest.mark.parametrize("happening", ["met_online", "sent_to_me", "unknown"])
    def test_hold_the_questions_that_an_interview_asks_one_after_the_other(
        self, start: Situation, happening: str
    ) -> None:
        interview = Interview(load_catalogue().questions)
        asked = interview.asked(WITHOUT_A_MESSAGE, start, {"happening": (happening,)})
        ids = [a.question.id for a in asked]
        drawn = {(way.before, way.after) for way in leads(load_catalogue().questions)}
        assert set(pairwise(ids)) <= drawn

    def test_say_for_whom_a_question_is(self) -> None:
        (way,) = [w for w in leads(load_catalogue().questions) if w.after == "who"]
        assert way.when == "helper"


class TestConditionInWords:
    @pytest.mark.parametrize(
        ("condition", "words"),
        [
            ({"all": []}, "always"),
            ({"eq": {"helper": True}}, "helper"),
            ({"not": {"eq": {"helper": True}}}, "not helper"),
            ({"not": {"eq": {"threat": "sent_to_me"}}}, "threat is not sent_to_me"),
            ({"in": {"country": ["ireland", "india"]}}, "country is ireland or india"),
            (
                {"all": [{"eq": {"uk": False}}, {"any": [{"eq": {"paid": "no"}},
                         {"eq": {"paid": "card"}}]}]},
                "not uk and (paid is no or paid is card)",
            ),
            ({"not": {"any": [{"eq": {"uk": True}}, {"eq": {"paid": "no"}}]}},
             "not (uk or paid is no)"),
        ],
    )  # fmt: skip
    def test_reads_as_a_sentence(self, condition: dict[str, object], words: str) -> None:
        assert in_words(condition) == words


class TestChanges:
    def test_a_payment_brings_its_stop_and_takes_do_not_pay_away(self) -> None:
        assert change("paid", "stop_western_union").adds == ("western_union",)
        assert "no" not in change("paid", "do_not_pay").takes_away
        assert "crypto" in change("paid", "do_not_pay").takes_away

    def test_a_country_brings_its_police_and_takes_the_others_away(self) -> None:
        found = change("country", "police_scotland")
        assert found.adds == ("scotland",)
        assert "scotland" in change("country", "police_elsewhere").takes_away

    def test_what_no_answer_changes_is_not_drawn(self) -> None:
        always = [e for e in load_catalogue().advice if e.when == {"all": []} and not e.topics]
        assert not {e.id for e in always} & {c.step for c in changed()}

    def test_are_those_that_plans_show(self) -> None:
        planner = Planner(load_catalogue())

        def ids(**fields: object) -> set[str]:
            situation = Situation(happening=Happening.MET_ONLINE, **fields)  # type: ignore[arg-type]
            return {s.id for s in planner.plan(WITHOUT_A_MESSAGE, situation).steps}

        unanswered = ids()
        for question, field, values in (("country", "country", Country), ("paid", "paid", Paid)):
            for value in values:
                answered = ids(**{field: value})
                for step in answered - unanswered:
                    assert value in change(question, step).adds, (value, step)
                for step in unanswered - answered:
                    assert value in change(question, step).takes_away, (value, step)


class TestMermaid:
    NODE = r"[qsb]_\w+|plan"
    TEXT = r'"[^"<>]*(?:<br>[^"<>]*)*"'
    LINE = re.compile(
        rf'flowchart TD|  (?:{NODE})(?:\[{TEXT}\]|\(\[{TEXT}\]\))'
        rf'|  (?:{NODE}) -->(?:\|{TEXT}\|)? (?:{NODE})'
        rf'|  (?:{NODE}) -\.->\|{TEXT}\| (?:{NODE})'
        rf'|  subgraph (?:{NODE})\[{TEXT}\]|    (?:{NODE})\({TEXT}\)|  end'
    )  # fmt: skip

    def test_every_line_is_a_node_an_edge_or_a_group(self) -> None:
        # Held against Mermaid's own parser when it was written: see docs/guides/plan.md.
        text = mermaid(drawing(load_catalogue(), changed()))
        for line in text.splitlines():
            assert self.LINE.fullmatch(line), line

    def test_names_no_node_that_is_not_drawn(self) -> None:
        text = mermaid(drawing(load_catalogue(), changed()))
        made = set(re.findall(r"^ +(?:subgraph )?(\w+)[\[(]", text, re.MULTILINE))
        edges = re.findall(r"^  (\w+) -(?:->|\.->).*?(\w+)$", text, re.MULTILINE)
        assert len(edges) == len(changed()) + len(leads(load_catalogue().questions))
        assert {end for edge in edges for end in edge} <= made

    def test_a_text_cannot_end_its_node(self) -> None:
        from dataclasses import replace

        catalogue = load_catalogue()
        first = replace(catalogue.questions[0], text='Say "yes"] --> <b>#1</b>')
        odd = replace(catalogue, questions=(first, *catalogue.questions[1:]))
        (line,) = [x for x in mermaid(drawing(odd, ())).splitlines() if "Say" in x]
        assert self.LINE.fullmatch(line)
        assert "#quot;yes#quot;" in line
        assert r"\"yes\"" in dot(drawing(odd, ()))


class TestDot:
    def test_graphviz_reads_it(self) -> None:
        if shutil.which("dot") is None:
            pytest.skip("Graphviz is not installed: apt-get install graphviz")
        for drawn in (drawing(load_catalogue(), ()), drawing(load_catalogue(), changed())):
            result = subprocess.run(
                ["dot", "-Tcanon"], input=dot(drawn), capture_output=True, text=True, timeout=60
            )
            assert result.returncode == 0
            assert result.stderr == ""
            for question in load_catalogue().questions:
                assert f"q_{question.id}" in result.stdout


class TestCommand:
    def test_draws_the_questions_without_the_steps_unless_asked(self) -> None:
        text = run().stdout
        assert text.startswith("flowchart TD\n")
        assert "Are you safe right now?" in text
        assert "s_danger" not in text

    def test_draws_one_question_with_what_it_changes(self) -> None:
        text = run("--steps", "--question", "paid", "--format", "dot").stdout
        assert "s_stop_western_union" in text
        assert "q_paid -> " in text
        assert "q_safe" not in text

    def test_a_question_that_there_is_not_is_refused_with_those_there_are(self) -> None:
        result = run("--question", "shoe_size")
        assert result.returncode == 2
        for word in ("shoe_size", "'safe'", "'country'"):
            assert word in result.stderr
