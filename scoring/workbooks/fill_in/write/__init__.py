"""The 填报表 written from its plan."""
