"""Typesets a disclosure as PDF: `python -m tests.typeset disclosure.txt out.pdf`.

Text is read into neutral blocks (`source`), which are laid out as pages (`layout`). Nothing here
imports from `pipelines`: what it reads and prints is independent of the code under test.
"""
