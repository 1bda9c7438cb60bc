"""The Business Execution Framework as pure rules: the standard library and nothing else."""
