"""Publishing: a merge of the parts into the files of the output folder; `run.json` goes last."""

from __future__ import annotations

import hashlib
import heapq
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO

import orjson

from communique.store.files import write_atomically
from communique.store.fingerprint import version
from communique.store.link import FACTS, facts_line, link_all
from communique.store.parts import Part, best_holders, load_parts
from communique.store.plan import Plan, parts_folder, stories_of
from communique.store.state import is_published, save_state
from communique.store.stories import NO_STORY, Story
from schemas import FILES, FileEntry, Rejected, RunManifest, from_json_line, to_json_bytes, to_json_line

_FROM_DOCUMENTS = ("documents", "people", "roles", "dates", "money", "events", "priorities")


def needs_publishing(plan: Plan) -> bool:
    """Whether the files in the output folder are not those that the plan asks for."""
    return not plan.published.same_content(plan.state) or not is_published(plan.out, plan.published)


def publish(plan: Plan) -> RunManifest:
    """Writes the published files from the parts; every document of the plan must be in one.

    A crash at any place leaves files that the next run recognises as not those of its state.

    Raises:
        DamagedPartError: a part's bytes changed; it is put away, and the next run makes it anew.
    """
    folder = parts_folder(plan.out)
    plan.parts = load_parts(folder)
    staging = folder / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    counts = _stage_files(plan, staging)
    stories = link_all(staging, plan.out)
    if stories:
        _set_stories(staging / "documents.jsonl", stories)
    manifest = _manifest(plan, staging, counts)
    data = orjson.dumps(orjson.loads(to_json_bytes(manifest)), option=orjson.OPT_INDENT_2) + b"\n"
    plan.state.manifest = hashlib.sha256(data).hexdigest()
    save_state(folder, plan.state)
    for name in FILES:
        (staging / f"{name}.jsonl").replace(plan.out / f"{name}.jsonl")
    write_atomically(plan.out / "run.json", data)
    shutil.rmtree(staging, ignore_errors=True)
    return manifest


def read_manifest(out: Path) -> RunManifest:
    """The manifest of a published folder."""
    return from_json_line(RunManifest, (out / "run.json").read_bytes())


def merged_lines(parts: list[Part], holder: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """The line of every document in `holder` (id -> index of its part), in the order of ids."""

    def chosen(index: int, part: Part) -> Iterator[tuple[str, bytes]]:
        return ((key, line) for key, line in part.lines() if holder.get(key) == index)

    used = set(holder.values())
    return heapq.merge(*(chosen(index, part) for index, part in enumerate(parts) if index in used))


def _stage_files(plan: Plan, staging: Path) -> Counter[str]:
    """Writes the files that come from documents, and `rejected.jsonl`; returns documents by language."""
    sources: dict[str, list[str]] = defaultdict(list)
    for source, key in sorted(plan.state.documents.items()):
        sources[key].append(source)
    held = best_holders(plan.parts, plan.fingerprint.digest, sources)
    stories = stories_of(plan, [])
    languages: Counter[str] = Counter()
    rejected = list(plan.state.rejected.values())
    streams: dict[str, IO[bytes]] = {name: (staging / f"{name}.jsonl").open("wb") for name in _FROM_DOCUMENTS}
    facts = (staging / FACTS).open("wb")
    try:
        for key, line in merged_lines(plan.parts, {key: where.part for key, where in held.items()}):
            item = orjson.loads(line)
            lines: dict[str, list[str]] = item["lines"]
            for text in lines.get("rejected", ()):
                reason = from_json_line(Rejected, text)
                rejected += [reason.model_copy(update={"source": source}) for source in sources[key]]
            if "documents" in lines:
                story = stories.get(key, NO_STORY)
                languages[item["language"]] += 1
                facts.write(facts_line(item, story.story_id))
                lines["documents"] = [_placed(lines["documents"][0], sources[key], story)]
            for name, stream in streams.items():
                stream.writelines(text.encode() + b"\n" for text in lines.get(name, ()))
    finally:
        for stream in (*streams.values(), facts):
            stream.close()
    rejected.sort(key=lambda item: (item.source, item.stage, item.code))
    (staging / "rejected.jsonl").write_bytes(
        b"".join(to_json_line(item).encode() + b"\n" for item in rejected)
    )
    return languages


def _placed(line: str, sources: list[str], story: Story) -> str:
    """The document with its sources and story of today; neither is known when a part is made."""
    document = orjson.loads(line)
    document["source"], document["sources"], document["story_id"] = sources[0], sources, story.story_id
    return orjson.dumps(document).decode()


def _set_stories(path: Path, stories: Mapping[str, str]) -> None:
    """Sets the stories that were found by content."""
    temporary = path.with_suffix(".tmp")
    with path.open("rb") as old, temporary.open("wb") as new:
        for line in old:
            document = orjson.loads(line)
            if document["id"] in stories:
                document["story_id"] = stories[document["id"]]
                line = orjson.dumps(document) + b"\n"
            new.write(line)
    temporary.replace(path)


def _manifest(plan: Plan, staging: Path, languages: Counter[str]) -> RunManifest:
    files = {f"{name}.jsonl": _entry(staging / f"{name}.jsonl") for name in FILES}
    counts = {name: files[f"{name}.jsonl"].records for name in FILES}
    counts.update((f"documents.{code}", languages[code]) for code in sorted(languages))
    content = hashlib.sha256(orjson.dumps(sorted(plan.state.documents.items()))).hexdigest()
    return RunManifest(
        version=version(),
        counts=counts,
        files=files,
        fingerprints={"content": content, **asdict(plan.fingerprint)},
        settings={"model": plan.settings.model, "languages": list(plan.settings.languages)},
    )


def _entry(path: Path) -> FileEntry:
    state, size, records = hashlib.sha256(), 0, 0
    with path.open("rb") as stream:
        for line in stream:
            state.update(line)
            size += len(line)
            records += 1
    return FileEntry(sha256=state.hexdigest(), bytes=size, records=records)
