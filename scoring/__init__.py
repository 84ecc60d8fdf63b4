"""ziping: scores 绩效自评 by declared indicator sets, exactly, with every point explained."""

__version__ = "0.1.0"
