"""Frozen values to Markdown that one sends to a partner, an advisor or the team."""
