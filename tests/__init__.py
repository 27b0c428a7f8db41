"""Tests, and the tools that make their material."""

import pipelines  # noqa: F401  # what Polars reads when it is imported
