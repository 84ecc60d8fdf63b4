"""The ledger of a review on the disk: appended to in one transaction, chained, locked, verified."""
