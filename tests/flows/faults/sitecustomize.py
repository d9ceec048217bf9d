"""Put on the import path of a run, this makes documents with certain words hang, crash or eat memory."""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import pathlib
import signal
import sys
import time


def misbehave(text: str, stage: str) -> None:
    if f"{stage} haengt" in text:
        while True:
            time.sleep(1)
    if f"{stage} stirbt" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if f"{stage} frisst" in text:
        eaten = []
        while True:
            eaten.append(bytearray(64 << 20))
    if f"{stage} irrt" in text:
        raise RuntimeError(text)
    if "jedes trödelt" in text:
        time.sleep(0.15)


def wrap(module):
    if module.__name__ == "pipeline.extraction":
        annotate = module.annotate_document

        def annotate_document(document, **kwargs):
            misbehave(document.text, "extract")
            return annotate(document, **kwargs)

        module.annotate_document = annotate_document
    elif module.__name__ == "pipeline.ner":
        load = module.load

        class Recogniser:
            def __init__(self, *args):
                self._recogniser = load(*args)

            def entities(self, texts):
                for text in texts:
                    misbehave(text, "annotate")
                return self._recogniser.entities(texts)

        module.load = Recogniser
    else:
        clean = module.clean_raw

        def clean_raw(raw, **kwargs):
            misbehave(raw.content, "clean")
            return clean(raw, **kwargs)

        module.clean_raw = clean_raw


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name not in ("pipeline.extraction", "pipeline.ner", "pipeline.clean"):
            return None
        sys.meta_path.remove(self)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            wrap(module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Finder())

if os.environ.get("FAULTS_SLOW_MOVES"):
    # So that a kill can fall between two files of one publishing.
    move = pathlib.Path.replace

    def replace(self, target):
        time.sleep(0.03)
        return move(self, target)

    pathlib.Path.replace = replace
