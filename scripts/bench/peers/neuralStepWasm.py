from neuralStep import prepare  # noqa: F401
