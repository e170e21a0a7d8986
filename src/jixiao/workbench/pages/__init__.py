"""The pages of the workbench: routes, views, templates and what the browser loads."""
