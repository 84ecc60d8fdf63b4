"""An indicator set as a flat workbook: written for a rule keeper, read back to the same set."""
