"""The rota: one desk's grid, what can be looked at from it, and every change that can be made to it."""
