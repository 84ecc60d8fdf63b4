"""The 填报表 that a unit fills in: its layout, as the vocabulary declares it."""
