package io.nerest.training.dataset;

/** An object of a VOC annotation: its class's name and its box in pixels. */
record VocObject(String name, double x1, double y1, double x2, double y2) {}
