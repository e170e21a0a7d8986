"""The vocabulary of jixiao: what a project, an indicator, a funding line and a finding are. No input or output."""
