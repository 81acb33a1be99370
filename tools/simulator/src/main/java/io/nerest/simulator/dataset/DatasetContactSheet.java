package io.nerest.simulator.dataset;

import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An overview image of a data set: a row per stream with evenly spaced frames and their boxes. */
public final class DatasetContactSheet {
    private static final int COLUMNS = 4;
    private static final int MOST_ROWS = 24;
    private static final int THUMB_WIDTH = 480;

    private DatasetContactSheet() {}

    /**
     * Renders the sheet as a PNG.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(DatasetPlan plan, Path file) throws IOException {
        int rows = Math.min(MOST_ROWS, plan.streams());
        int thumbHeight = THUMB_WIDTH * plan.format().height() / plan.format().width();
        BufferedImage sheet = new BufferedImage(COLUMNS * THUMB_WIDTH, rows * thumbHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setColor(Color.YELLOW);
        for (int row = 0; row < rows; row++) {
            StreamRenderer renderer = new StreamRenderer(
                    RenderedCameras.camera(plan.firstCamera() + row, plan.seed()), plan.format(), plan.seed());
            for (int column = 0; column < COLUMNS; column++) {
                int number = plan.framesOf(row) * column / COLUMNS;
                RenderedFrame frame = renderer.frame(number * plan.stride());
                int x = column * THUMB_WIDTH;
                int y = row * thumbHeight;
                graphics.drawImage(frame.image(), x, y, THUMB_WIDTH, thumbHeight, null);
                for (LabelledBox box : frame.truth()) {
                    graphics.drawRect(
                            (int) (x + box.left() * THUMB_WIDTH),
                            (int) (y + box.top() * thumbHeight),
                            (int) (box.w() * THUMB_WIDTH),
                            (int) (box.h() * thumbHeight));
                }
            }
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", file.toFile());
    }
}
