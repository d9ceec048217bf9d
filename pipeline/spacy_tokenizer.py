"""The project's uniform tokens and word features as parts of a spaCy pipeline.

Importing this module registers, under the names that a model's `config.cfg` uses,

- `communique.UniformTokenizer.v1`: builds a Doc of uniform tokens (see `pipeline.tokens`) with
  `doc.text == text` always: white space other than the single blank after a token is a token of its own,
  as in spaCy;
- `communique.WordFeatures.v1`: word features that are the same for NFC and NFD, and words without their
  diacritics, so that 'Phạm', its decomposed form and 'Pham' meet in one row of the model's tables; which
  romanised names a word sounds like (in the place of spaCy's LANG, which says nothing in one `xx`); and the
  word's clusters in two languages (in the places of LOWER and ID).

It imports spaCy, which takes seconds: import it only where a model is about to be loaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.attrs import (  # type: ignore[import-not-found]
    ID,
    IS_SPACE,
    LANG,
    LOWER,
    NORM,
    PREFIX,
    SHAPE,
    SUFFIX,
)
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.clusters import cluster_of, tables
from pipeline.tokens import fold, token_spans

_AFFIX = 3  # letters of the prefix and suffix features
_RUN = 4  # a shape shows at most so many equal signs in a row


def _composed(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _sign(char: str) -> str:
    if char.isalpha():
        return "X" if char.isupper() else "x"
    return "d" if char.isdigit() else char


def word_shape(word: str) -> str:
    """The word's letters as X and x, digits as d, anything else as itself; runs cut after four."""
    signs: list[str] = []
    run = 0
    for char in _composed(word):
        sign = _sign(char)
        run = run + 1 if signs and signs[-1] == sign else 1
        if run <= _RUN:
            signs.append(sign)
    return "".join(signs)


# How names of some traditions sound when they are written in Latin letters; a feature, not a judgement.
_VIETNAMESE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_JAPANESE = re.compile(
    r"(?:(?:[kgnhbpmr]y|sh|ch|j)[auo]h?|(?:[kgsztdnhbpmr]|sh|ch|ts|j|f|w)?[aiueo]h?|y[auo]h?"
    r"|n(?![aiueo])|k(?=k)|s(?=s)|p(?=p)|t(?=t|ch))+"
)
_CHINESE = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er"
    r"|ia|ie|iu|in|ua|uo|ui|un|ue|[aeiou])){1,2}"
)
_VIETNAMESE_LETTERS = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ENDING = re.compile(r"(?:iego|ego|iemu|emu|iem|owi|em|im|ą|ę|ie|[aeiusy])$")
_LONGEST_SYLLABLE = 7
_LONGEST_NAME = 16


def _sounds(folded: str) -> str:
    marks = "v" if len(folded) <= _LONGEST_SYLLABLE and _VIETNAMESE.fullmatch(folded) else ""
    marks += "j" if _JAPANESE.fullmatch(folded) else ""
    return marks + ("c" if _CHINESE.fullmatch(folded) else "")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Which romanised names a capitalised word sounds like: v, j and c for Vietnamese, Japanese, Chinese.

    '+' before them: so without a case ending ('Minhem'); 'd': with letters that only Vietnamese has; empty
    for any other word. A name of syllables that no training text holds is known by it.
    """
    if not word[:1].isupper() or len(word) > _LONGEST_NAME or (word.isascii() and not word.isalpha()):
        return ""
    composed = _composed(word)
    folded = fold(word)
    marks = _sounds(folded)
    if not marks:
        stem = fold(_ENDING.sub("", composed.lower(), count=1))
        without = _sounds(stem) or (_sounds(stem + "a") if stem != folded else "")
        marks = "+" + without if without else ""
    return marks + ("d" if _VIETNAMESE_LETTERS.search(composed) else "")


# spaCy's lexemes have no field for clusters any more. These two hold what our model does not look at.
_CLUSTER_SLOTS = (LOWER, ID)

# Only what the tokenizer and the model ask for: every getter runs for every new word.
WORD_FEATURES: dict[int, Callable[[str], Any]] = {
    NORM: fold,
    PREFIX: lambda word: _composed(word).lower()[:_AFFIX],
    SUFFIX: lambda word: _composed(word).lower()[-_AFFIX:],
    SHAPE: word_shape,
    LANG: sound,
    IS_SPACE: str.isspace,
    **{slot: cluster_of(code) for slot, code in zip(_CLUSTER_SLOTS, tables(), strict=True)},
}


def words_and_blanks(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of `text` and whether one blank follows each; together they give back the text exactly."""
    words: list[str] = []
    blanks: list[bool] = []
    done = 0
    for start, end in token_spans(text):
        if start > done:
            done = _gap(text, done, start, words, blanks)
        words.append(text[start:end])
        blanks.append(False)
        done = end
    if done < len(text):
        _gap(text, done, len(text), words, blanks)
    return words, blanks


def _gap(text: str, start: int, end: int, words: list[str], blanks: list[bool]) -> int:
    """Puts the white space `text[start:end]` down as the last token's blank and, if more, a token."""
    if words and text[start] == " ":
        blanks[-1] = True
        start += 1
    if start < end:
        words.append(text[start:end])
        blanks.append(False)
    return end


class UniformTokenizer:
    """Cuts a text into uniform tokens; holds nothing but the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, blanks = words_and_blanks(text)
        return Doc(self.vocab, words=words, spaces=blanks)

    # spaCy asks every tokenizer for these; there is no state to keep.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: Any) -> UniformTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        return None

    def from_disk(self, _path: str | Path, **_: Any) -> UniformTokenizer:
        return self


@registry.tokenizers("communique.UniformTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], UniformTokenizer]:
    """For `[nlp.tokenizer]` in a model's config."""
    return lambda nlp: UniformTokenizer(nlp.vocab)


@registry.callbacks("communique.WordFeatures.v1")  # type: ignore[untyped-decorator]
def create_word_features() -> Callable[[Language], Language]:
    """For `[nlp.after_creation]` in a model's config: replaces the vocabulary's word features."""

    def set_features(nlp: Language) -> Language:
        nlp.vocab.lex_attr_getters = dict(WORD_FEATURES)  # type: ignore[attr-defined]
        return nlp

    return set_features
