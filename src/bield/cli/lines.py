"""`--json`: one object a line. The names in it are stable; new ones may come."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from bield.cli.open_now import open_now
from bield.plan import in_words
from bield.records import Answer, Finding, Moment, Plan, Service, Situation, Source, Step
from bield.records.returned import Returned


def answer_line(name: str, answer: Answer, *, now: datetime | None = None) -> str:
    """Give an answer as one line of JSON; with `now`, also who is open then.

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
            **_listeners(answer.plan, now),
        }
    )


def plan_line(plan: Plan, finding: Finding | None, *, now: datetime | None = None) -> str:
    """Give a whole plan as one line of JSON.

    Args:
        plan: The plan.
        finding: What the message is that it began from; `None` where there was none.
        now: To say who is open then.
    """
    return _line(
        {
            "situation": _situation(plan.situation),
            **(
                {
                    "verdict": finding.verdict.value,
                    "tactic": finding.tactic.value,
                    "probability": finding.probability,
                }
                if finding
                else {}
            ),
            "crisis": plan.crisis,
            "emergency": [_service(service) for service in plan.emergency],
            **(_listeners(plan, now) or {"listeners": [_service(s) for s in plan.listeners]}),
            "plan": [_step(step) for step in plan.steps],
        }
    )


def _situation(situation: Situation) -> dict[str, object]:
    told = asdict(situation)
    return told | {"details": sorted(situation.details)}


def _step(step: Step) -> dict[str, object]:
    return {
        "id": step.id,
        "band": step.band.value,
        "title": step.title,
        "why": step.why,
        "how": list(step.how),
        "services": [_service(service) for service in step.services],
        "notes": [
            {
                "heading": note.heading,
                "lines": list(note.lines),
                "services": [_service(service) for service in note.services],
                "sources": [_source(source) for source in note.sources],
            }
            for note in step.notes
        ],
        "sources": [_source(source) for source in step.sources],
        "reviewed_on": step.reviewed_on.isoformat(),
    }


def _service(service: Service) -> dict[str, object]:
    return {
        "id": service.id,
        "name": service.name,
        "channels": [
            {"kind": c.kind, "value": c.value, "label": c.label} for c in service.channels
        ],
        "hours": None if service.hours is None else in_words(service.hours),
        "cost": service.cost,
    }


def _source(source: Source) -> dict[str, str]:
    return {"id": source.id, "body": source.body, "title": source.title, "url": source.url}


def _listeners(plan: Plan, now: datetime | None) -> dict[str, object]:
    """Who listens, and whether they are open; nothing where nobody asked."""
    if now is None:
        return {}
    listeners = [_service(s) | open_now(s, now) for s in plan.listeners]
    return {"now": now.isoformat(timespec="seconds"), "listeners": listeners}


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


def returned_line(name: str, returned: Returned) -> str:
    """Give a mail that came back as one line of JSON."""
    return _line(
        {
            "file": name,
            "kind": returned.kind.value,
            "formal": returned.formal,
            "recipients": [
                {
                    "address": fate.address,
                    **({"asked_for": fate.asked_for} if fate.asked_for else {}),
                    "action": fate.action.value,
                    "status": fate.status,
                    "permanence": fate.permanence.value,
                    "reason": fate.why.value,
                    "said": fate.said,
                }
                for fate in returned.fates
            ],
            "message_ids": list(returned.message_ids),
            "return_paths": list(returned.return_paths),
            "by": returned.by,
            **({"feedback_type": returned.feedback_type} if returned.feedback_type else {}),
            **({"note": returned.note} if returned.note else {}),
        }
    )


def refusal_line(name: str, reason: str) -> str:
    """Give a refusal as one line of JSON."""
    return _line({"file": name, "error": reason})


def _line(value: object) -> str:
    # A file name may hold bytes that are no text; they are shown, and never break the line.
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")
