"""`bield plan`: what to do now, from what a person tells and from a message, if they have one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer

from bield import wiring
from bield.adapters.typst_press import UnableToPrintError, print_sheet
from bield.cli.answer import print_calls, print_plan, print_refusal
from bield.cli.asking import ask as ask_questions
from bield.cli.case import refuse_unknown
from bield.cli.exits import Exit
from bield.cli.lines import plan_line
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.read import UnableToReadError
from bield.records import Answer, Plan, Situation
from bield.telling import paper_plan


def make_plan(
    situation: Situation,
    *,
    message: Path | None,
    ask: bool,
    as_json: bool,
    now: bool,
    paper: Path | None,
    large: bool,
) -> Exit:
    """Make a plan and print it; on paper too, where that is asked for.

    Args:
        situation: What the options tell.
        message: What it begins from; none where `None`.
        ask: Whether the questions are asked that the options have not answered.
        as_json: One JSON object, in place of text for a person.
        now: Whether to say who is open now.
        paper: Where the PDF goes; none is made where `None`.
        large: Whether the paper is in large print.

    Returns:
        `DONE`; `MISTAKE` where the message cannot be read; `OUTSIDE` where the PDF cannot be made
        or written.

    Raises:
        typer.BadParameter: An option cannot be used as it is.
    """
    if ask and message == Path("-"):
        raise typer.BadParameter(
            "Standard input cannot bring both the message and the answers. Name a file.",
            param_hint="'--message'",
        )
    if large and paper is None:
        raise typer.BadParameter("It says how --paper is printed.", param_hint="'--large'")
    if paper is not None and paper.exists():
        raise typer.BadParameter(
            f"{paper} is there already, and stays as it is. Name another.", param_hint="'--paper'"
        )
    stages = wiring.pipeline()
    refuse_unknown("--platform", situation.platform, stages.catalogue.platforms)
    answer: Answer | None = None
    if message is not None:
        try:
            answer = wiring.check(message)
        except UnableToReadError as error:
            print_refusal(str(message), str(error).removeprefix(f"{message}: "))
            return Exit.MISTAKE
    finding = answer.finding if answer else WITHOUT_A_MESSAGE
    if ask:
        situation = ask_questions(
            stages.interview,
            finding,
            situation,
            on_crisis=lambda so_far: print_calls(stages.plan(finding, so_far)),
        )
    plan = stages.plan(finding, situation)
    instant = wiring.clock().now()
    shown = instant if now else None
    if as_json:
        print(plan_line(plan, answer.finding if answer else None, now=shown), flush=True)
    else:
        print_plan(plan, answer, bands=stages.catalogue.bands, now=shown)
    if paper is None:
        return Exit.DONE
    return _write_paper(plan, paper, instant, large=large)


def _write_paper(plan: Plan, paper: Path, instant: datetime, *, large: bool) -> Exit:
    bands = wiring.pipeline().catalogue.bands
    try:
        printed = print_sheet(paper_plan(plan, bands, on=instant.date(), large=large))
        # «x»: a file that came to be there since is not lost.
        with paper.open("xb") as file:
            file.write(printed)
    except UnableToPrintError as error:
        typer.echo(f"No PDF was made. {error}", err=True)
        return Exit.OUTSIDE
    except OSError as error:
        typer.echo(f"{paper} could not be written: {error.strerror or error}.", err=True)
        return Exit.OUTSIDE
    typer.echo(f"The plan for paper is in {paper}.", err=True)
    return Exit.DONE
