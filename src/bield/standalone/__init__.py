"""Standalone: programs that are given away as one file, and need Bield to be installed nowhere.

`verify_record.py` tells whether a sealed record is as it was sealed. It imports nothing of Bield
and shares no line with Bield's own verifier (`keep/verify.py`), so that a mistake in one is not
also one in the other; `tests/keep/test_both_verifiers.py` holds the two to the same verdicts.
`bield record verifier OUT` writes it out, for whoever receives a record.
"""
