"""A filled 复核表 read back into decisions and answers."""
