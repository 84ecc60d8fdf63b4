"""What a 填报表 shows for a set, earlier values and targets, formulas included."""
