"""The models; `registry.MODELS` is the table of all of them."""
