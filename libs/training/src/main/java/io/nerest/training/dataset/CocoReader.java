package io.nerest.training.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads COCO's order: {@code annotations/*train*.json} and {@code *val*.json} with pictures in a folder that is called
 * {@code train2017}, {@code train}, {@code images/train}, {@code images}, or the like. Classes are numbered in the order of
 * their category ids.
 */
final class CocoReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final ItemReader items;
    private final DatasetFindings findings;

    CocoReader(Path folder, ItemReader items, DatasetFindings findings) {
        this.folder = folder;
        this.items = items;
        this.findings = findings;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Instances(
            @Nullable List<@Nullable Image> images,
            @Nullable List<@Nullable Annotation> annotations,
            @Nullable List<@Nullable Category> categories) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Image(long id, @Nullable String file_name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Annotation(
            long image_id,
            long category_id,
            int iscrowd,
            @Nullable List<Double> bbox) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Category(long id, @Nullable String name) {}

    DatasetReader.Contents read() throws DatasetException {
        Path trainFile = annotations("train");
        Path valFile = annotations("val");
        Instances train = parse(trainFile);
        Instances val = parse(valFile);
        TreeMap<Long, String> categories = new TreeMap<>();
        Stream.concat(present(train.categories()), present(val.categories()))
                .forEach(category -> categories.put(category.id(), String.valueOf(category.name())));
        if (categories.isEmpty()) {
            throw new DatasetException(trainFile + " names no categories");
        }
        List<Long> ids = List.copyOf(categories.keySet());
        findings.note("classes are numbered in the order of their category ids: " + categories);
        return new DatasetReader.Contents(
                List.copyOf(categories.values()),
                items(trainFile, "train", train, ids),
                items(valFile, "val", val, ids));
    }

    private Path annotations(String split) throws DatasetException {
        try (Stream<Path> files = Files.list(folder.resolve("annotations"))) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.contains(split) && name.endsWith(".json");
                    })
                    .min(instancesFirst())
                    .orElseThrow(() -> new DatasetException(
                            "%s holds no *%s*.json".formatted(folder.resolve("annotations"), split)));
        } catch (DatasetException e) {
            throw e;
        } catch (IOException e) {
            throw new DatasetException("%s cannot be listed: %s".formatted(folder, e), e);
        }
    }

    private static Comparator<Path> instancesFirst() {
        return Comparator.comparing(
                        (Path file) -> !String.valueOf(file.getFileName()).startsWith("instances"))
                .thenComparing(file -> file);
    }

    private static Instances parse(Path file) throws DatasetException {
        try {
            Instances parsed = JSON.readValue(file.toFile(), Instances.class);
            if (parsed == null) {
                throw new DatasetException(file + " holds null instead of instances");
            }
            return parsed;
        } catch (DatasetException e) {
            throw e;
        } catch (IOException e) {
            throw new DatasetException("%s is not COCO's instances JSON: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static <T> Stream<T> present(@Nullable List<@Nullable T> list) {
        return list == null
                ? Stream.of()
                : list.stream().map(Optional::ofNullable).flatMap(Optional::stream);
    }

    private List<DatasetItem> items(Path file, String split, Instances instances, List<Long> ids) {
        Map<Long, List<Annotation>> byImage = new HashMap<>();
        Set<Long> known = new LinkedHashSet<>();
        present(instances.images()).forEach(image -> known.add(image.id()));
        present(instances.annotations()).forEach(annotation -> {
            if (known.contains(annotation.image_id())) {
                byImage.computeIfAbsent(annotation.image_id(), id -> new ArrayList<>())
                        .add(annotation);
            } else {
                findings.found(DatasetProblem.LABEL_WITHOUT_IMAGE, file + ": image_id " + annotation.image_id());
            }
        });
        List<Path> folders = imageFolders(file, split);
        List<DatasetItem> result = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        present(instances.images()).forEach(image -> {
            Path path = find(folders, String.valueOf(image.file_name()));
            if (!seen.add(path)) {
                findings.found(DatasetProblem.LISTED_TWICE, path.toString());
                return;
            }
            items.header(path)
                    .flatMap(header -> boxes(path, header, byImage.getOrDefault(image.id(), List.of()), ids)
                            .map(boxes -> items.item(path, header, boxes)))
                    .ifPresent(result::add);
        });
        return result;
    }

    private Optional<List<LabelledBox>> boxes(
            Path image, ImageHeader header, List<Annotation> annotations, List<Long> ids) {
        List<LabelledBox> boxes = new ArrayList<>();
        for (Annotation annotation : annotations) {
            List<Double> b = annotation.bbox();
            int classId = ids.indexOf(annotation.category_id());
            if (annotation.iscrowd() != 0) {
                findings.found(DatasetProblem.CROWD, image.toString());
            } else if (b == null || b.size() != 4 || b.contains(null)) {
                findings.found(DatasetProblem.BAD_LINE, image + ": an annotation without a bbox of four numbers");
                return Optional.empty();
            } else if (!Double.isFinite(b.get(0) + b.get(1) + b.get(2) + b.get(3))) {
                findings.found(DatasetProblem.NOT_A_NUMBER, image.toString());
                return Optional.empty();
            } else if (classId < 0) {
                findings.found(DatasetProblem.UNKNOWN_CLASS, image + ": category_id " + annotation.category_id());
                return Optional.empty();
            } else {
                boxes.add(items.box(
                        image, header, classId, b.get(0), b.get(1), b.get(0) + b.get(2), b.get(1) + b.get(3)));
            }
        }
        return Optional.of(boxes);
    }

    private List<Path> imageFolders(Path file, String split) {
        String name =
                String.valueOf(file.getFileName()).replace("instances_", "").replace(".json", "");
        Path images = folder.resolve("images");
        return Stream.of(
                        folder.resolve(name),
                        folder.resolve(split),
                        images.resolve(name),
                        images.resolve(split),
                        images,
                        folder)
                .filter(Files::isDirectory)
                .toList();
    }

    private Path find(List<Path> folders, String name) {
        for (Path candidate : folders) {
            Path image = candidate.resolve(name).normalize();
            if (Files.isRegularFile(image)) {
                return image;
            }
        }
        return folder.resolve(name).normalize();
    }
}
