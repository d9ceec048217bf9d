"""Reading inputs: which files, in which encoding, which documents. `pipeline.read` is the front."""
