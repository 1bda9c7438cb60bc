"""The Business Execution Framework in a terminal, on one local SQLite file."""

__version__ = "0.1.0"
