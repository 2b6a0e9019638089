"""Errors that a person can mend: told in their own words, never as a traceback."""

from __future__ import annotations


class WrongUsageError(Exception):
    """What was asked for cannot be done as asked; the message says why. Exit code 2 of the command line."""


class CannotRunError(Exception):
    """What was asked for is right, and cannot be done now; the message says why. Exit code 3."""
