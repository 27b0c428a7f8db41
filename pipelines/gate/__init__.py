"""The gate: may a document go on to the facts, and may the star be loaded?

Two doors. The document door judges the candidate amounts of a fiscal year by the identities that
``expectations/`` declares and leaves a verdict a document and a result a document and identity. The
load door validates the staged star. How tables were read belongs elsewhere.
"""

from pipelines.gate.document_door import judge
from pipelines.gate.judgement import Check, Judgement, LoadCheck, broken_run
from pipelines.gate.load_door import check_star
from pipelines.gate.rules import Rules

__all__ = ["Check", "Judgement", "LoadCheck", "Rules", "broken_run", "check_star", "judge"]
