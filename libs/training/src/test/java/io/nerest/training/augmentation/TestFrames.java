package io.nerest.training.augmentation;

import io.nerest.arguments.ArgumentRecord;
import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.LabelledBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Frames and arguments for tests of augmentation. */
public final class TestFrames {
    /** All that augmentation can do, switched off. */
    private static final Map<String, String> NOTHING = Map.ofEntries(
            Map.entry("hsv_h", "0"),
            Map.entry("hsv_s", "0"),
            Map.entry("hsv_v", "0"),
            Map.entry("translate", "0"),
            Map.entry("scale", "0"),
            Map.entry("fliplr", "0"),
            Map.entry("mosaic", "0"),
            Map.entry("close_mosaic", "0"));

    private TestFrames() {}

    static AugmentationArguments defaults() {
        return new ArgumentRecord<>(AugmentationArguments.class).read(Map.of());
    }

    /** Arguments given as {@code name=value}, with all others switched off. */
    static AugmentationArguments only(String... given) {
        Map<String, String> values = new HashMap<>(NOTHING);
        for (String argument : given) {
            String[] parts = argument.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return new ArgumentRecord<>(AugmentationArguments.class).read(values);
    }

    /** A ground of one colour with one rectangle of another, which is the frame's only object. */
    public static DatasetItem frame(
            Path folder, String name, int width, int height, Color ground, Color object, LabelledBox label) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(object);
        var box = label.toPixels(width, height);
        graphics.fillRect(
                Math.round(box.x1()), Math.round(box.y1()), Math.round(box.width()), Math.round(box.height()));
        graphics.dispose();
        Path file = folder.resolve(name + ".png");
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DatasetItem(file, List.of(label), name, width, height);
    }
}
