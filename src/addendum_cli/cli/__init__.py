"""What the command line does: each command loads, calls, shows and exits. Typer and Rich live here alone."""
