"""The workbooks of a year: 汇总表, 佐证目录, 目标编制建议, 绩效监控表, 数据台账, with native charts."""
