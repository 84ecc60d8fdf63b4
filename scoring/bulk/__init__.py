"""The job of a batch: records of a province read, scored on all cores, written, resumed."""
