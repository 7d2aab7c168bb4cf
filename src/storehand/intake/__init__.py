"""A file in, Batches out: rows, rejects, control totals; nothing lost, nothing guessed."""
