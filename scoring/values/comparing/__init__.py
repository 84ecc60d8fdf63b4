"""Target x actual -> attainment: numbers, parts, dates and words held against one another."""
