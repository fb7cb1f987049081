"""`--json`: one object a line. The names in it are stable; new ones may come."""

from __future__ import annotations

import json

from bield.records import Answer, Moment


def answer_line(name: str, answer: Answer) -> str:
    """Give an answer as one line of JSON.

    `start` and `end` are a half-open range of characters in the text as Bield read it: for a
    mail with a subject that is the subject, an empty line and the visible body.
    """
    finding = answer.finding
    return _line(
        {
            "file": name,
            "verdict": finding.verdict.value,
            "tactic": finding.tactic.value,
            "probability": finding.probability,
            "reasons": [
                {"claim": r.claim, "quote": r.quote, "start": r.span[0], "end": r.span[1]}
                for r in finding.reasons
            ],
            "indicators": [
                {
                    "kind": i.kind.value,
                    "value": i.value,
                    "start": i.span[0],
                    "end": i.span[1],
                    "valid": i.valid,
                }
                for i in finding.indicators
            ],
            **_course(answer),
            "plan": [
                {"id": s.id, "band": s.band.value, "title": s.title} for s in answer.plan.steps
            ],
        }
    )


def _course(answer: Answer) -> dict[str, object]:
    """How a chat went; nothing for other messages."""
    conversation, finding = answer.message.conversation, answer.finding
    if conversation is None:
        return {}
    return {
        "offender": finding.offender,
        "course": [
            {
                "event": event.kind.value,
                "who": conversation.turns[event.turn].who,
                "when": _moment(conversation.turns[event.turn].when),
                "quote": event.quote,
                "start": event.span[0],
                "end": event.span[1],
            }
            for event in finding.course
        ],
    }


def _moment(moment: Moment) -> dict[str, object]:
    return {
        "written": moment.raw,
        "clock": moment.clock.value,
        "at": moment.at.isoformat() if moment.at else None,
    }


def refusal_line(name: str, reason: str) -> str:
    """Give a refusal as one line of JSON."""
    return _line({"file": name, "error": reason})


def _line(value: object) -> str:
    # A file name may hold bytes that are no text; they are shown, and never break the line.
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")
