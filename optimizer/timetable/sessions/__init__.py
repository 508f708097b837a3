"""Sessions on site: which entries together, before which panel, where and when."""
