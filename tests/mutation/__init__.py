"""Mutation score of the gate: errors planted in documents, read by the real reader and judged.

`python -m tests.mutation` prints the tables of `make gate-report`. A mutant is a change of a whole
document, text or PDF file; which changes no bound can see is told by `sums`, which computes the
residuals from the amounts by itself and asks neither the gate nor `expectations/`.
"""
