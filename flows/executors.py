"""Where the stages run: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

from communique.errors import CommuniqueError
from communique.session import Session
from flows.pool import Executor, Limits, Pool


def make_executor(session: Session) -> Executor:
    """The executor that a run's options ask for.

    Raises:
        CommuniqueError: Dask is asked for and not installed, or its scheduler does not answer.
    """
    options = session.options
    limits = Limits(options.seconds, options.memory)
    if not options.dask:
        return Pool(options.workers, limits, session.progress)
    try:
        from flows.dask_executor import DaskExecutor
    except ModuleNotFoundError as error:
        raise CommuniqueError("Dask is not installed; install communique[dask].") from error
    return DaskExecutor(options.dask, options.workers, limits, session.progress, options.url)
