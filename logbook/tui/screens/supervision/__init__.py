"""Supervision on screen: who is due, preparing a meeting, holding it, and signing it."""
