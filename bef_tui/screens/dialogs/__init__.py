"""Typed questions: each dialog is a ``ModalScreen`` that gives its answer, or None when it is left."""
