"""What is remembered: the tables of each stage, the store that reads and writes them, and their history."""
