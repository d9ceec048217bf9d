"""Articles and records in object stores: URLs that fsspec knows (`s3://`, `gs://`, `memory://`).

A run never works in a bucket: it reads articles from there, works in a folder of this machine, and mirrors
that folder's records and parts to the URL. `mirror` says what two machines may rely on.
"""
