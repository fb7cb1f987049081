"""`Message` → `Finding`: what it is, how sure that is, and why.

A threatening message has an anatomy that is the same everywhere: a claim of access, a claim of
a recording, a proof, a demand, a deadline, a threat, a rule of silence. Each language says each
of them in its own phrases (`facts/phrases/`). Found claims are weighed by group
(`facts/weights.yaml`): a logistic sum for each of three questions, so that each answer is a
probability and each point in it can be named.
"""

from __future__ import annotations

from bield.recognise.indicators.checked import Check, checked
from bield.recognise.indicators.misread import Misread, find_misread
from bield.recognise.recogniser import Recogniser

__all__ = ["Check", "Misread", "Recogniser", "checked", "find_misread"]
