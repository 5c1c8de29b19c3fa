"""Word lists and tables the recognisers read."""
