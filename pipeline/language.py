"""Which language a text is in.

Lingua's n-gram models decide, over more languages than have a language file, so that a Danish text is refused
as Danish and not read as Swedish. Long texts are sampled at evenly spaced places, each sample votes with its
letters, and so a mixed text goes by its main language. The detector is built at the first call and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import language_codes
from schemas import Note

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Beyond the languages of the language files: their neighbours and the large languages of news.
_NEIGHBOURS = frozenset(["ru", "uk", "zh", "ko", "tr", "hu", "ro", "fi", "da", "nb", "ar", "sk"])
_SAMPLES = 7
_SAMPLE_LENGTH = 300
_ENOUGH = 3  # samples that settle it when they agree
_AGREED = 0.9
_SHORT = 120  # letters below which n-grams are a guess
_GUESS = 40  # letters below which a language without a file is not believed
_SURE = 0.75
_MIXED = 0.2  # share of a second language from which a text is mixed


@dataclass(frozen=True, slots=True)
class Detection:
    """The main language of a text.

    Attributes:
      language: ISO 639-1, not necessarily an allowed one; None where the text has no letters.
      confidence: 0 to 1, the share of the text that votes for it, times how sure the votes are.
      notes: warnings `language_uncertain` and `mixed_language`.
    """

    language: str | None
    confidence: float
    notes: tuple[Note, ...] = ()


def detect(text: str, allowed: Collection[str] | None = None) -> Detection:
    """Tells the main language of `text`.

    Where the best guess is no allowed language but the text is short or the guess unsure, the best allowed
    language is taken, with a warning; a sure guess stands, and the caller refuses it.

    Args:
      allowed: ISO 639-1 codes that are wanted; by default those that have a language file.
    """
    allowed = supported_languages() if allowed is None else allowed
    votes = _votes(text, frozenset(allowed))
    total = sum(votes.values())
    if not total:
        return Detection(None, 0.0, (Note(code="language_uncertain", message="The text has no words."),))
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    letters = sum(map(str.isalpha, text[: _SHORT * 20]))
    short = letters < _SHORT and not _unspaced(text)
    best, weight = ranked[0]
    confidence = weight / total
    if best not in allowed and (letters < _GUESS or confidence < _SURE):
        best, weight = next(((c, w) for c, w in ranked if c in allowed), (best, weight))
        confidence = weight / total
    notes: list[Note] = []
    if short or confidence < _SURE:
        reason = (
            "The text is too short to tell its language surely"
            if short
            else "The text's language is not sure"
        )
        notes.append(Note(code="language_uncertain", message=f"{reason}: taken for '{best}'."))
    second = next(((c, w) for c, w in ranked if c != best), None)
    if second and not short and second[1] / total >= _MIXED:
        notes.append(Note(code="mixed_language", message=f"The text is partly in '{second[0]}'."))
    return Detection(best, round(confidence, 3), tuple(notes))


@cache
def supported_languages() -> frozenset[str]:
    """The languages that have a language file."""
    return frozenset(language_codes())


def _votes(text: str, allowed: frozenset[str]) -> dict[str, float]:
    """For each language the letters of the samples that are (as likely as the detector says) in it.

    Samples are asked in an order that covers the text coarsely first; three that agree surely are enough.
    """
    detector, names = _detector(allowed)
    votes: dict[str, float] = {}
    agreed: set[str] = set()
    for asked, sample in enumerate(_samples(text), 1):
        weight = sum(map(str.isalpha, sample))
        values = detector.compute_language_confidence_values(sample)[:3] if weight else []
        for value in values:
            if value.value > 0:
                code = names[value.language.name]
                votes[code] = votes.get(code, 0.0) + weight * value.value
        agreed.add(values[0].language.name if values and values[0].value > _AGREED else "")
        if asked == _ENOUGH and len(agreed) == 1 and "" not in agreed:
            break
    return votes


def _samples(text: str) -> Iterable[str]:
    """Evenly spaced pieces cut at blanks: from the first, the middle and the last part, then between."""
    if len(text) <= 2 * _SAMPLE_LENGTH:
        return [text]
    step = max((len(text) - _SAMPLE_LENGTH) // (_SAMPLES - 1), 1)
    pieces = []
    for number in (
        0,
        _SAMPLES // 2,
        _SAMPLES - 1,
        *range(1, _SAMPLES // 2),
        *range(_SAMPLES // 2 + 1, _SAMPLES - 1),
    ):
        start = number * step
        blank = text.find(" ", start, start + 40)
        pieces.append(text[max(blank, start) : start + _SAMPLE_LENGTH])
    return pieces


def _unspaced(text: str) -> bool:
    """Japanese and Chinese say more in fewer letters."""
    return sum("\u3040" <= c <= "\u9fff" for c in text[:200]) >= 10


@cache
def _detector(allowed: frozenset[str]) -> tuple[LanguageDetector, dict[str, str]]:
    from lingua import Language, LanguageDetectorBuilder

    wanted = allowed | _NEIGHBOURS
    languages = sorted(
        (lang for lang in Language.all() if lang.iso_code_639_1.name.lower() in wanted),
        key=lambda lang: lang.name,
    )
    names = {lang.name: lang.iso_code_639_1.name.lower() for lang in languages}
    # Trigrams alone load in a fifth of a second (all n-grams take nearly ten) and suffice for an article.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build(), names
