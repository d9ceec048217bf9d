"""Takes extracted spans to annotation tools and brings corrected ones back.

Three formats: `label-studio` (a JSON list of tasks with predictions; comes back with annotations), `doccano`
(JSON Lines) and `docbin` (spaCy: span group `communique`, and as entities the longest spans that do not
overlap). What comes back can be compared with a run by `compare`, or be used to train a model.

Labels are the types of records: PERSON, ROLE, DATE, MONEY, EVENT, PRIORITY. A span is a piece of evidence or
a mention; offsets are code points, half-open.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from communique.errors import CommuniqueError
from communique.evaluate import Evaluation, Mistake
from communique.evaluation.counts import Tally
from communique.exchanging import docbin, doccano, labelstudio
from communique.exchanging.spans import LABELS, Labelled, Span
from communique.runfolder import DocumentRecords, by_document
from communique.show import Filter
from communique.words import in_sentence
from schemas import Evidence

__all__ = ["FORMATS", "LABELS", "Labelled", "Span", "compare", "export_spans", "import_spans", "labelled"]


class Format(Protocol):
    """What a module of `communique.exchanging` offers."""

    def write(self, documents: Iterable[Labelled], path: Path) -> int:
        """Writes documents; how many."""
        ...

    def read(self, path: Path) -> Iterator[Labelled]:
        """Reads documents."""
        ...


FORMATS: dict[str, Format] = {"label-studio": labelstudio, "doccano": doccano, "docbin": docbin}


def labelled(entry: DocumentRecords) -> Labelled:
    """A document with the spans of all its records, each span once a label, by place."""
    found: set[Span] = set()
    for file, records in entry.records.items():
        for record in records:
            found |= {Span(span.start, span.end, LABELS[file]) for span in record.spans()}
    document = entry.document
    return Labelled(document.id, document.source, document.language, document.text, tuple(sorted(found)))


def export_spans(
    out: Path, path: Path, form: str, *, types: tuple[str, ...] = (), languages: Collection[str] = ()
) -> int:
    """Writes a run's spans for an annotation tool.

    Args:
        out: the run's folder.
        path: the file to write.
        form: `label-studio`, `doccano` or `docbin`.
        types: record files whose spans are wanted (`money`, `people` …); all if empty.
        languages: documents in these languages; all if empty.

    Returns:
        How many documents were written.

    Raises:
        CommuniqueError: the format or a type is unknown, or the folder cannot be read.
    """
    files = Filter(types=types).files()
    chosen = (
        labelled(entry)
        for entry in by_document(out, files)
        if not languages or entry.document.language in languages
    )
    return _module(form).write(chosen, path)


def import_spans(path: Path, form: str) -> Iterator[Labelled]:
    """Documents with the spans that people left, made or moved.

    A document that nobody has looked at (Label Studio: without annotations) is left out.

    Args:
        path: what the tool exported.
        form: `label-studio`, `doccano` or `docbin`.

    Raises:
        CommuniqueError: the format is unknown, the file is not of that format, or a span lies outside its
            text.
    """
    for document in _module(form).read(path):
        for span in document.spans:
            if not 0 <= span.start < span.end <= len(document.text):
                where = f"{span.start}-{span.end} in {document.source or document.id or 'a document'}"
                raise CommuniqueError(f"The span {where} of {path} lies outside its text.")
        yield document


def compare(out: Path, corrected: Iterable[Labelled], *, languages: Collection[str] = ()) -> Evaluation:
    """Compares a run with corrected spans: exact borders and label, a label and language.

    Args:
        out: the run's folder.
        corrected: documents as `import_spans` gives them; they belong together by id, else by equal text.
        languages: compare only these; all if empty.

    Raises:
        CommuniqueError: the folder cannot be read.
    """
    waiting = {document.id or document.text: document for document in corrected}
    tally = Tally()
    for entry in by_document(out):
        key = entry.document.id if entry.document.id in waiting else entry.document.text
        wanted = waiting.pop(key, None)
        if wanted is None or (languages and entry.document.language not in languages):
            continue
        if wanted.text != entry.document.text:
            raise CommuniqueError(f"The text of {entry.document.source} is not the one that was corrected.")
        _compare_document(labelled(entry), wanted, tally)
    missing = [document.source or document.id for document in waiting.values()]
    return Evaluation(dict(tally.scores), tuple(tally.mistakes), tuple(missing), ())


def _compare_document(found: Labelled, wanted: Labelled, tally: Tally) -> None:
    given, demanded = set(found.spans), set(wanted.spans)
    for span in sorted(given | demanded):
        right, spurious = span in given and span in demanded, span not in demanded
        missed = span not in given
        tally.add(span.label, found.language, right=int(right), spurious=int(spurious), missed=int(missed))
        if not right:
            words = found.text[span.start : span.end]
            sentence = in_sentence(found.text, Evidence(start=span.start, end=span.end, text=words))
            kind = "spurious" if spurious else "missed"
            name = found.source.rsplit("/", 1)[-1]
            tally.mistakes.append(Mistake(name, found.language, span.label, kind, words, str(sentence)))


def _module(form: str) -> Format:
    if form not in FORMATS:
        raise CommuniqueError(f"There is no format {form!r}; there are: {', '.join(FORMATS)}.")
    return FORMATS[form]
