"""Pages for the person: what happened, what it is, what to do now."""
