package io.nerest.training.dataset;

import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import io.nerest.formats.yolo.DataYaml;
import io.nerest.formats.yolo.YoloPlaces;
import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads YOLO's layout: a {@code data.yaml} with class names and, for each split, a folder, a list file, or several of
 * these.
 * An image's labels are at the same path with {@code labels} instead of {@code images}.
 */
final class YoloReader {
    private static final Set<String> IMAGE_SUFFIXES = Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif");

    private final Path yaml;
    private final ItemReader items;
    private final DatasetFindings findings;

    YoloReader(Path yaml, ItemReader items, DatasetFindings findings) {
        this.yaml = yaml;
        this.items = items;
        this.findings = findings;
    }

    DatasetReader.Contents read(Split evaluated) throws DatasetException {
        DataYaml description = describe(evaluated);
        YoloLabels labels = new YoloLabels(description.names().size(), findings);
        Set<Path> trainImages = images(description, Split.TRAIN);
        Set<Path> valImages = images(description, evaluated);
        List<DatasetItem> train = items(trainImages, labels);
        List<DatasetItem> val = items(valImages, labels);
        Set<Path> all = new LinkedHashSet<>(trainImages);
        all.addAll(valImages);
        reportOrphanLabels(all);
        return new DatasetReader.Contents(description.names(), train, val);
    }

    private DataYaml describe(Split evaluated) throws DatasetException {
        try {
            DataYaml description = DataYaml.read(yaml);
            description.entries(Split.TRAIN);
            description.entries(evaluated);
            return description;
        } catch (FormatException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> entries(DataYaml description, Split split) throws DatasetException {
        try {
            return description.entries(split);
        } catch (FormatException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        }
    }

    private Set<Path> images(DataYaml description, Split split) throws DatasetException {
        Set<Path> images = new LinkedHashSet<>();
        for (String entry : entries(description, split)) {
            Path place = description.root().resolve(entry).normalize();
            try {
                if (Files.isDirectory(place)) {
                    imagesBelow(place).forEach(images::add);
                } else if (Files.isRegularFile(place)) {
                    for (Path image : listed(place, description.root())) {
                        if (!images.add(image)) {
                            findings.found(DatasetProblem.LISTED_TWICE, image.toString());
                        }
                    }
                } else {
                    throw new DatasetException("%s: %s is %s, but there is no %s; correct it, or path"
                            .formatted(yaml, split.label(), entry, place.toAbsolutePath()));
                }
            } catch (DatasetException e) {
                throw e;
            } catch (UnreadableTextException e) {
                throw new DatasetException(String.valueOf(e.getMessage()), e);
            } catch (InvalidPathException e) {
                throw new DatasetException("%s names '%s', which is no path".formatted(place, e.getInput()), e);
            } catch (UncheckedIOException e) {
                throw new DatasetException(
                        "%s: %s cannot be read: %s"
                                .formatted(yaml, place, FileProblem.reason(Objects.requireNonNull(e.getCause()))),
                        e);
            } catch (IOException e) {
                throw new DatasetException(
                        "%s: %s cannot be read: %s".formatted(yaml, place, FileProblem.reason(e)), e);
            }
        }
        return images;
    }

    private static List<Path> imagesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(YoloReader::isImage).sorted().toList();
        }
    }

    private static List<Path> listed(Path list, Path root) throws IOException {
        List<Path> images = new ArrayList<>();
        Path besideList = list.toAbsolutePath().getParent();
        for (String line : TextFile.lines(list)) {
            String name = line.strip();
            if (!name.isEmpty()) {
                Path image =
                        (besideList == null ? root : besideList).resolve(name).normalize();
                images.add(Files.exists(image) ? image : root.resolve(name).normalize());
            }
        }
        return images;
    }

    private List<DatasetItem> items(Set<Path> images, YoloLabels labels) {
        List<DatasetItem> read = new ArrayList<>();
        for (Path image : images) {
            Optional<ImageHeader> header = items.header(image);
            if (header.isEmpty()) {
                continue;
            }
            Path label = YoloPlaces.labelFile(image);
            Optional<List<LabelledBox>> boxes = Optional.of(List.of());
            if (Files.isRegularFile(label)) {
                boxes = labels.read(label);
            } else {
                findings.found(DatasetProblem.MISSING_LABEL, image.toString());
            }
            boxes.ifPresent(found -> read.add(items.item(image, header.get(), found)));
        }
        return read;
    }

    private void reportOrphanLabels(Set<Path> images) throws DatasetException {
        Set<Path> folders = new LinkedHashSet<>();
        images.forEach(image -> folders.add(image.getParent()));
        for (Path folder : folders) {
            Path labels = YoloPlaces.labelFolder(folder);
            if (labels == null || labels.equals(folder) || !Files.isDirectory(labels)) {
                continue; // other text files may be next to the images
            }
            try (Stream<Path> siblings = Files.list(folder);
                    Stream<Path> files = Files.list(labels)) {
                Set<String> names = new TreeSet<>();
                siblings.filter(YoloReader::isImage).forEach(image -> names.add(YoloPlaces.stem(image)));
                files.filter(file -> file.toString().endsWith(".txt") && !names.contains(YoloPlaces.stem(file)))
                        .sorted()
                        .forEach(file -> findings.found(DatasetProblem.LABEL_WITHOUT_IMAGE, file.toString()));
            } catch (IOException e) {
                throw new DatasetException("%s cannot be listed: %s".formatted(labels, FileProblem.reason(e)), e);
            }
        }
    }

    private static boolean isImage(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return IMAGE_SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
