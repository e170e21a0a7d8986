"""Data that people give for writing (填报数据): from JSON, TOML, the workbook of `jixiao init`, or papers as read."""
