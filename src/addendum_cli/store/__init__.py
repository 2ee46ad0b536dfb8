"""Our own files and models: the call, the proposals, the decisions, and the data that ships."""
