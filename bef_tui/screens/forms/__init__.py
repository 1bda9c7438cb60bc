"""What the forms of each stage ask; the same form serves adding and editing, on every screen that needs it."""
