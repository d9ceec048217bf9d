"""The parts of `communique.evaluate`: when two facts are the same, whose facts they are, and the counts."""
