"""The command line: click only, no XML.  One module a command."""
