package io.nerest.formats.fiftyone;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.formats.model.AnnotatedImage;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Reads FiftyOne: {@code FiftyOneImageDetectionDataset} ({@code labels.json} with {@code data}, in subfolders for splits)
 * and {@code FiftyOneDataset} ({@code samples.json}). Boxes are in fractions of the image (x, y, width, height). Samples of
 * {@code labels.json} are named without suffix; the image file, or the manifest {@code data.json}, gives the full name.
 */
public final class FiftyOneSetReader implements AnnotationReader {

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        List<Path> files = files(source);
        if (files.isEmpty()) {
            throw new FormatException(source + ": holds neither labels.json nor samples.json");
        }
        for (Path file : files) {
            Path name = file.getFileName();
            if (name != null && name.toString().equals("samples.json")) {
                samples(file, imageFolders, set);
            } else {
                labels(file, imageFolders, set);
            }
        }
    }

    private static List<Path> files(Path source) throws IOException {
        if (Files.isRegularFile(source)) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.walk(source, 2)) {
            return files.filter(file -> file.endsWith("labels.json") || file.endsWith("samples.json"))
                    .sorted()
                    .toList();
        }
    }

    private static void labels(Path file, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = SplitFiles.folder(file);
        Split split = SplitFiles.split(file);
        List<String> classes = classes(file, set);
        Map<String, String> names = names(folder, imageFolders, set);
        ImageFinder finder = ImageFinder.around(folder, split, imageFolders);
        Map<String, String> unread = new LinkedHashMap<>(names);
        boolean[] found = new boolean[1];
        try (AnnotationJson json = AnnotationJson.open(file, set.limits().fileBytes())) {
            json.fields(section -> {
                if (!section.equals("labels")) {
                    return false;
                }
                found[0] = true;
                json.fields(sample -> {
                    String name = names.getOrDefault(sample, sample);
                    unread.remove(sample);
                    JsonNode detections = json.value();
                    ImageDraft draft = draft(file, name, split, Optional.empty(), finder, set);
                    for (JsonNode detection : detections) {
                        detection(detection, classes, draft);
                    }
                    draft.finish();
                    return true;
                });
                return true;
            });
        }
        if (!found[0]) {
            throw new FormatException(file + ": has no 'labels', so it is not a file of FiftyOne");
        }
        for (String name : unread.values()) {
            draft(file, name, split, Optional.empty(), finder, set).finish();
        }
    }

    /** Names with suffix by names without, from the manifest and from the folder {@code data}. */
    private static Map<String, String> names(Path folder, List<Path> imageFolders, SetBuilder set) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        Path manifest = folder.resolve("data.json");
        if (Files.isRegularFile(manifest)) {
            try (AnnotationJson json =
                    AnnotationJson.open(manifest, set.limits().fileBytes())) {
                json.fields(sample -> {
                    String path = json.value().asText();
                    String suffix = path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/') + 1));
                    names.put(sample, suffix.startsWith(".") ? sample + suffix : sample);
                    return true;
                });
            }
        }
        List<Path> folders = new ArrayList<>(imageFolders);
        folders.add(folder.resolve("data"));
        for (Path images : folders) {
            if (Files.isDirectory(images)) {
                ImageFinder.imagesBelow(images)
                        .keySet()
                        .forEach(name -> names.putIfAbsent(AnnotatedImage.stem(name), name));
            }
        }
        return names;
    }

    private static List<String> classes(Path file, SetBuilder set) throws IOException {
        List<String> classes = new ArrayList<>();
        try (AnnotationJson json = AnnotationJson.open(file, set.limits().fileBytes())) {
            json.fields(section -> {
                if (!section.equals("classes")) {
                    return false;
                }
                json.value().forEach(name -> classes.add(name.asText()));
                return true;
            });
        }
        classes.forEach(set::addClass);
        return classes;
    }

    private static void detection(JsonNode detection, List<String> classes, ImageDraft draft) throws IOException {
        JsonNode label = detection.path("label");
        String name = label.asText("");
        if (label.isIntegralNumber() && !classes.isEmpty()) {
            if (label.asInt() < 0 || label.asInt() >= classes.size()) {
                draft.reject("a box has the class " + label.asInt() + "; there are " + classes.size() + " classes");
                return;
            }
            name = classes.get(label.asInt());
        }
        JsonNode box = detection.path("bounding_box");
        draft.fractions(
                name,
                AnnotationJson.number(box.path(0)),
                AnnotationJson.number(box.path(1)),
                AnnotationJson.number(box.path(2)),
                AnnotationJson.number(box.path(3)),
                detection.hasNonNull("confidence")
                        ? OptionalDouble.of(AnnotationJson.number(detection.path("confidence")))
                        : OptionalDouble.empty());
    }

    private static void samples(Path file, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = SplitFiles.folder(file);
        try (AnnotationJson json = AnnotationJson.open(file, set.limits().fileBytes())) {
            json.fields(section -> {
                if (!section.equals("samples")) {
                    return false;
                }
                json.entries((index, sample) -> sample(sample, file, folder, imageFolders, set));
                return true;
            });
        }
    }

    private static void sample(JsonNode sample, Path file, Path folder, List<Path> imageFolders, SetBuilder set)
            throws IOException {
        String path = sample.path("filepath").asText("");
        String name = path.startsWith("data/")
                ? path.substring("data/".length())
                : path.startsWith("/") ? path.substring(path.lastIndexOf('/') + 1) : path;
        Split split = Split.NONE;
        for (JsonNode tag : sample.path("tags")) {
            split = split == Split.NONE ? Split.of(tag.asText()) : split;
        }
        ImageDraft draft = draft(
                file,
                name,
                split,
                Optional.of(sample.path("metadata")),
                ImageFinder.around(folder, split, imageFolders),
                set);
        boolean labelled = false;
        for (JsonNode field : sample) {
            if (!labelled && field.path("_cls").asText("").equals("Detections")) {
                labelled = true; // the first field of detections; others may hold predictions
                for (JsonNode detection : field.path("detections")) {
                    detection(detection, List.of(), draft);
                }
            }
        }
        draft.finish();
    }

    private static ImageDraft draft(
            Path file, String name, Split split, Optional<JsonNode> size, ImageFinder finder, SetBuilder set) {
        Optional<Path> image = finder.find(name);
        Optional<ImageHeader> header = image.flatMap(ImageFinder::header);
        return set.image(
                file.toString(),
                name,
                split,
                header.map(ImageHeader::width)
                        .orElse(size.map(node -> pixels(node, "width")).orElse(0)),
                header.map(ImageHeader::height)
                        .orElse(size.map(node -> pixels(node, "height")).orElse(0)),
                image);
    }

    private static int pixels(JsonNode metadata, String side) {
        int value = metadata.path(side).asInt(0);
        return value > 0 && value <= 1_000_000 ? value : 0;
    }
}
