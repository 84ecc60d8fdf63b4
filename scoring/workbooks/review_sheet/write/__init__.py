"""The 复核表 of the desk and the workbook of a unit, written from where a review stands."""
