"""The evaluator's desk: what stands decided of a project, computed from the entries of its ledger."""
