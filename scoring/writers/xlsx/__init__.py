"""The one toolkit for workbooks: styles, measures, rows, pages, one date."""
