"""A run's folder: what is done already, what is to do, and the published files.

Work is kept in parts under `OUT/.parts/`: one line a document with its finished record lines, in the order
of document ids, beside a sidecar that is written last and says what the part holds and what it was made
with. A part without a sidecar does not exist. Which documents are published follows from the list of
sources (`state`) alone, so that a document that changed needs no mark in the part that held it: it is
no longer asked for, and the part is rewritten once half of it is unasked for.
"""
