package io.nerest.training.run;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A data set that can be learnt in seconds: one bright rectangle in each dark image. */
public final class RectangleDataset {
    private static final int SIDE = 64;

    private RectangleDataset() {}

    /** Writes it in YOLO's order; gives its {@code data.yaml}. */
    public static Path write(Path folder, int images) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Random random = new Random(3);
        for (int i = 0; i < images; i++) {
            int width = 16 + random.nextInt(24);
            int height = 16 + random.nextInt(24);
            int left = random.nextInt(SIDE - width);
            int top = random.nextInt(SIDE - height);
            try (DecodedImage image = DecodedImage.filled(SIDE, SIDE, 20);
                    Point from = new Point(left, top);
                    Point to = new Point(left + width - 1, top + height - 1);
                    Scalar bright = Scalar.all(230)) {
                opencv_imgproc.rectangle(
                        image.mat(), from, to, bright, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
                ImageEncoder.write(image, folder.resolve("images/" + i + ".png"));
            }
            Files.writeString(
                    folder.resolve("labels/" + i + ".txt"),
                    String.format(
                            Locale.ROOT,
                            "0 %f %f %f %f\n",
                            (left + width / 2.0) / SIDE,
                            (top + height / 2.0) / SIDE,
                            (double) width / SIDE,
                            (double) height / SIDE));
        }
        Path yaml = folder.resolve("data.yaml");
        Files.writeString(yaml, "path: " + folder + "\ntrain: images\nval: images\nnames: [rectangle]\n");
        return yaml;
    }
}
