"""Between documents: forms beside approved targets, reports and last year's files. Pure."""
