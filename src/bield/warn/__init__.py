"""Warn: an alert and areas → who gets it, what each gets, and what came back.

The stage is pure: it gives audiences, messages and readings. What is sent is sent by `adapters/`.
"""
