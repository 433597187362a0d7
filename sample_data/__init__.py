"""The bundled sample: real films, own words, own artwork, simulated viewers."""
