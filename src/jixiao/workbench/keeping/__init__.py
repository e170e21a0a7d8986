"""Keeping (备份和恢复): the whole installation in one file, taken while people work, and put back."""
