package io.nerest.formats.megadetector;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJson;
import io.nerest.formats.parse.SplitFiles;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads MegaDetector's JSON: {@code images} with {@code detections} in fractions of the image (x, y, width, height), and
 * {@code detection_categories}. A confidence of 1 is an annotator's. Images that the detector failed to read are rejected.
 */
public final class MegaDetectorSetReader implements AnnotationReader {

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        Map<Path, Split> files = SplitFiles.of(source, ".json");
        for (Map.Entry<Path, Split> file : files.entrySet()) {
            // The categories usually stand behind the images, so the file is read twice.
            Map<String, String> categories = categories(file.getKey(), set);
            categories.values().forEach(set::addClass);
            ImageFinder finder = ImageFinder.around(folder, file.getValue(), imageFolders);
            try (AnnotationJson json =
                    AnnotationJson.open(file.getKey(), set.limits().fileBytes())) {
                json.fields(name -> {
                    if (!name.equals("images")) {
                        return false;
                    }
                    json.entries(
                            (index, image) -> image(image, file.getKey(), file.getValue(), categories, finder, set));
                    return true;
                });
            }
        }
    }

    private static Map<String, String> categories(Path file, SetBuilder set) throws IOException {
        Map<String, String> byId = new TreeMap<>(java.util.Comparator.<String>comparingInt(String::length)
                .thenComparing(java.util.Comparator.naturalOrder()));
        boolean[] found = new boolean[1];
        try (AnnotationJson json = AnnotationJson.open(file, set.limits().fileBytes())) {
            json.fields(name -> {
                if (!name.equals("detection_categories")) {
                    return false;
                }
                found[0] = true;
                json.value()
                        .properties()
                        .forEach(entry ->
                                byId.put(entry.getKey(), entry.getValue().asText()));
                return true;
            });
        }
        if (!found[0]) {
            throw new FormatException(file + ": has no 'detection_categories', so it is not a file of MegaDetector");
        }
        return new LinkedHashMap<>(byId);
    }

    private static void image(
            JsonNode image, Path file, Split split, Map<String, String> categories, ImageFinder finder, SetBuilder set)
            throws IOException {
        String name = image.path("file").asText("");
        Optional<Path> found = finder.find(name);
        Optional<ImageHeader> header = found.flatMap(ImageFinder::header);
        ImageDraft draft = set.image(
                file.toString(),
                name,
                split,
                header.map(ImageHeader::width).orElse(pixels(image, "width")),
                header.map(ImageHeader::height).orElse(pixels(image, "height")),
                found);
        if (image.hasNonNull("failure")) {
            draft.reject(
                    "MegaDetector could not read it: " + image.path("failure").asText());
        }
        for (JsonNode detection : image.path("detections")) {
            JsonNode box = detection.path("bbox");
            String category = detection.path("category").asText("");
            String className = categories.get(category);
            double confidence = AnnotationJson.number(detection.path("conf"));
            if (className == null) {
                draft.reject("a detection has the category '" + category + "', which is not in detection_categories");
            } else {
                draft.fractions(
                        className,
                        AnnotationJson.number(box.path(0)),
                        AnnotationJson.number(box.path(1)),
                        AnnotationJson.number(box.path(2)),
                        AnnotationJson.number(box.path(3)),
                        confidence == 1 || !detection.has("conf")
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(confidence));
            }
        }
        draft.finish();
    }

    private static int pixels(JsonNode image, String side) {
        int value = image.path(side).asInt(0);
        return value > 0 && value <= 1_000_000 ? value : 0;
    }
}
