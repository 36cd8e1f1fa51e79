"""What every layer above shares: characters and widths, folding, words."""
