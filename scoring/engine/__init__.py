"""Score a submission by an indicator set into a scorecard, without files, clock or network."""
