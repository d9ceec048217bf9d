"""Recipe of the bundled NER model: corpora in, weights and figures out. Not part of the installed program."""
