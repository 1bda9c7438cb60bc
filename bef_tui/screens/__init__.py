"""The screens: they put widgets and services together; no SQL, and of the data only the store."""
