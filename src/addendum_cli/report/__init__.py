"""From one evaluation to bytes and screens. Nothing here opens a file or computes a result of its own."""
