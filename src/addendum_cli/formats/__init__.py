"""File formats without any domain: located YAML and JSON, safe cells, whole writing."""
