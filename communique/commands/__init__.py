"""The commands, one module each; see `communique.cli` for what a module has."""
