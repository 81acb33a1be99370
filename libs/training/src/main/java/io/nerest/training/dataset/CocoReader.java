package io.nerest.training.dataset;

import io.nerest.formats.coco.CocoEntry;
import io.nerest.formats.coco.CocoFile;
import io.nerest.formats.coco.CocoFormatException;
import io.nerest.formats.model.Split;
import io.nerest.system.FileProblem;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads COCO's folder layout: {@code annotations/*train*.json} and {@code *val*.json}, with images in a folder such as
 * {@code train2017}, {@code train}, {@code images/train} or {@code images}. Classes are numbered in the order of their
 * category ids.
 */
final class CocoReader {
    private static final double[] NO_BOX = {};

    private final Path folder;
    private final ItemReader items;
    private final DatasetFindings findings;

    CocoReader(Path folder, ItemReader items, DatasetFindings findings) {
        this.folder = folder;
        this.items = items;
        this.findings = findings;
    }

    /** The entries of one annotation file that a data set needs. */
    private static final class Instances implements CocoFile.Annotations {
        private final List<Image> images = new ArrayList<>();
        private final List<Annotation> annotations = new ArrayList<>();
        private final Map<Long, String> categories = new TreeMap<>();

        @Override
        public void image(CocoEntry entry) {
            images.add(new Image(
                    entry.id("id"), entry.text("file_name").orElseThrow(() -> entry.problem("needs 'file_name'"))));
        }

        @Override
        public void category(CocoEntry entry) {
            long id = entry.wholeNumber("id");
            categories.put(id, entry.text("name").orElseThrow(() -> entry.problem("needs 'name'")));
        }

        @Override
        public void annotation(CocoEntry entry) {
            annotations.add(new Annotation(
                    entry.id("image_id"), entry.wholeNumber("category_id"), entry.isCrowd(), bbox(entry)));
        }

        private static double[] bbox(CocoEntry entry) {
            try {
                return entry.bbox();
            } catch (CocoFormatException invalid) {
                return NO_BOX;
            }
        }
    }

    private record Image(String id, String fileName) {}

    /** {@code bbox} is {@link #NO_BOX} if the entry has no array of four numbers. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Annotation(String imageId, long categoryId, boolean crowd, double[] bbox) {}

    DatasetReader.Contents read(Split evaluated) throws DatasetException {
        Path trainFile = annotations("train");
        Path valFile = annotations(evaluated.label());
        Instances train = parse(trainFile);
        Instances val = parse(valFile);
        Map<Long, String> categories = new TreeMap<>(train.categories);
        categories.putAll(val.categories);
        if (categories.isEmpty()) {
            throw new DatasetException(trainFile + " names no categories");
        }
        List<Long> ids = List.copyOf(categories.keySet());
        findings.note("classes are numbered in the order of their category ids: " + categories);
        return new DatasetReader.Contents(
                List.copyOf(categories.values()),
                items(trainFile, "train", train, ids),
                items(valFile, evaluated.label(), val, ids));
    }

    private Path annotations(String split) throws DatasetException {
        try (Stream<Path> files = Files.list(folder.resolve("annotations"))) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.toLowerCase(Locale.ROOT).contains(split) && name.endsWith(".json");
                    })
                    .min(instancesFirst())
                    .orElseThrow(() -> new DatasetException(
                            "%s holds no *%s*.json".formatted(folder.resolve("annotations"), split)));
        } catch (DatasetException e) {
            throw e;
        } catch (IOException e) {
            throw new DatasetException("%s cannot be listed: %s".formatted(folder, FileProblem.reason(e)), e);
        }
    }

    private static Comparator<Path> instancesFirst() {
        return Comparator.comparing(
                        (Path file) -> !String.valueOf(file.getFileName()).startsWith("instances"))
                .thenComparing(file -> file);
    }

    private static Instances parse(Path file) throws DatasetException {
        Instances instances = new Instances();
        try {
            new CocoFile(file).readAnnotations(instances);
            return instances;
        } catch (CocoFormatException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new DatasetException("%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
        }
    }

    private List<DatasetItem> items(Path file, String split, Instances instances, List<Long> ids) {
        Map<String, List<Annotation>> byImage = new HashMap<>();
        Set<String> known = new HashSet<>();
        instances.images.forEach(image -> known.add(image.id()));
        for (Annotation annotation : instances.annotations) {
            if (known.contains(annotation.imageId())) {
                byImage.computeIfAbsent(annotation.imageId(), id -> new ArrayList<>())
                        .add(annotation);
            } else {
                findings.found(DatasetProblem.LABEL_WITHOUT_IMAGE, file + ": image_id " + annotation.imageId());
            }
        }
        List<Path> folders = imageFolders(file, split);
        List<DatasetItem> result = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Image image : instances.images) {
            Path path = find(folders, image.fileName());
            if (!seen.add(path)) {
                findings.found(DatasetProblem.LISTED_TWICE, path.toString());
                continue;
            }
            items.header(path)
                    .flatMap(header -> boxes(path, header, byImage.getOrDefault(image.id(), List.of()), ids)
                            .map(boxes -> items.item(path, header, boxes)))
                    .ifPresent(result::add);
        }
        return result;
    }

    private Optional<List<LabelledBox>> boxes(
            Path image, ImageHeader header, List<Annotation> annotations, List<Long> ids) {
        List<LabelledBox> boxes = new ArrayList<>();
        for (Annotation annotation : annotations) {
            double[] b = annotation.bbox();
            int classId = ids.indexOf(annotation.categoryId());
            if (annotation.crowd()) {
                findings.found(DatasetProblem.CROWD, image.toString());
            } else if (b.length != 4) {
                findings.found(DatasetProblem.BAD_LINE, image + ": an annotation without a bbox of four numbers");
                return Optional.empty();
            } else if (!Double.isFinite(b[0] + b[1] + b[2] + b[3])) {
                findings.found(DatasetProblem.NOT_A_NUMBER, image.toString());
                return Optional.empty();
            } else if (classId < 0) {
                findings.found(DatasetProblem.UNKNOWN_CLASS, image + ": category_id " + annotation.categoryId());
                return Optional.empty();
            } else {
                boxes.add(items.box(image, header, classId, b[0], b[1], b[0] + b[2], b[1] + b[3]));
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
