"""From modalities to numbers: one encoder per file, each giving a `FeatureMatrix`."""
