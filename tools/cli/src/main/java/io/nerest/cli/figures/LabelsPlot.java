package io.nerest.cli.figures;

import io.nerest.charts.BarChart;
import io.nerest.charts.DensityPlot;
import io.nerest.charts.PlotGrid;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code labels.png}: the objects of a data set: number per class, size and position. */
public final class LabelsPlot {
    private static final int SIZE_BINS = 10;

    private LabelsPlot() {}

    /**
     * Draws a data set.
     *
     * @param labels of all images
     * @param png replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(List<LabelledBox> labels, List<String> classNames, Path png) throws IOException {
        long[] counts = new long[classNames.size()];
        long[] sizes = new long[SIZE_BINS];
        DensityPlot centres = new DensityPlot("Centres", "x, share of the width", "y from the bottom");
        DensityPlot shapes = new DensityPlot("Widths and heights", "width, fraction of the image", "height");
        for (LabelledBox label : labels) {
            if (label.classId() >= 0 && label.classId() < counts.length) {
                counts[label.classId()]++;
            }
            double side = Math.sqrt(Math.max(0, label.w() * label.h()));
            sizes[(int) Math.min(SIZE_BINS - 1, side * SIZE_BINS)]++;
            centres.count(label.cx(), 1 - label.cy());
            shapes.count(label.w(), label.h());
        }
        List<String> bins = new ArrayList<>();
        for (int i = 0; i < SIZE_BINS; i++) {
            bins.add("0." + i);
        }
        new PlotGrid(2, 520, 420)
                .add(new BarChart("Objects by class", "objects", classNames, boxed(counts)))
                .add(new BarChart(
                        "Objects by size: square root of their fraction of the image, from",
                        "objects",
                        bins,
                        boxed(sizes)))
                .add(centres)
                .add(shapes)
                .write(png);
    }

    private static List<Long> boxed(long[] values) {
        List<Long> list = new ArrayList<>();
        for (long value : values) {
            list.add(value);
        }
        return list;
    }
}
