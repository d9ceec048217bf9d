"""The bundled NER model and the label schemes of installed ones; data, read through importlib.resources."""
