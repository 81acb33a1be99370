package io.nerest.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Several plots of one size side by side, row by row, in one image. */
public final class PlotGrid {
    /** Pixels per point, for sharp text on high-resolution screens. */
    private static final int SCALE = 2;

    private final List<Plot> plots = new ArrayList<>();
    private final int columns;
    private final int width;
    private final int height;

    /**
     * Creates an empty grid.
     *
     * @param columns plots in a row
     * @param width of each plot in points
     * @param height of each plot in points
     */
    public PlotGrid(int columns, int width, int height) {
        this.columns = columns;
        this.width = width;
        this.height = height;
    }

    public PlotGrid add(Plot plot) {
        plots.add(plot);
        return this;
    }

    /**
     * Draws the grid.
     *
     * @param file a PNG, replaced if it exists; folders above it are made
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        ImageIO.write(render(), "png", file.toFile());
    }

    BufferedImage render() {
        int rows = (plots.size() + columns - 1) / columns;
        BufferedImage image =
                new BufferedImage(columns * width * SCALE, rows * height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D page = image.createGraphics();
        page.setColor(Color.WHITE);
        page.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int i = 0; i < plots.size(); i++) {
            Graphics2D cell = (Graphics2D) page.create(
                    i % columns * width * SCALE, i / columns * height * SCALE, width * SCALE, height * SCALE);
            cell.scale(SCALE, SCALE);
            cell.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            cell.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            plots.get(i).chart(width, height).paint(cell, width, height);
            cell.dispose();
        }
        page.dispose();
        return image;
    }
}
