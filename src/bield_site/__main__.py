"""`python -m bield_site` starts the site."""

from __future__ import annotations

import sys

from bield_site.serve import main

if __name__ == "__main__":
    sys.exit(main())
