"""One module or package a record type; each a plain function from an annotated document to candidates."""
