"""The yearly cycle (年度流程): years, steps, projects, the forms filed for them, and their review."""
