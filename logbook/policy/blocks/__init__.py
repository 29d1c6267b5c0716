"""Blocks of questions that several kinds share.

Who and where: `person`, `staff`, `platform`, `times`.

What the policy asks: `connection`, `identifying`, `safety`, `tracing`; `hands` for help, `boxes`
to keep facts and opinion apart, `telling` who was told.
"""
