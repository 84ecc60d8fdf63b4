"""The year's record as a workbook, for those who write no YAML: layout, write, read, its end."""
