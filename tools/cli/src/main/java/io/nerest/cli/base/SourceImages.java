package io.nerest.cli.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the images and boxes of the sources, each by the rules that its files need. */
final class SourceImages {
    private static final int CLIP_IMAGES = 30;
    private static final int LUDERICK_DISTANCE = 7;
    private static final int DISTANCE = 11;
    private static final int BACKGROUND_EVERY = 3;
    private static final Pattern EXPORT_SUFFIX = Pattern.compile("_(jpg|png)\\.rf\\..*");
    private static final Pattern FRAME_NUMBER = Pattern.compile("[-_]?(mov_5fps_)?[0-9]+$");

    private SourceImages() {}

    /**
     * Returns a source's images in a fixed order.
     *
     * @param folder with the source's splits
     */
    static List<SourceImage> of(BaseSource source, Path folder) throws IOException {
        return switch (source.name()) {
            case "luderick" -> luderick(source, folder);
            case "aquarium" -> named(source, folder, true);
            case "shoal" -> shoal(source, folder);
            case "tank" -> tank(source, folder);
            case "hard" -> everyThirdBackground(named(source, folder, false));
            default -> throw new IllegalArgumentException("there are no rules for source " + source.name());
        };
    }

    /** At most thirty images of a clip, evenly spread: at five frames a second neighbours are near copies. */
    private static List<SourceImage> luderick(BaseSource source, Path folder) throws IOException {
        Map<String, TreeMap<String, Path>> clips = new TreeMap<>();
        for (String split : source.splits()) {
            for (Path file : images(folder.resolve(split).resolve("images"))) {
                String name = exportedName(file);
                String clip = FRAME_NUMBER.matcher(name).replaceAll("");
                clips.computeIfAbsent(clip, c -> new TreeMap<>()).put(name, file);
            }
        }
        List<SourceImage> chosen = new ArrayList<>();
        for (Map.Entry<String, TreeMap<String, Path>> clip : clips.entrySet()) {
            List<Map.Entry<String, Path>> all = new ArrayList<>(clip.getValue().entrySet());
            int count = Math.min(all.size(), CLIP_IMAGES);
            for (int i = 0; i < count; i++) {
                Map.Entry<String, Path> image = all.get(i * all.size() / count);
                chosen.add(new SourceImage(
                        source,
                        image.getKey(),
                        image.getValue(),
                        yoloBoxes(source, image.getValue()),
                        clip.getKey(),
                        true,
                        LUDERICK_DISTANCE));
            }
        }
        return chosen;
    }

    private static List<SourceImage> named(BaseSource source, Path folder, boolean clipIsSplit) throws IOException {
        List<SourceImage> all = new ArrayList<>();
        for (String split : source.splits()) {
            for (Path file : images(folder.resolve(split).resolve("images"))) {
                String name = exportedName(file);
                String clip = clipIsSplit ? split : name;
                all.add(new SourceImage(source, name, file, yoloBoxes(source, file), clip, false, DISTANCE));
            }
        }
        return all;
    }

    /** One of the augmented copies of each image. */
    private static List<SourceImage> shoal(BaseSource source, Path folder) throws IOException {
        Map<String, Path> originals = new TreeMap<>();
        for (String split : source.splits()) {
            for (Path file : images(folder.resolve(split).resolve("images"))) {
                originals.putIfAbsent(beforeExport(name(file)), file);
            }
        }
        List<SourceImage> all = new ArrayList<>();
        for (Map.Entry<String, Path> original : originals.entrySet()) {
            Path file = original.getValue();
            all.add(new SourceImage(
                    source, original.getKey(), file, yoloBoxes(source, file), original.getKey(), false, DISTANCE));
        }
        return all;
    }

    /** One of the augmented copies of each image; its boxes are in COCO's format. */
    private static List<SourceImage> tank(BaseSource source, Path folder) throws IOException {
        Map<String, SourceImage> originals = new TreeMap<>();
        for (String split : source.splits()) {
            Path splitFolder = folder.resolve(split);
            JsonNode coco = JsonMapper.builder()
                    .build()
                    .readTree(splitFolder.resolve("_annotations.coco.json").toFile());
            Map<Long, List<JsonNode>> boxes = new HashMap<>();
            coco.path("annotations")
                    .forEach(annotation -> boxes.computeIfAbsent(
                                    annotation.path("image_id").asLong(), id -> new ArrayList<>())
                            .add(annotation.path("bbox")));
            for (JsonNode image : coco.path("images")) {
                String fileName = image.path("file_name").asText();
                String name = beforeExport(fileName);
                List<double[]> fish = cocoBoxes(
                        boxes.getOrDefault(image.path("id").asLong(), List.of()),
                        image.path("width").asDouble(),
                        image.path("height").asDouble());
                originals.putIfAbsent(
                        name,
                        new SourceImage(source, name, splitFolder.resolve(fileName), fish, name, false, DISTANCE));
            }
        }
        return List.copyOf(originals.values());
    }

    private static List<SourceImage> everyThirdBackground(List<SourceImage> all) {
        List<SourceImage> kept = new ArrayList<>();
        int background = 0;
        for (SourceImage image : all) {
            if (!image.boxes().isEmpty() || ++background % BACKGROUND_EVERY == 0) {
                kept.add(image);
            }
        }
        return kept;
    }

    private static List<double[]> cocoBoxes(List<JsonNode> boxes, double width, double height) {
        List<double[]> result = new ArrayList<>();
        for (JsonNode box : boxes) {
            double w = box.path(2).asDouble();
            double h = box.path(3).asDouble();
            if (w > 0 && h > 0) {
                result.add(new double[] {
                    (box.path(0).asDouble() + w / 2) / width,
                    (box.path(1).asDouble() + h / 2) / height,
                    w / width,
                    h / height
                });
            }
        }
        return result;
    }

    /** Reads the boxes of fish beside an image; a polygon gives the box around it. */
    private static List<double[]> yoloBoxes(BaseSource source, Path image) throws IOException {
        String name = name(image);
        Path labels = image.resolveSibling("../labels/" + name.substring(0, name.lastIndexOf('.')) + ".txt")
                .normalize();
        List<double[]> boxes = new ArrayList<>();
        if (!Files.exists(labels)) {
            return boxes;
        }
        for (String line : Files.readAllLines(labels)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (line.isBlank() || !source.fishClasses().contains(Integer.parseInt(fields[0]))) {
                continue;
            }
            double[] numbers = new double[fields.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Double.parseDouble(fields[i + 1]);
            }
            boxes.add(numbers.length > 4 ? around(numbers) : numbers);
        }
        return boxes;
    }

    private static double[] around(double[] polygon) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i + 1 < polygon.length; i += 2) {
            left = Math.min(left, polygon[i]);
            right = Math.max(right, polygon[i]);
            top = Math.min(top, polygon[i + 1]);
            bottom = Math.max(bottom, polygon[i + 1]);
        }
        return new double[] {(left + right) / 2, (top + bottom) / 2, right - left, bottom - top};
    }

    private static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String exportedName(Path file) {
        return EXPORT_SUFFIX.matcher(name(file)).replaceAll("");
    }

    private static String beforeExport(String name) {
        int at = name.indexOf(".rf.");
        return at < 0 ? name : name.substring(0, at);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
