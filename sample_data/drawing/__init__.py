"""Original posters: palettes, shapes, scenes and lettering."""
