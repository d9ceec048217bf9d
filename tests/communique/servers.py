"""A real PostgreSQL for a test session: the pgserver package, else the server that Debian installs."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a server started for this and stopped afterwards; skips the test if there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket has at most 107 bytes
    try:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pgserver
        except ImportError:
            with _debian(folder) as address:
                yield address
        else:
            server = pgserver.get_server(folder)
            try:
                yield server.get_uri()
            finally:
                server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _debian(folder: Path) -> Iterator[str]:
    programs = sorted(_DEBIAN.glob("*/bin/initdb"))
    found = shutil.which("initdb") or (str(programs[-1]) if programs else None)
    if not found:
        pytest.skip("no PostgreSQL: neither the pgserver package nor Debian's postgresql is installed")
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, user)
    options = {"user": user} if os.getuid() == 0 else {}
    data, bin_folder = folder / "data", Path(found).parent

    def run(*arguments: str) -> None:
        subprocess.run(
            arguments, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
        )

    run(found, "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync")
    control = str(bin_folder / "pg_ctl")
    run(control, "-D", str(data), "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
