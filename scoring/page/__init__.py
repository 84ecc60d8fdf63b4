"""The page's engine: messages of JSON and bytes in, answers out; the same functions as the commands."""
