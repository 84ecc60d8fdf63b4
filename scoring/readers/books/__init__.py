"""Every file as sheets of rows and cells: xlsx, xls, html, xml, docx, pdf, text."""
