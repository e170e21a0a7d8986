"""The workbench (工作台): the yearly cycle of budget performance with the people in it, in the browser.

Only this room imports Django. It holds no arithmetic of its own: forms are read, scored, checked and written by the
rooms above it.
"""
