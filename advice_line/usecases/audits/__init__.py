"""What writes nothing and counts: activity, accountability, the rota held against what happened."""
