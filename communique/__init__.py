"""The command `communique`, and what is done with a run's folder: store, publish, load, show, check."""
