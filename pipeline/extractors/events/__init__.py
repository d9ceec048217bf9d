"""Events: occasions that an article reports, one candidate an event a document.

The way of a document: `scene` (people, parties, dates over tokens) → `nouns`, with `phrases`, and `verbs`
(mentions) → `clues` (dates, places, words of holding, doubt and status tied to the nearest mention) → `merge`
(one group an event) → `reporting` (reported occasions, not talk) → `dating`, `places`, `participants`,
`status`, `naming`.
Words are data: `pipeline/languages/CODE.events.toml`.
"""

from pipeline.extractors.events.extract import extract_events

__all__ = ["extract_events"]
