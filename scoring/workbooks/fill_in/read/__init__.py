"""A filled 填报表 read back into a submission."""
