"""Text in, plain frozen records out, and back: no database, no screen."""
