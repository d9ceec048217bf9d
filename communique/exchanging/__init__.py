"""The parts of `communique.exchange`: a format each."""
