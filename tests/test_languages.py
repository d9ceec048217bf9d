"""The language files: their format, and every entry's example as a test."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from pipeline.annotated import annotate
from pipeline.lexicon.forms import compile_forms
from pipeline.lexicon.load import SETTINGS, language_codes, read_cldr, read_tables

PROSE = {"forms", "example", "examples", "without", "note"}
# The attributes that some extractor reads; anything else in an entry is a slip of the pen.
ATTRIBUTES: dict[str, set[str]] = {"role": {"code", "status", "deputy", "portfolio"}, "role_plural": {"code"}}
# Sections whose value is a number or a code that must mean the same in every language.
NUMERIC = ("number", "scale", "month", "weekday")

ENTRIES = [
    (code, section, value, keys)
    for code in language_codes()
    for section, values in read_tables(code).items()
    if section not in SETTINGS
    for value, keys in values.items()
]


@pytest.mark.parametrize(
    ("code", "section", "value", "keys"), ENTRIES, ids=[f"{c}-{s}.{v}" for c, s, v, _ in ENTRIES]
)
def test_entry(code: str, section: str, value: str, keys: dict[str, object]) -> None:
    """An entry has forms without duplicates, and is found in its examples and not in its counter-examples."""
    forms = keys["forms"]
    assert isinstance(forms, list)
    assert forms
    written = [str(form) for form in forms]
    assert len(set(written)) == len(written), "a form stands twice"
    for form in written:
        compile_forms(form)
    value = str(keys.get("value", value))
    examples = [*([keys["example"]] if "example" in keys else []), *keys.get("examples", [])]  # type: ignore[misc]
    assert examples, "an entry needs an example"
    for sentence in examples:
        assert value in {lexeme.value for lexeme in annotate(str(sentence), code).section(section)}, sentence
    for sentence in keys.get("without", []):  # type: ignore[attr-defined]
        assert value not in {lexeme.value for lexeme in annotate(str(sentence), code).section(section)}, (
            sentence
        )


@pytest.mark.parametrize("section", NUMERIC)
def test_a_number_is_one_number(section: str) -> None:
    """Values of numeric sections are numbers, in every language and in what CLDR says."""
    for code in language_codes():
        for source in (read_tables(code), read_cldr(code)):
            for value in source.get(section, {}):
                assert Decimal(value) >= 0, f"{code}: [{section}.{value}]"


def test_a_scale_has_one_value_in_a_language() -> None:
    """No form of a language stands for two scales: 'Billion' is 10^12 in German and nothing else there."""
    for code in language_codes():
        seen: dict[str, set[str]] = defaultdict(set)
        for source in (
            read_tables(code),
            {"scale": {k: {"forms": v} for k, v in read_cldr(code).get("scale", {}).items()}},
        ):
            for value, keys in source.get("scale", {}).items():
                for form in keys["forms"]:
                    for compiled in compile_forms(form):
                        seen[" ".join(part.letters for part in compiled.parts)].add(value)
        assert not {form: values for form, values in seen.items() if len(values) > 1}, code
