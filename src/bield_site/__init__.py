"""Bield as a site: pages for the person, on the person's own machine or on a server."""
