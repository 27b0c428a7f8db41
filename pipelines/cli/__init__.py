"""The command line ``juesuan``, which the Makefile calls: one module a command under ``commands``.

Every module there is a command as soon as it lies there. Modules that are slow to import are
imported in the command that needs them.
"""

from importlib import import_module
from pkgutil import iter_modules

from pipelines.cli import commands
from pipelines.cli.app import app

for _module in iter_modules(commands.__path__, f"{commands.__name__}."):
    import_module(_module.name)

__all__ = ["app"]
