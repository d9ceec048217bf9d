"""The tables of the model card, made from the figures that the training measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

START, END = "<!-- figures: written by training.card -->", "<!-- end of figures -->"
_LABELS = ("PER", "ORG", "LOC", "all")


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _prf(row: dict[str, float]) -> str:
    return f"{row['p']:.1f} / {row['r']:.1f} / **{row['f']:.1f}** ({row['gold']})"


def tables(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    spans = [[corpus, *(_prf(rows[label]) for label in _LABELS)] for corpus, rows in figures["spans"].items()]
    names = [
        [kind, lang, f"{row['exact']:.3f}", f"{row['touched']:.3f}", str(row["names"]), f"{row['full']:.3f}"]
        for kind, rows in figures["unseen_names"].items()
        for lang, row in rows.items()
    ]
    false = [
        [corpus, f"{row['a_thousand']:.2f}", str(row["found"]), str(row["words"])]
        for corpus, row in figures["false_persons"].items()
    ]
    capitals = [[corpus, f"{f1:.1f}"] for corpus, f1 in figures["capitals"].items()]
    return "\n\n".join(
        [
            "Exact spans on the held-out tenth: precision / recall / **F1** (names in the gold annotation).",
            _table(["corpus", *_LABELS], spans),
            "Recall of names built from parts that no training name holds, put in place of the people of "
            "the held-out sentences (each sentence filled four times; historical newspapers left out). "
            "Exact: same span, labelled PER. Touched: a PER span overlaps the name. Full names: exact, of "
            "two words or more.",
            _table(["names", "language", "exact", "touched", "names", "full names, exact"], names),
            "False persons in held-out sentences that hold no name (by their annotation).",
            _table(["corpus", "a thousand words", "found", "words"], false),
            "F1 over all three labels on the same held-out sentences in capitals throughout.",
            _table(["corpus", "F1"], capitals),
        ]
    )


def update(card: Path, figures: dict[str, Any]) -> None:
    """Writes the tables between the two marks of a model card."""
    text = card.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    card.write_text(f"{before}{START}\n\n{tables(figures)}\n\n{END}{after}", encoding="utf-8")
