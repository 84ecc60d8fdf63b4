"""The sheets of a review, the 复核表 of a project and the workbook of a unit: layout, seals, days."""
