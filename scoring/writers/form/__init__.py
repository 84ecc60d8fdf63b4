"""The official form as workbook and page, filled into templates."""
