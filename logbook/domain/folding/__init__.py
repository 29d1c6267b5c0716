"""How events become what is known now: each fold goes over them once, oldest first."""
