"""Blocks of questions that several kinds share."""
