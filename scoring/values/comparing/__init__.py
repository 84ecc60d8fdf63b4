"""Target x actual -> attainment: numbers, parts, dates and words compared."""
