"""For analysts: what is known of who threatens, and nothing of who is threatened.

    Offender → Known (each thing once, in the form that programs compare) → STIX, MISP, CASE, CSV,
    a report of wallets

Begin with `package.py`.
"""

from bield.hand_over.analysts.handling import Tlp, UnclearHandlingError
from bield.hand_over.analysts.package import (
    AnalystsNotInstalledError,
    analysts_offer,
    analysts_package,
)

__all__ = [
    "AnalystsNotInstalledError",
    "Tlp",
    "UnclearHandlingError",
    "analysts_offer",
    "analysts_package",
]
