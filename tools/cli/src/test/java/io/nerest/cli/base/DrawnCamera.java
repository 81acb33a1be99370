package io.nerest.cli.base;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws frames of a fixed camera of 160x120 pixels with black bars of 20 rows; a fish swims through every frame but the last. */
record DrawnCamera(String name, int blue, int green, int red) {
    static final int WIDTH = 160;
    static final int HEIGHT = 120;
    static final int BAR = 20;
    private static final int FISH_WIDTH = 30;
    private static final int FISH_HEIGHT = 14;

    /** Writes frames and labels below a folder, and returns the frames. */
    List<Path> draw(Path folder, int count) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        List<Path> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String frame = "%s_f%06d".formatted(name, i);
            Path file = folder.resolve("images").resolve(frame + ".jpg");
            int x = 20 + (i * 37) % 120;
            int y = 35 + (i * 23) % 50;
            boolean fish = i < count - 1;
            draw(file, x, y, fish);
            String label = String.format(
                    Locale.ROOT,
                    "0 %.6f %.6f %.6f %.6f%n",
                    (double) x / WIDTH,
                    (double) y / HEIGHT,
                    (double) FISH_WIDTH / WIDTH,
                    (double) FISH_HEIGHT / HEIGHT);
            Files.writeString(folder.resolve("labels").resolve(frame + ".txt"), fish ? label : "");
            frames.add(file);
        }
        return frames;
    }

    /** Writes a data set of images that exist. */
    static Path dataSet(Path folder, List<Path> train, List<Path> val) throws IOException {
        Files.writeString(folder.resolve("train.txt"), lines(train));
        Files.writeString(folder.resolve("val.txt"), lines(val));
        return Files.writeString(
                folder.resolve("data.yaml"),
                "path: " + folder + "\ntrain: train.txt\nval: val.txt\nnames:\n  0: fish\n");
    }

    private void draw(Path file, int x, int y, boolean fish) throws IOException {
        try (DecodedImage image = DecodedImage.filled(WIDTH, HEIGHT, 0);
                Point top = new Point(0, BAR);
                Point bottom = new Point(WIDTH - 1, HEIGHT - BAR - 1);
                Scalar water = new Scalar(blue, green, red, 0);
                Point centre = new Point(x, y);
                Size axes = new Size(FISH_WIDTH / 2, FISH_HEIGHT / 2);
                Scalar silver = Scalar.all(230)) {
            opencv_imgproc.rectangle(image.mat(), top, bottom, water, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
            if (fish) {
                opencv_imgproc.ellipse(
                        image.mat(), centre, axes, 0, 0, 360, silver, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
            }
            ImageEncoder.write(image, file);
        }
    }

    private static String lines(List<Path> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach(file -> lines.append(file).append('\n'));
        return lines.toString();
    }
}
