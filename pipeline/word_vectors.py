"""The first layers of a spaCy network, computed once a word instead of once a token.

What a network with `MultiHashEmbed` knows of a word before it looks at the neighbours depends on the word
alone: rows of its tables, added, and one matrix product over them. `remember_words` puts a layer in its
place that

- multiplies the tables with the matrix once, when the network is loaded, so that a word costs additions;
- keeps the vectors of the words that it has seen.

Additions are made row by row in a fixed order: a word's vector is the same to the last bit whatever it is
computed with, and whatever was read before. It differs from the network's own in the last bits, as two
products of different shape do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

_MOST_WORDS = 1 << 15  # kept vectors; past this the memory begins anew
_EMBED_LAYERS = 5  # features, to ragged, tables, mixing, to list


def remember_words(network: Model[Any, Any]) -> bool:
    """Replaces the embedding of a parser's network; False, and nothing changed, if it has another shape."""
    tok2vec = network.get_ref("tok2vec").layers[0] if network.has_ref("tok2vec") else None
    if tok2vec is None or len(tok2vec.layers) < 1:
        return False
    embed = tok2vec.layers[0]
    if len(embed.layers) != _EMBED_LAYERS or embed.layers[0].name != "extract_features":
        return False
    hashes = [node for node in embed.layers[2].walk() if node.name == "hashembed"]
    mixing = [node for node in embed.layers[3].walk() if node.name in ("maxout", "layernorm")]
    if [node.name for node in mixing] != ["maxout", "layernorm"] or not hashes:
        return False
    vectors = WordVectors(embed.layers[0].attrs["columns"], hashes, *mixing)
    remembered: Model[Any, Any] = Model(
        "remembered_words", lambda _model, docs, is_train: (vectors.of(docs), _no_training),
        dims={"nO": embed.get_dim("nO")},
    )  # fmt: skip
    tok2vec._layers[0] = remembered  # thinc has no public way to exchange one layer of a chain in place
    return True


def _no_training(_gradient: object) -> object:
    raise NotImplementedError("A network that remembers words is for reading, not for training.")


class WordVectors:
    """The vectors of words; made from the nodes of a network, which it does not change."""

    def __init__(
        self,
        columns: Sequence[str],
        tables: Sequence[Model[Any, Any]],
        mix: Model[Any, Any],
        normalise: Model[Any, Any],
    ) -> None:
        self._columns: list[int | str] = [*columns]
        self._normalise: Callable[[Any], Any] = normalise.predict
        weights = np.asarray(mix.get_param("W"))  # (out, pieces, tables * width)
        self._out, self._pieces, _ = weights.shape
        self._bias = np.asarray(mix.get_param("b")).reshape(-1)
        self._ops = NumpyOps()
        self._seeds = [int(table.attrs["seed"]) for table in tables]
        self._of_column = [int(table.attrs["column"]) for table in tables]
        self._tables = []
        at = 0
        for table in tables:
            rows = np.asarray(table.get_param("E"))
            part = weights[:, :, at : at + rows.shape[1]].reshape(self._out * self._pieces, -1)
            self._tables.append(np.ascontiguousarray(rows @ part.T))
            at += rows.shape[1]
        self._forget()

    def _forget(self, size: int = _MOST_WORDS) -> None:
        self._places: dict[int, int] = {}
        self._kept = np.zeros((size, self._out), dtype="float32")

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """An array (tokens, width) for each document."""
        words = [doc.to_array(ORTH).tolist() for doc in docs]
        places = self._places
        new: dict[int, Any] = {}
        for doc, row in zip(docs, words, strict=True):
            if not places.keys() >= set(row):
                features = doc.to_array(self._columns)
                new.update((word, features[i]) for i, word in enumerate(row) if word not in places)
        if new and len(places) + len(new) > len(self._kept):
            self._forget(max(_MOST_WORDS, sum(map(len, words))))
            return self.of(docs)
        if new:
            first = len(places)
            self._kept[first : first + len(new)] = self._compute(np.stack(list(new.values())))
            places.update((word, first + i) for i, word in enumerate(new))
        return [self._kept[[places[word] for word in row]] for row in words]

    def _compute(self, features: Any) -> Any:
        """The vectors of words from their features, an array (words, columns) of 64-bit ids."""
        total = np.repeat(self._bias[None, :], len(features), axis=0)
        for column, seed, table in zip(self._of_column, self._seeds, self._tables, strict=True):
            rows = self._ops.hash(np.ascontiguousarray(features[:, column]), seed) % len(table)
            for which in range(rows.shape[1]):
                total += table[rows[:, which]]
        return self._normalise(total.reshape(len(features), self._out, self._pieces).max(axis=2))
