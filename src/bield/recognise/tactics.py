"""How the sender says they came by it: the tactic of a threat."""

from __future__ import annotations

from bield.recognise.evidence import Evidence
from bield.records import Message, Tactic, Verdict


def tactic_of(verdict: Verdict, evidence: Evidence, message: Message) -> Tactic:
    """Tell how the sender says they came by it."""
    if verdict is Verdict.OTHER_EXTORTION:
        broke_in = evidence["access"] or evidence["copied"]
        business = evidence["attack"] or evidence["ransom"] or evidence["violence"]
        return Tactic.HACKED_ACCOUNT if broke_in and not business else Tactic.NONE
    if verdict is not Verdict.SEXTORTION:
        return Tactic.NONE
    # A mass mail knows nobody: it tells of malware and adult sites and takes coins. A stranger
    # met online has pictures and the list of friends; somebody known speaks of a past and
    # wants more than money.
    scores = {
        Tactic.BULK_EMAIL: (
            1.2 * evidence["access"]
            + 1.5 * evidence["visited"]
            + 1.0 * evidence["recording"]
            + 0.4 * evidence["recording_loose"]
            + 0.8 * evidence["watched"]
            + 0.8 * evidence["coin"]
            + 0.8 * evidence["coin_help"]
            + 1.2 * evidence["wallet"]
            + 0.6 * evidence["copied"]
            + 0.6 * evidence["proof"]
            + 0.6 * evidence["pressure"]
            + (0.5 if message.sender else 0.0)
        ),
        Tactic.SOCIAL_LURE: (
            2.2 * evidence["images"]
            + 0.8 * evidence["images_loose"]
            + 1.2 * evidence["lure"]
            + 1.5 * evidence["cards"]
            + 0.8 * evidence["demand"]
            + 1.5 * evidence["accusation"]
            + 0.6 * evidence["threat_picture"]
        ),
        Tactic.HACKED_ACCOUNT: (
            2.2 * evidence["account"]
            + 2.4 * evidence["cloud"]
            + 0.5 * evidence["images"]
            + 0.4 * evidence["images_loose"]
        ),
        Tactic.KNOWN_PERSON: (
            2.2 * evidence["relationship"]
            + 1.8 * evidence["favour"]
            + 0.8 * evidence["images"]
            + 0.6 * evidence["images_loose"]
            - 1.0 * evidence["wallet"]
        ),
    }
    return max(scores, key=lambda tactic: scores[tactic])
