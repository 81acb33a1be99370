package io.nerest.experiments.compare;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Draws a model's boxes on an image: right, wrong and missed, in colours that the colour-blind can distinguish. */
final class BoxDrawing {
    static final Color RIGHT = new Color(0x56b4e9);
    static final Color WRONG = new Color(0xe8590c);
    static final Color MISSED = new Color(0xf0e442);

    private BoxDrawing() {}

    /**
     * Draws the boxes.
     *
     * @param image the image or a smaller copy, which is drawn on
     * @param scale pixels of the image per pixel of the boxes
     */
    static void draw(BufferedImage image, double scale, Verdict verdict, List<String> classNames) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
        graphics.setStroke(
                new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0));
        verdict.missed().forEach(box -> outline(graphics, box, scale, MISSED));
        graphics.setStroke(new BasicStroke(2));
        verdict.right().forEach(detection -> box(graphics, detection, scale, RIGHT, classNames));
        verdict.wrong().forEach(detection -> box(graphics, detection, scale, WRONG, classNames));
        graphics.dispose();
    }

    private static void box(
            Graphics2D graphics, Detection detection, double scale, Color colour, List<String> classNames) {
        outline(graphics, detection.box(), scale, colour);
        String name = classNames.size() > 1 ? classNames.get(detection.classId()) + " " : "";
        String text = name + String.format(Locale.ROOT, "%.2f", detection.confidence());
        FontMetrics metrics = graphics.getFontMetrics();
        int left = (int) Math.round(detection.box().x1() * scale);
        int top = (int) Math.round(detection.box().y1() * scale);
        int bottom = Math.max(metrics.getHeight(), top);
        graphics.setColor(colour);
        graphics.fillRect(left - 1, bottom - metrics.getHeight(), metrics.stringWidth(text) + 5, metrics.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, left + 1, bottom - metrics.getDescent());
    }

    private static void outline(Graphics2D graphics, Box box, double scale, Color colour) {
        graphics.setColor(colour);
        graphics.drawRect(
                (int) Math.round(box.x1() * scale),
                (int) Math.round(box.y1() * scale),
                (int) Math.round(box.width() * scale),
                (int) Math.round(box.height() * scale));
    }
}
