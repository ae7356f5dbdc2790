"""Engines that know no Django, no database, no clock and no chance of their own."""
