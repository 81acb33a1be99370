package io.nerest.charts;

import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.internal.chartpart.Chart;

/** Something that can be drawn. */
public interface Plot {

    /** The chart, laid out for the given size in points. */
    Chart<?, ?> chart(int width, int height);

    /**
     * Draws this plot alone.
     *
     * @param file a PNG, replaced where it exists
     * @throws IOException where it cannot be written
     */
    default void write(Path file, int width, int height) throws IOException {
        new PlotGrid(1, width, height).add(this).write(file);
    }
}
