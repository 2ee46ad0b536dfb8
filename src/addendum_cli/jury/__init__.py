"""Score sheets out to people, and back."""
