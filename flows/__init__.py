"""Runs over many documents: stages in processes that can be killed, chained by Prefect.

Only `flows.extraction` and what serves it (`artifacts`, `server`, `serve`) import Prefect; stages, workers
and the pool know nothing of it.
"""
