"""Errors that a person reads: one clear sentence each, shown without a traceback."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Something that the user can mend; the message is one sentence for a person."""


class BusyError(CommuniqueError):
    """Another run works on the same output folder."""


class DamagedPartError(CommuniqueError):
    """A part's bytes are not what its sidecar says."""
