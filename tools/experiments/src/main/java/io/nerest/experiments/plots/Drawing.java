package io.nerest.experiments.plots;

import java.nio.file.Path;

/**
 * A written plot.
 *
 * @param file the PNG
 * @param title what it shows
 * @param caption how to read it
 */
public record Drawing(Path file, String title, String caption) {}
