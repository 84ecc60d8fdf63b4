"""The 复核表 of the open round, written as workbook and page."""
