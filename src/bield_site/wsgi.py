"""The site as a WSGI application, for a server of one's own choice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bield_site.settings")
application: WSGIHandler = get_wsgi_application()
