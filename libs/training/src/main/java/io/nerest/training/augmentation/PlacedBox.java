package io.nerest.training.augmentation;

import io.nerest.vision.box.Box;

/** An object of a composed picture: its class, and its box in the picture's pixels. */
record PlacedBox(int classId, Box box) {}
