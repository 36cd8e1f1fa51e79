"""Comments and tables that silence findings."""
