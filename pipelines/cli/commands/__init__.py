"""The commands, one a module; each joins the app when it is imported."""
