"""One screen a module, its stylesheet beside it under the same name."""
