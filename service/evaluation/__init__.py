"""A labelled folder of card pictures into figures: how right, how sure, how fast, and why not."""
