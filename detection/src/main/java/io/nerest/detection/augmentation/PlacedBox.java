package io.nerest.detection.augmentation;

import io.nerest.detection.boxes.Box;

/** An object of a composed picture: its class, and its box in the picture's pixels. */
record PlacedBox(int classId, Box box) {}
