"""Pipetting plans: which tubes are made, with which pipette, and the steps in order."""
