"""Cleaning: marked samples in `cases/furniture`, the facts of pages, HTML, and hostile pages.

A sample is a page line by line: '+' is the article's and must stay, '-' is furniture. Lines such as
'published: 2026-03-14' say what the page states ('none': nothing may be found).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.clean import clean, restore
from pipeline.cleaning.characters import tidy
from pipeline.cleaning.words import page_words
from schemas import Document

CASES = Path(__file__).parent / "cases" / "furniture"
FIELDS = ("published", "author", "url", "title")


@dataclass
class Sample:
    name: str
    language: str
    lines: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return "\n".join(line[2:] for line in self.lines)

    def marked(self, sign: str) -> list[str]:
        return [line[2:].strip() for line in self.lines if line.startswith(sign)]


def load_samples() -> list[Sample]:
    samples: list[Sample] = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(": ")
            if line.startswith("==="):
                samples.append(Sample(f"{path.stem}: {line[4:]}", path.stem[:2]))
            elif key in FIELDS and not line.startswith(("+", "-")):
                samples[-1].facts[key] = value
            else:
                assert not line or line[:2] in {"+ ", "- "}, f"{path}: {line!r}"
                samples[-1].lines.append(line)
    return samples


SAMPLES = load_samples()


def cleaned(sample: Sample) -> Document:
    return clean(sample.page, language=sample.language)


def count(sample: Sample) -> Counter[str]:
    """How many marked lines stayed and went."""
    text = Counter(cleaned(sample).text.split("\n"))
    counts: Counter[str] = Counter()
    for sign, kept, gone in (("+", "kept", "cut"), ("-", "left", "removed")):
        for line in sample.marked(sign):
            counts[kept if text[line] > 0 else gone] += 1
            text[line] -= 1
    return counts


def test_there_are_samples_of_every_language() -> None:
    languages = Counter(sample.language for sample in SAMPLES)
    assert sum(languages.values()) >= 40
    assert set(languages) == set(page_words().orders)
    assert all(languages[code] >= 3 for code in ("de", "nl", "pl", "en"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_article_is_never_cut(sample: Sample) -> None:
    text = cleaned(sample).text.split("\n")
    assert [line for line in sample.marked("+") if line not in text] == []


def test_furniture_goes() -> None:
    total: Counter[str] = sum((count(sample) for sample in SAMPLES), Counter())
    assert total["cut"] == 0
    assert total["removed"] / (total["removed"] + total["left"]) >= 0.98


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.facts], ids=lambda sample: sample.name)
def test_the_page_says(sample: Sample) -> None:
    document = cleaned(sample)
    found = {
        "published": document.published,
        "author": document.author,
        "url": document.source_url,
        "title": document.title,
    }
    for key, value in sample.facts.items():
        assert str(found[key]) == (value if value != "none" else "None"), key


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_was_removed_puts_the_page_together_again(sample: Sample) -> None:
    document = cleaned(sample)
    assert restore(document.text, document.removed) == tidy(sample.page)
    assert document.text == document.text.strip()
    again = clean(document.text, language=sample.language)
    assert again.text == document.text
