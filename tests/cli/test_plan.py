"""`bield plan`, run as its user runs it: the options, the questions, the paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_check import THREAT, run
from typer.testing import CliRunner

from bield.cli.app import app
from bield.cli.asking import ask
from bield.cli.open_now import who_is_open
from bield.facts import load_catalogue
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.plan import AT_MOST, Interview, Planner
from bield.records import About, Age, Country, Detail, Happening, Paid, Role, Safety, Situation
from bield.telling import Role as Looks

if TYPE_CHECKING:
    from typer.testing import Result

# Twice a day's figure: where the moment of a question matters, it is given.
SATURDAY_NIGHT = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


def here(*arguments: str | Path, given: bytes = b"") -> Result:
    """Run a command in this process, which has the data already."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)


def plan(*arguments: str | Path, given: bytes = b"") -> dict[str, Any]:
    result = here("plan", "--json", *arguments, given=given)
    assert result.exit_code == 0, result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def steps(made: dict[str, Any]) -> list[str]:
    return [step["id"] for step in made["plan"]]


def interviewed(typed: str, start: Situation | None = None) -> tuple[Situation, str, list[Safety]]:
    """What the questions give for what is typed, what stood on the screen, and each alarm."""
    screen, alarms = StringIO(), list[Safety]()
    situation = ask(
        Interview(load_catalogue().questions),
        WITHOUT_A_MESSAGE,
        start or Situation(),
        on_crisis=lambda so_far: alarms.append(so_far.safety),
        answers_from=StringIO(typed),
        ask_on=screen,
    )
    return situation, screen.getvalue(), alarms


class TestForAPerson:
    def test_says_what_to_do_and_whom_to_call_at_80_columns_without_colour(self) -> None:
        result = run("plan", "--country", "scotland", "--age", "15", "--happening", "met_online")
        text = result.stdout.decode()
        assert result.returncode == 0
        assert "What to do, in this order" in text
        assert "Do not pay" in text
        assert "0800 1111" in text
        assert max(len(line) for line in text.splitlines()) <= 80
        assert "\x1b" not in text

    def test_names_whom_to_call_before_anything_else_in_a_crisis(self, tmp_path: Path) -> None:
        path = tmp_path / "threat.txt"
        path.write_text(THREAT, encoding="utf-8")
        calm = here("plan", "--message", path).stdout
        crisis = here("plan", "--message", path, "--safety", "own_life").stdout
        assert calm.index("mass e-mail") < calm.index("Talk to somebody now")
        assert crisis.index("Talk to somebody now") < crisis.index("mass e-mail")

    def test_without_any_answer_it_is_a_whole_plan(self) -> None:
        assert "danger" in steps(plan())[0]

    def test_a_reader_that_stops_early_is_no_error(self) -> None:
        result = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m bield plan | head -1; exit ${{PIPESTATUS[0]}}"],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, b"")


class TestOptions:
    def test_each_makes_the_plan_that_the_pages_make(self) -> None:
        made = plan(
            "--safety", "safe", "--helping", "parent", "--happening", "met_online",
            "--age", "15", "--country", "scotland", "--paid", "western_union",
            "--detail", "posted", "--detail", "too_upset", "--platform", "instagram",
        )  # fmt: skip
        situation = Situation(
            safety=Safety.SAFE,
            about=About.CHILD,
            role=Role.PARENT,
            happening=Happening.MET_ONLINE,
            age=Age.FROM_13_TO_17,
            country=Country.SCOTLAND,
            paid=Paid.WESTERN_UNION,
            details=frozenset({Detail.POSTED, Detail.TOO_UPSET}),
            platform="instagram",
        )
        assert made["situation"]["age"] == "13_to_17"
        assert made["situation"]["details"] == ["posted", "too_upset"]
        expected = Planner(load_catalogue()).plan(WITHOUT_A_MESSAGE, situation)
        assert steps(made) == [step.id for step in expected.steps]
        assert [s["id"] for s in made["emergency"]] == [s.id for s in expected.emergency]

    def test_an_age_may_be_years_or_a_range(self) -> None:
        for given, age in (("12", "under_13"), ("13_to_17", "13_to_17"), ("40", "18_or_over")):
            assert plan("--age", given)["situation"]["age"] == age

    @pytest.mark.parametrize(
        ("option", "wrong", "right"),
        [
            ("--safety", "fine", "own_life"),
            ("--helping", "cat", "parent"),
            ("--happening", "rain", "met_online"),
            ("--age", "young", "13_to_17"),
            ("--age", "200", "120"),
            ("--age-in-picture", "-1", "13_to_17"),
            ("--country", "narnia", "scotland"),
            ("--paid", "shells", "western_union"),
            ("--detail", "tired", "too_upset"),
            ("--platform", "friendster", "instagram"),
        ],
    )
    @pytest.mark.parametrize("command", ["plan", "check"])
    def test_a_value_that_there_is_not_is_refused_by_name_with_the_list(
        self, tmp_path: Path, command: str, option: str, wrong: str, right: str
    ) -> None:
        (tmp_path / "x.txt").write_text(THREAT, encoding="utf-8")
        given = [tmp_path / "x.txt"] if command == "check" else []
        result = here(command, *given, f"{option}={wrong}")
        said = result.stderr
        assert result.exit_code == 2
        for words in (option, wrong, right):
            assert words in said
        assert "Traceback" not in said
        assert result.stdout == ""

    def test_who_helps_is_not_the_one_it_is_about(self) -> None:
        result = here("plan", "--about", "me", "--helping", "friend")
        assert result.exit_code == 2
        assert "--helping" in result.stderr

    def test_check_takes_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "threat.txt"
        path.write_text(THREAT, encoding="utf-8")
        line = json.loads(here("check", "--json", path, "--helping", "work", "--now").stdout)
        assert "now" in line
        assert {s["open"] for s in line["listeners"]} <= {True, False, None}
        from_message = plan("--message", path, "--helping", "work")
        assert steps(from_message) == [step["id"] for step in line["plan"]]


class TestMessage:
    def test_begins_the_plan(self, tmp_path: Path) -> None:
        path = tmp_path / "threat.txt"
        path.write_text(THREAT, encoding="utf-8")
        made = plan("--message", path, "--country", "england")
        assert (made["verdict"], made["tactic"]) == ("sextortion", "bulk_email")
        assert steps(made) == steps(plan("--message", "-", "--country", "england",
                                         given=THREAT.encode()))  # fmt: skip

    def test_that_cannot_be_read_is_refused_once_by_name(self, tmp_path: Path) -> None:
        result = here("plan", "--message", tmp_path / "none.eml")
        said = result.stderr
        assert result.exit_code == 2
        assert said.replace("\n", "").count("none.eml") == 1  # a long folder wraps
        assert "no such file" in " ".join(said.split())
        assert result.stdout == ""

    def test_and_the_answers_cannot_both_come_by_standard_input(self) -> None:
        result = here("plan", "--ask", "--message", "-", given=THREAT.encode())
        assert result.exit_code == 2
        assert "Name a file" in result.stderr


class TestAsk:
    def test_nobody_is_asked_more_than_seven_and_enter_leaves_each(self) -> None:
        for start in (Situation(), Situation(about=About.SOMEONE_ELSE)):
            situation, screen, _ = interviewed("\n" * 20, start)
            assert situation == start
            assert 1 <= screen.count(f"(of {AT_MOST} at most)") <= AT_MOST

    def test_numbers_and_values_answer(self) -> None:
        situation, _, _ = interviewed("1\nmet_online\n2\nscotland\nno\n1 3\n\n")
        assert situation.safety is Safety.SAFE
        assert situation.happening is Happening.MET_ONLINE
        assert situation.country is Country.SCOTLAND
        assert situation.paid is Paid.NO
        assert len(situation.details) == 2

    def test_back_goes_to_the_question_before_and_the_last_answer_counts(self) -> None:
        situation, screen, _ = interviewed("back\n1\nmet_online\n\nindia\nback\nireland\n")
        assert situation.country is Country.IRELAND
        assert screen.count("Are you safe right now?") == 2
        assert screen.count("Where do you live?") == 2

    def test_what_no_longer_fits_a_changed_answer_is_forgotten(self) -> None:
        paid = "\nmet_online\n\n\nwestern_union\npaid_again\n"
        assert Detail.PAID_AGAIN in interviewed(paid)[0].details
        situation, _, _ = interviewed(paid + "back\nback\nno\n")
        assert situation.paid is Paid.NO
        assert situation.details == frozenset()

    def test_what_is_none_of_the_answers_is_asked_again(self) -> None:
        situation, screen, _ = interviewed("maybe\n99\n1 2\n1\n")
        assert situation.safety is Safety.SAFE
        assert "“99” is none of these answers." in screen
        assert screen.count("is none of these answers") == 3

    def test_what_the_options_told_is_not_asked(self) -> None:
        start = Situation(country=Country.SCOTLAND, happening=Happening.MET_ONLINE)
        situation, screen, _ = interviewed("\n" * 20, start)
        assert "Where do you live?" not in screen
        assert "What is happening?" not in screen
        assert situation == start

    def test_a_helper_is_asked_about_the_person_they_help(self) -> None:
        _, screen, _ = interviewed("\n" * 20, Situation(about=About.SOMEONE_ELSE))
        assert "Who are you helping?" in screen
        assert "How old is the person you are helping?" in screen

    def test_help_does_not_wait_for_the_other_questions(self) -> None:
        _, _, alarms = interviewed("life\n" + "\n" * 20)
        assert alarms == [Safety.OWN_LIFE]
        result = run("plan", "--ask", "--country", "scotland", given=b"life\n")
        asked = result.stderr.decode()
        assert asked.index("116 123") < asked.index("What is happening?")
        assert b"Are you safe" not in result.stdout, "only the plan goes to a pipe"
        assert b"116 123" in result.stdout

    def test_where_nobody_types_any_more_the_plan_is_made_of_what_was_answered(self) -> None:
        made = plan("--ask", given=b"yes\nmet_online\n")
        assert made["situation"]["happening"] == "met_online"
        assert made["situation"]["country"] == "unknown"


class TestNow:
    def test_says_who_is_open_and_names_those_who_are_not_later(self) -> None:
        made = Planner(load_catalogue()).plan(
            WITHOUT_A_MESSAGE, Situation(country=Country.SCOTLAND, happening=Happening.MET_ONLINE)
        )
        lines = list(who_is_open(made, SATURDAY_NIGHT))
        calls = [line.text for line in lines if line.role is Looks.CALL]
        assert any("116 123" in call and "Open now, day and night" in call for call in calls)
        others = calls[len(made.emergency) :]
        states = [". Opens" in call for call in others if ". We don't know" not in call]
        assert states == sorted(states)

    def test_says_so_on_the_command_line(self) -> None:
        assert "Open now" in here("plan", "--country", "scotland", "--now").stdout


class TestPaper:
    def test_is_a_pdf_and_the_plan_is_printed_too(self, tmp_path: Path) -> None:
        pytest.importorskip("typst", reason="what prints is not installed: bield[site]")
        path = tmp_path / "plan.pdf"
        result = here("plan", "--country", "scotland", "--paper", path, "--large")
        assert result.exit_code == 0, result.stderr
        assert path.read_bytes().startswith(b"%PDF-")
        assert "What to do, in this order" in result.stdout
        assert str(path) in result.stderr

    def test_never_takes_the_place_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.pdf"
        path.write_bytes(b"mine")
        result = here("plan", "--paper", path)
        assert result.exit_code == 2
        assert "is there already" in result.stderr
        assert path.read_bytes() == b"mine"

    def test_that_cannot_be_written_is_said_and_gives_3(self, tmp_path: Path) -> None:
        pytest.importorskip("typst", reason="what prints is not installed: bield[site]")
        result = here("plan", "--paper", tmp_path / "no folder" / "plan.pdf")
        assert result.exit_code == 3
        assert "could not be written" in result.stderr
        assert "Traceback" not in result.stderr

    def test_where_what_prints_is_missing_it_says_what_to_install(self, tmp_path: Path) -> None:
        (tmp_path / "typst.py").write_text("raise ImportError", encoding="utf-8")
        first = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
        result = run("plan", "--paper", tmp_path / "plan.pdf", PYTHONPATH=first)
        assert result.returncode == 3
        assert b"pip install 'bield[site]'" in result.stderr
        assert not (tmp_path / "plan.pdf").exists()

    def test_large_print_needs_paper(self) -> None:
        assert here("plan", "--large").exit_code == 2


class TestGuide:
    GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "plan.md"

    def test_tells_every_option_and_every_value(self) -> None:
        from typer.main import get_command

        told = self.GUIDE.read_text(encoding="utf-8")
        commands: Any = get_command(app)
        for command in (
            commands.commands["plan"],
            *commands.commands["facts"].commands.values(),
        ):
            for option in command.params:
                if option.name != "help":
                    assert f"`{option.opts[0]}" in told or f" {option.opts[0]}" in told, option.name
        for kind in (Safety, Role, Happening, Age, Country, Paid, Detail):
            for value in kind:
                assert f"`{value}`" in told, value
