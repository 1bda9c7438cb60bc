"""What bef costs, measured side by side with the floor."""
