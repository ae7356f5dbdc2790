"""Pages and programs that look across: what needs you, the example and its clock, commands."""
