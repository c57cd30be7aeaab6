"""Ways in and out of smartgoals, each a thin stranger to the others."""
