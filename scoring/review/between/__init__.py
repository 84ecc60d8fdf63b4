"""Documents compared: forms with approved targets, reports and last year's files. Pure."""
