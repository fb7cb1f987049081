"""`python -m bield`."""

from bield.cli import main

main()
