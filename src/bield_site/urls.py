"""Which address shows what. The addresses tell nothing to somebody who sees them."""

from __future__ import annotations

from django.urls import path

from bield_site.guide import (
    ask,
    keep,
    languages,
    look,
    paper,
    plan,
    record,
    record_files,
    record_give,
    refusals,
    views,
)
from bield_site.guide.entries import ENTRIES
from bield_site.guide.record_parts import PARTS

urlpatterns = [
    path("", views.first, name="first"),
    *(path(entry.slug, look.entry, {"slug": entry.slug}) for entry in ENTRIES.values()),
    path("ask/<slug:slug>", ask.ask, name="ask"),
    path("next", plan.show, name="next"),
    path("tick", plan.tick, name="tick"),
    path("paper", paper.paper, name="paper"),
    path("keep", keep.keep, name="keep"),
    path("kept", keep.kept, name="kept"),
    path("back", keep.back, name="back"),
    path("notes", record.notes, name="notes"),
    *(path(f"notes/{slug}", record.part, {"slug": slug}) for slug in PARTS),
    path("notes/fix", record.fix, name="fix"),
    path("notes/file", record_files.file, name="file"),
    path("notes/lock", record_files.lock, name="lock"),
    path("notes/locked", record_files.locked, name="locked"),
    path("notes/open", record_files.back, name="open"),
    path("notes/give", record_give.give, name="give"),
    path("notes/given", record_give.given, name="given"),
    path("again", views.again, name="again"),
    path("about", views.about, name="about"),
    path("in", languages.listed, name="in"),
    *(path(f"in/{c}", languages.first_steps, {"code": c}) for c in languages.LANGUAGES),
    path("leave", views.leave, name="leave"),
    path("robots.txt", views.robots, name="robots"),
]

handler400 = refusals.bad_request
handler403 = refusals.other_site
handler404 = refusals.not_found
handler500 = refusals.our_error
