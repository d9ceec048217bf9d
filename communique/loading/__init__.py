"""The parts of `communique.load`: one small module a kind of target, and the merge that the databases
share."""
