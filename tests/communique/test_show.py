"""Records are found by document, type, person, day and language, and shown with their sentence."""

import io
import json
from datetime import date

import pytest
from rich.console import Console

from communique.errors import CommuniqueError
from communique.runfolder import RunFolderError, by_document
from communique.show import Filter, print_json, print_table, select
from communique.words import fold, in_sentence, printable
from schemas import Evidence
from tests.communique import sample


@pytest.fixture
def out(tmp_path):
    return sample.write_run(tmp_path / "out", sample.articles())


def shown(out, **fields):
    return [
        (item.file, item.document.language, item.record.evidence[0].text)
        for item in select(out, Filter(**fields))
    ]


def test_without_a_filter_every_record_is_shown_once(out):
    assert len(shown(out)) == sum(len(article.records) for article in sample.articles())


def test_by_type_language_and_document(out):
    sums = shown(out, types=("money",), languages=("de", "en"))
    assert sorted(sums) == [("money", "de", "2,5 Mrd. Euro"), ("money", "en", "0.10 USD")]
    assert {row[0] for row in shown(out, types=("person", "dates"))} == {"people", "dates"}
    assert {row[1] for row in shown(out, documents=("FESTIVAL",))} == {"en"}
    assert {row[1] for row in shown(out, documents=(sample.polish().document.id,))} == {"pl"}
    assert {row[1] for row in shown(out, documents=("forum nord", "en/"))} == {"de", "en"}
    assert shown(out, documents=("nothing",)) == []


def test_by_person_whatever_the_type(out):
    rows = shown(out, person="PROBE", languages=("de",))
    assert rows == [
        ("people", "de", "Jan Probe"),
        ("roles", "de", "Bürgermeister"),
        ("events", "de", "traf"),
    ]
    assert [row[0] for row in shown(out, person="ada-beispiel", types=("priorities",))] == ["priorities"] * 2
    assert shown(out, person="nobody") == []


def test_since_a_day(out):
    dates = shown(out, since=date(2024, 5, 4), types=("dates", "events"))
    assert sorted(dates) == [
        ("dates", "en", "June 2025"),
        ("dates", "pl", "Od 1999 roku"),
        ("events", "en", "festival"),
    ]
    assert {row[1] for row in shown(out, since=date(2024, 5, 4), types=("people",))} == {"de"}
    assert shown(out, since=date(2024, 5, 5), types=("people",)) == []


def test_an_unknown_type_and_an_unsorted_run_are_refused(out):
    with pytest.raises(CommuniqueError, match="no type 'place'"):
        shown(out, types=("place",))
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (out / "documents.jsonl").write_text("".join(reversed(lines)), encoding="utf-8")
    with pytest.raises(RunFolderError, match="not sorted"):
        shown(out)
    (out / "documents.jsonl").write_text("".join(lines[1:]), encoding="utf-8")
    with pytest.raises(RunFolderError, match="is not there"):
        list(by_document(out))


def test_the_table_has_the_value_and_its_sentence(out):
    stream = io.StringIO()
    assert (
        print_table(select(out, Filter(types=("money",), languages=("de",))), Console(file=stream, width=160))
        == 1
    )
    text = " ".join(stream.getvalue().split())
    assert "de/forum.txt, de, 2024-05-04 Forum Nord money 2,500,000,000 EUR, investment" in text
    assert "Beim Forum Nord sagte sie 2,5 Mrd. Euro für neue Fabriken zu." in text
    assert "Erstens" not in text


def test_markup_in_an_article_is_shown_as_it_stands(out):
    stream = io.StringIO()
    print_table(select(out, Filter(types=("people",), languages=("en",))), Console(file=stream, width=200))
    assert "<b>Ada Beispiel</b> & friends." in stream.getvalue()


def test_json_lines_hold_the_whole_record(out):
    stream = io.StringIO()
    assert print_json(select(out, Filter(types=("money",), languages=("pl",))), stream) == 2
    first = json.loads(stream.getvalue().splitlines()[0])
    assert list(first) == ["type", "source", "sentence", "record"]
    assert first["record"]["amount"] == 2_400_000_000
    assert first["sentence"] == sample.POLISH.split(" Od")[0]


def test_one_document_at_a_time_is_read(out):
    """The first record comes before the last line of any file is looked at."""
    with (out / "money.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("broken\n")
    found = select(out, Filter(types=("money",)))
    assert next(found).file == "money"
    with pytest.raises(RunFolderError, match="money"):
        list(found)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Before. Two words here. After.", "words", "Two words here."),
        ("Line\nTwo words\nLine", "words", "Two words"),
        ("Am 3. Mai kamen 2,5 Mrd. Euro dazu. Dann", "Mai", "Am 3. Mai kamen 2,5 Mrd. Euro dazu."),
        ("Die bzw. Nr. 3 kam. Sie ging zu. Dann", "ging", "Sie ging zu."),
        ("Da sprach J. Probe (links). Dann", "links", "Da sprach J. Probe (links)."),
        ("words", "words", "words"),
        ("a " * 200 + "words" + " b" * 200, "words", "…" + "a " * 80 + "words" + " b" * 80 + "…"),
    ],
)
def test_a_sentence(text, words, expected):
    start = text.index(words)
    found = in_sentence(text, Evidence.of(text, start, start + len(words)))
    assert str(found) == expected
    assert found.words == words


def test_steering_characters_are_not_printed():
    assert printable("a\x1b[31mb\r\nc\u202ed\x9b") == "a [31mb c d "
    assert fold("  Đặng   ŁÓDŹ O’Neil ") == "dang lodz o'neil"
