package io.nerest.charts;

import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.internal.chartpart.Chart;

/** A plot. */
public interface Plot {

    /** Returns the chart for the given size in points. */
    Chart<?, ?> chart(int width, int height);

    /**
     * Writes this plot as a PNG file.
     *
     * @param file a PNG, replaced if it exists
     * @throws IOException if it cannot be written
     */
    default void write(Path file, int width, int height) throws IOException {
        new PlotGrid(1, width, height).add(this).write(file);
    }
}
