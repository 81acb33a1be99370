package io.nerest.formats;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Random data sets with image files. */
final class DrawnDataSets {
    private static final List<String> FOLDERS = List.of("", "", "cam 1/", "Река/верх/", "a+b%20/");
    private static final List<String> NAMES = List.of("frame", "кадр", "a b", "x,y", "50%", "a+b", "q'\"uote");
    private static final List<String> CLASSES = List.of("fish", "горбуша", "chum salmon", "a,b", "<&\">", "кета");
    private static final int[][] SIZES = {{640, 480}, {33, 97}, {1920, 1080}};
    private static final Map<Integer, byte[]> PNG = new ConcurrentHashMap<>();

    private DrawnDataSets() {}

    /** Draws a data set whose images are files of a folder. */
    static AnnotationSet draw(long seed, Path folder) {
        Random random = new Random(seed);
        List<String> classes = CLASSES.subList(0, 1 + random.nextInt(CLASSES.size()));
        boolean split = random.nextBoolean();
        List<AnnotatedImage> images = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            int size = random.nextInt(SIZES.length);
            String name = FOLDERS.get(random.nextInt(FOLDERS.size())) + NAMES.get(random.nextInt(NAMES.size())) + "_"
                    + i + ".png";
            images.add(new AnnotatedImage(
                    name,
                    split ? List.of(Split.TRAIN, Split.VAL, Split.TEST).get(random.nextInt(3)) : Split.NONE,
                    SIZES[size][0],
                    SIZES[size][1],
                    Optional.of(file(folder.resolve(name), size)),
                    boxes(random, classes)));
        }
        return new AnnotationSet(classes, images);
    }

    /** A data set of eighty classes: two images with a box of each. */
    static AnnotationSet eightyClasses(Path folder) {
        List<String> classes =
                IntStream.range(0, 80).mapToObj(id -> "species " + id).toList();
        List<AnnotatedImage> images = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<AnnotatedBox> boxes = new ArrayList<>();
            for (int id = 0; id < classes.size(); id++) {
                int row = id / 10;
                boxes.add(new AnnotatedBox(
                        classes.get(i == 0 ? id : classes.size() - 1 - id),
                        id % 10 * 0.09,
                        row * 0.1,
                        0.08,
                        0.09,
                        OptionalDouble.empty()));
            }
            String name = "frame_" + i + ".png";
            images.add(new AnnotatedImage(
                    name, Split.NONE, SIZES[0][0], SIZES[0][1], Optional.of(file(folder.resolve(name), 0)), boxes));
        }
        return new AnnotationSet(classes, images);
    }

    private static List<AnnotatedBox> boxes(Random random, List<String> classes) {
        List<AnnotatedBox> boxes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            double left = random.nextDouble() * 0.9;
            double top = random.nextDouble() * 0.9;
            boxes.add(new AnnotatedBox(
                    classes.get(random.nextInt(classes.size())),
                    left,
                    top,
                    Math.max(1e-3, random.nextDouble() * (1 - left)),
                    Math.max(1e-3, random.nextDouble() * (1 - top)),
                    OptionalDouble.empty()));
        }
        return boxes;
    }

    private static Path file(Path file, int size) {
        byte[] png = PNG.computeIfAbsent(size, s -> {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(
                        new BufferedImage(SIZES[s][0], SIZES[s][1], BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
