"""Tests of the sample input."""
