"""Cleaning: from a page to the article's own text. `pipeline.clean` is the front."""
