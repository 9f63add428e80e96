"""Names that mean another body in every document: they are led to a record only by their surroundings."""

GENERIC = frozenset({"Embassy", "Mission", "Consulate", "Legation", "Department", "Delegation", "Ministry"})
