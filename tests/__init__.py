"""Tests, and the tools that make their material."""
