package io.nerest.training.augmentation;

import io.nerest.vision.box.Box;

/** An object of a composed image: its class, and its box in the image's pixels. */
record PlacedBox(int classId, Box box) {}
