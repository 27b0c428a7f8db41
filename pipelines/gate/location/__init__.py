"""Location: which cells of a document that violates identities are wrong, and what they should be.

The smallest sets of cells whose change makes all identities hold (Fellegi and Holt), ranked by
evidence. The identities are those of ``expectations/``, differentiated; nothing is declared twice.
"""

from pipelines.gate.location.findings import fill_suspects, write_suspects
from pipelines.gate.location.records import Suspect, SuspectSet
from pipelines.gate.location.suspects import locate
from pipelines.gate.location.system import Cell, Constraint

__all__ = [
    "Cell",
    "Constraint",
    "Suspect",
    "SuspectSet",
    "fill_suspects",
    "locate",
    "write_suspects",
]
