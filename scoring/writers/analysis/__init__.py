"""The pages and workbooks over a whole batch: 总体分析, and what another set would move."""
