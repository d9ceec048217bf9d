"""The lexicon pass: a language's words as concepts, found in one linear pass.

`load_language(code)` compiles the language's data files; `Language.matcher.find(...)` yields lexemes.
"""

from pipeline.lexicon.load import (
    BadLanguageFile,
    Language,
    UnknownLanguage,
    language_codes,
    load_language,
)
from pipeline.lexicon.matcher import Entry, Lexeme, Matcher

__all__ = [
    "BadLanguageFile",
    "Entry",
    "Language",
    "Lexeme",
    "Matcher",
    "UnknownLanguage",
    "language_codes",
    "load_language",
]
