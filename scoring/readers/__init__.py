"""Files into records: submissions and decisions as text; below, forms and other documents."""
