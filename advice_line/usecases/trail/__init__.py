"""The trail's head taken out of the building, and held against the trail again."""
