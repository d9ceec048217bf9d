"""URLs for inputs and outputs, against an S3-compatible server on loopback and in memory: the same bytes,
incremental runs from two machines, locks, interrupted pushes, and a sentence for what goes wrong."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from pathlib import Path

import orjson
import pytest

from communique.errors import BusyError, CommuniqueError
from communique.remote.place import open_place, work_folder
from tests.flows.driver import article, command, digests, finished, run_plain, write_articles

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("s3fs")
pytest.importorskip("moto.server")

NOBODY = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}


def put(url: str, data: bytes) -> None:
    place = open_place(url)
    place.fs.pipe_file(place.root, data)


def upload(folder: Path, url: str) -> None:
    for path in folder.iterdir():
        put(f"{url}/{path.name}", path.read_bytes())


def published(url: str) -> dict[str, bytes]:
    """The objects that a reader looks at."""
    place = open_place(url)
    names = [name for name in place.listing() if "/" not in name and name != "run_log.json"]
    return {name: place.fs.cat_file(place.at(name)) for name in sorted(names)}


def stamps(url: str) -> dict[str, str]:
    return {name: str(info["LastModified"]) for name, info in open_place(url).listing().items()}


def here(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in digests(out)}


def test_a_bucket_gives_and_takes_the_bytes_of_folders(bucket: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(6))
    lines = b"".join(orjson.dumps({"id": str(n), "text": article(n)}) + b"\n" for n in range(6, 9))
    (tmp_path / "in" / "more.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "notes.pdf").write_bytes(b"no article")
    upload(tmp_path / "in", f"{bucket}/articles")
    put(f"{bucket}/articles/.hidden/x.txt", b"no article")
    run_plain(tmp_path / "in", tmp_path / "whole")
    outcome = run_plain(f"{bucket}/articles", f"{bucket}/records/", work=str(tmp_path / "work"))
    assert (outcome.new, outcome.exit_code) == (9, 1)
    assert published(f"{bucket}/records") == here(tmp_path / "whole")
    # The output may lie among the inputs.
    assert run_plain(bucket, f"{bucket}/records", work=str(tmp_path / "work"), prune=True).new == 0
    run_plain(f"{bucket}/articles/*", f"{bucket}/pattern", work=str(tmp_path / "other"))
    assert published(f"{bucket}/pattern") == here(tmp_path / "whole")


def test_only_what_is_new_is_read_and_written(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in", range(4))
    upload(tmp_path / "in", f"{bucket}/in")
    run_plain(f"{bucket}/in", f"{bucket}/out", work=str(tmp_path / "work"))
    before = stamps(f"{bucket}/out")
    asked: list[str] = []
    fs = open_place(bucket).fs
    cat = type(fs)._cat_file

    async def counting(self: object, path: str, *args: object, **more: object) -> bytes:
        asked.append(path)
        return await cat(self, path, *args, **more)

    monkeypatch.setattr(type(fs), "_cat_file", counting)
    time.sleep(1.1)  # the server's times are whole seconds
    outcome = run_plain(f"{bucket}/in", f"{bucket}/out", work=str(tmp_path / "work"))
    assert (outcome.new, outcome.changed) == (0, False)
    after = stamps(f"{bucket}/out")
    assert {name for name in after if after[name] != before.get(name)} == {
        "run_log.json", ".parts/lease/00000002",
    }  # fmt: skip
    assert not [path for path in asked if "/in/" in path]
    put(f"{bucket}/in/0001.txt", article(33).encode())
    assert run_plain(f"{bucket}/in", f"{bucket}/out", work=str(tmp_path / "work")).new == 1
    assert [path.rpartition("/")[2] for path in asked if "/in/" in path] == ["0001.txt"]
    fs.rm_file(f"{bucket}/in/0002.txt")
    run_plain(f"{bucket}/in", f"{bucket}/out", work=str(tmp_path / "work"), prune=True)
    assert sorted(row["source"] for row in documents(f"{bucket}/out")) == ["0000.txt", "0001.txt", "0003.txt"]


def documents(url: str) -> list[dict]:
    return [orjson.loads(line) for line in published(url)["documents.jsonl"].splitlines()]


def test_two_machines_take_turns(bucket: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    for number in range(6):
        write_articles(tmp_path / "in", range(number, number + 1))
        write_articles(tmp_path / f"in{number}", range(number, number + 1))
        run_plain(tmp_path / f"in{number}", whole)
        work = str(tmp_path / ("first", "second")[number % 2])
        outcome = run_plain(tmp_path / f"in{number}", f"{bucket}/out", work=work)
        assert outcome.new == 1
        # What the other machine did is neither lost nor done again, and clusters keep their ids.
        assert published(f"{bucket}/out") == here(whole)
    third = run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "third"))
    assert third.new == 0


def test_decisions_at_the_url_are_followed(bucket: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(2))
    run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "work"))
    put(f"{bucket}/out/decisions.txt", b"same: Karla Beispiel = Karel Voorbeeld\n")
    run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "elsewhere"))
    people = [orjson.loads(line) for line in published(f"{bucket}/out")["linked_people.jsonl"].splitlines()]
    assert [len(person["members"]) for person in people] == [2]


def test_what_a_killed_run_left_is_used_whatever_another_machine_did_since(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in", range(3))
    with monkeypatch.context() as patch:
        patch.setattr("communique.remote.mirror.Mirror.push", _break)
        with pytest.raises(OSError, match="cut"):
            run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "first"))
    assert "run.json" not in published(f"{bucket}/out")
    write_articles(tmp_path / "other", range(8, 10))
    run_plain(tmp_path / "other", f"{bucket}/out", work=str(tmp_path / "second"))
    outcome = run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "first"))
    assert outcome.new == 0
    assert len(documents(f"{bucket}/out")) == 5


def _break(*_: object) -> None:
    raise OSError("cut")


@pytest.mark.parametrize(
    "place", [pytest.param(n, marks=() if n in (0, 1, 2, 5, 13) else pytest.mark.slow) for n in range(16)]
)
def test_a_push_that_is_cut_anywhere_is_mended_by_the_next_run_on_any_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    url = f"memory://cut-{place}/out"
    write_articles(tmp_path / "in", range(2))
    run_plain(tmp_path / "in", url, work=str(tmp_path / "first"))
    write_articles(tmp_path / "in", range(2, 3))
    fs = open_place(url).fs
    put_file, left = fs.put_file, [place]

    def cutting(*args: object, **more: object) -> None:
        if not left[0]:
            raise OSError("cut")
        left[0] -= 1
        put_file(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(fs, "put_file", cutting)
        try:
            run_plain(tmp_path / "in", url, work=str(tmp_path / "first"))
        except CommuniqueError as error:
            assert "cannot be reached" in str(error)  # noqa: PT017
    run_plain(tmp_path / "in", url, work=str(tmp_path / "second"))
    run_plain(tmp_path / "in", tmp_path / "whole")
    names = {f"{name}.jsonl" for name in ("documents", "people", "dates", "money", "events", "rejected")}
    found, wanted = published(url), here(tmp_path / "whole")
    assert {name: found[name] for name in names} == {name: wanted[name] for name in names}
    for name, entry in json.loads(found["run.json"])["files"].items():
        assert entry["sha256"] == hashlib.sha256(found[name]).hexdigest()


def test_an_object_that_was_changed_by_hand_is_put_right(bucket: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(2))
    run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "work"))
    before = published(f"{bucket}/out")
    put(f"{bucket}/out/dates.jsonl", before["dates.jsonl"][::-1])
    open_place(bucket).fs.rm_file(f"{bucket}/out/money.jsonl")
    assert run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "work")).new == 0
    assert published(f"{bucket}/out") == before


def test_compacted_parts_leave_the_bucket(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.store.compact.MOST_PARTS", 3)
    monkeypatch.setattr("communique.store.compact.KEPT_PARTS", 1)
    for number in range(6):
        write_articles(tmp_path / "in", range(number, number + 1))
        run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / ("a", "b")[number % 2]))
        parts = [name for name in open_place(f"{bucket}/out").listing() if name.endswith(".records")]
        assert len(parts) <= 3
    assert len(documents(f"{bucket}/out")) == 6


def lease(url: str, worker: str, seconds: float = 120.0):
    from communique.remote.lease import Lease

    return Lease(open_place(url), worker, seconds)


@pytest.mark.parametrize("store", ["s3", "memory"])
def test_one_run_at_a_time_on_a_url(bucket: str, tmp_path: Path, store: str) -> None:
    url = f"{bucket}/locked" if store == "s3" else "memory://locked"
    first = lease(url, "one")
    first.acquire()
    with first.renewing():
        with pytest.raises(BusyError, match=f"Another run is working on {url} \\(process .*last sign"):
            lease(url, "two").acquire()
        first.check()
    second = lease(url, "two")
    second.acquire()
    with second.renewing():
        second.check()


def test_a_lock_that_nobody_renews_ends_and_its_holder_learns_of_it(bucket: str) -> None:
    from communique.remote.lease import LostLeaseError

    first, second = lease(f"{bucket}/x", "one", 2), lease(f"{bucket}/x", "two", 2)
    first.acquire()
    second.acquire(wait=30)
    second.check()
    with pytest.raises(LostLeaseError, match="run again"):
        first.check()
    with first.renewing():  # ends without freeing what is another's
        pass
    second.check()


def test_a_renewed_lock_does_not_end(bucket: str) -> None:
    first = lease(f"{bucket}/x", "one", 3)
    first.acquire()
    with first.renewing(), pytest.raises(BusyError):
        lease(f"{bucket}/x", "two", 3).acquire(wait=6)


def test_the_lock_of_a_dead_run_in_the_same_working_folder_is_free_at_once(bucket: str) -> None:
    lease(f"{bucket}/x", "one").acquire()
    lease(f"{bucket}/x", "one").acquire()


def test_of_many_that_want_a_lock_one_gets_it(bucket: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def holds(number: int) -> bool:
        try:
            lease(f"{bucket}/x", str(number)).acquire()
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(holds, range(16))) == 1


def test_a_late_taker_of_a_number_that_has_passed_does_not_hold(bucket: str) -> None:
    url = f"{bucket}/x"
    for name in ("one", "two"):
        taken = lease(url, name)
        taken.acquire()
        with taken.renewing():
            pass
    late = lease(url, "late")
    assert not late._take(1)
    assert late._generations() == [2]


def test_a_run_that_lost_its_lock_publishes_nothing(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.session import finish

    write_articles(tmp_path / "in", range(1))

    def robbed(session: object) -> object:
        fs = open_place(bucket).fs
        fs.pipe_file(f"{bucket}/out/.parts/lease/00000009", b'{"free": true, "worker": "thief"}')
        return finish(session)

    monkeypatch.setattr("tests.flows.driver.finish", robbed)
    with pytest.raises(CommuniqueError, match="lock"):
        run_plain(tmp_path / "in", f"{bucket}/out", work=str(tmp_path / "work"))
    assert published(f"{bucket}/out") == {}


def test_the_command_runs_over_urls_and_the_lock_is_free_after_kill_9(bucket: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(4), more="Ein Wort, das jedes trödelt.")
    upload(tmp_path / "in", f"{bucket}/in")
    run = ("run", f"{bucket}/in", "--out", f"{bucket}/out", "--work", tmp_path / "work", "--no-model")
    first = command(*run, "--workers", "1", faults=True)
    while not any((tmp_path / "work" / ".parts").glob("work/*/cleaned.*")):
        assert first.poll() is None
        time.sleep(0.01)
    code, _, err = finished(command(*run[:4], "--work", tmp_path / "second", "--no-model"))
    assert (code, err.count("\n")) == (2, 1)
    assert "Another run is working on s3://" in err
    first.kill()
    first.communicate()
    code, out, err = finished(command(*run))
    assert (code, err) == (0, "")
    assert f"in {bucket}/out" in out
    run_plain(tmp_path / "in", tmp_path / "whole")
    assert published(f"{bucket}/out") == here(tmp_path / "whole")


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (("s3://nowhere/in", "--out", "out"), {}, "There is no bucket or folder s3://nowhere/in."),
        (("in", "--out", "s3://nowhere/out"), {}, "There is no bucket or folder s3://nowhere/out."),
        (("{bucket}/nothing", "--out", "out"), {}, "There is nothing to read at"),
        (("s3://b/in", "--out", "o"), {"AWS_ACCESS_KEY_ID": ""}, "no credentials for s3://b/in; set "),
        (("in", "--out", "s3://b/o"), {"AWS_ACCESS_KEY_ID": ""}, "no credentials for s3://b/o; set "),
        (("s3://b/in", "--out", "o"), NOBODY, "s3://b/in cannot be reached"),
        (("in", "--out", "s3://b/o"), NOBODY, "s3://b/o cannot be reached"),
        (("nokind://b/in", "--out", "o"), {}, "nokind:// is no kind of address"),
        (("in", "--out", "http://127.0.0.1:9/o"), {}, "Records can be written to s3:// and gs:// URLs"),
        (("in", "--out", "o", "--work", "w"), {}, "A working folder is for an output URL"),
    ],
)  # fmt: skip
def test_what_goes_wrong_with_a_store_is_one_sentence(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], environment: dict[str, str], expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    write_articles(tmp_path / "in", range(1))
    for name, value in environment.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)
    given = [item.replace("{bucket}", bucket) for item in arguments]
    code, out, err = finished(command("run", *given, "--no-model", XDG_CACHE_HOME=str(tmp_path / "cache")))
    assert (code, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("scheme", "package"), [("s3", "s3fs"), ("gs", "gcsfs")])
def test_a_missing_extra_is_one_sentence(tmp_path: Path, scheme: str, package: str) -> None:
    block = tmp_path / "block"
    block.mkdir()
    (block / "sitecustomize.py").write_text(f"import sys; sys.modules[{package!r}] = None\n")
    environment = {"PYTHONPATH": f"{block}:{Path(__file__).resolve().parents[2]}"}
    run = command("run", f"{scheme}://b/in", "--out", tmp_path / "out", "--no-model", **environment)
    code, _, err = finished(run)
    assert (code, err.count("\n")) == (2, 1)
    assert f"{scheme}:// needs {package}, which is not installed; `pip install communique[cloud]`." in err


def test_credentials_that_end_while_reading_reject_no_article(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in", range(3))
    upload(tmp_path / "in", f"{bucket}/in")
    fs = open_place(bucket).fs
    real = type(fs)._cat_file

    async def forbidden(self: object, path: str, *args: object, **more: object) -> bytes:
        if path.endswith("0001.txt"):
            raise PermissionError(path)
        return await real(self, path, *args, **more)

    monkeypatch.setattr(type(fs), "_cat_file", forbidden)
    outcome = run_plain(f"{bucket}/in", tmp_path / "out")
    assert (outcome.manifest.counts["documents"], outcome.manifest.counts["rejected"]) == (2, 1)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError("expired")

    listed: list[int] = []
    find = fs.find

    def first_time_only(*args: object, **more: object) -> object:
        listed.append(1)
        return find(*args, **more) if len(listed) == 1 else denied()

    monkeypatch.setattr(fs, "find", first_time_only)
    with pytest.raises(CommuniqueError, match="may not read"):
        run_plain(f"{bucket}/in", tmp_path / "second")


def test_a_large_object_is_read_as_a_stream(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.remote.inputs._LARGE", 100)
    lines = b"".join(orjson.dumps({"id": str(n), "text": article(n)}) + b"\n" for n in range(5))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines)
    put(f"{bucket}/in/a.jsonl", lines)
    put(f"{bucket}/in/b.jsonl.gz", gzip.compress(lines.replace(b'"id":"', b'"id":"x')))
    run_plain(f"{bucket}/in/a.jsonl", tmp_path / "out")
    run_plain(tmp_path / "in", tmp_path / "whole")
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")
    assert run_plain(f"{bucket}/in", tmp_path / "both").new == 10


def test_files_of_one_name_in_two_places_are_told_apart(bucket: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(1))
    put(f"{bucket}/in/0000.txt", article(5).encode())
    run_plain([str(tmp_path / "in"), f"{bucket}/in"], tmp_path / "out")
    sources = [orjson.loads(line)["source"] for line in (tmp_path / "out" / "documents.jsonl").open()]
    assert sorted(sources) == ["0000.txt", f"{bucket}/in/0000.txt"]


def test_a_file_address_is_a_path(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", range(1))
    run_plain(f"file://{tmp_path}/in", f"file://{tmp_path}/out")
    assert (tmp_path / "out" / "run.json").is_file()


def test_a_working_folder_is_a_url_s_own() -> None:
    assert work_folder("s3://a/b") != work_folder("s3://a/c")
    assert work_folder("s3://a/b").name.startswith("s3-a-b-")
