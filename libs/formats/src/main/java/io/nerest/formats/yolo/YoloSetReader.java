package io.nerest.formats.yolo;

import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationText;
import io.nerest.system.TextFile;
import io.nerest.vision.image.ImageHeader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads YOLO: a {@code data.yaml} with class names and, for each split, folders or list files; or a folder with
 * {@code images} and {@code labels}, whose class names are in {@code classes.txt} and whose splits are subfolders. Outlines
 * of segmentation become their bounding boxes.
 */
public final class YoloSetReader implements AnnotationReader {
    /** Folders beside {@code images/train} whose frames have no labels yet, as {@code images/unlabeled}. */
    private static final Pattern UNLABELLED = Pattern.compile("(?i)unlabell?ed.*");

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path yaml = yaml(source);
        if (Files.isRegularFile(yaml)) {
            described(DataYaml.read(yaml), set);
        } else {
            plain(source, set);
        }
    }

    private static Path yaml(Path source) {
        if (!Files.isDirectory(source)) {
            return source;
        }
        Path data = source.resolve("data.yaml");
        return Files.isRegularFile(data) ? data : source.resolve("dataset.yaml");
    }

    private void described(DataYaml yaml, SetBuilder set) throws IOException {
        yaml.names().forEach(set::addClass);
        if (yaml.splits().isEmpty()) {
            throw new FormatException(yaml.file() + ": names none of train, val and test");
        }
        Map<Path, Split> images = new LinkedHashMap<>();
        for (Split split : yaml.splits().keySet()) {
            for (String entry : yaml.entries(split)) {
                for (Path image : images(yaml, split, entry, set)) {
                    Split other = images.putIfAbsent(image, split);
                    if (other != null) {
                        set.report()
                                .repaired(
                                        yaml.file().toString(),
                                        "%s is listed in %s and in %s; used in %s"
                                                .formatted(image, other.label(), split.label(), other.label()));
                    }
                }
            }
        }
        for (Map.Entry<Path, Split> image : images.entrySet()) {
            image(image.getKey(), yaml.root(), image.getValue(), yaml.names(), set);
        }
    }

    private static Set<Path> images(DataYaml yaml, Split split, String entry, SetBuilder set) throws IOException {
        Path place = yaml.place(entry);
        set.requireWithin(place, entry);
        Set<Path> images = new LinkedHashSet<>();
        if (Files.isDirectory(place)) {
            images.addAll(ImageFinder.imagesBelow(place).values());
        } else if (Files.isRegularFile(place)) {
            Path beside = place.toAbsolutePath().getParent();
            for (String line : TextFile.lines(place)) {
                if (!line.isBlank()) {
                    Path image = (beside == null ? yaml.root() : beside)
                            .resolve(line.strip())
                            .normalize();
                    Path chosen = Files.exists(image)
                            ? image
                            : yaml.root().resolve(line.strip()).normalize();
                    set.requireWithin(chosen, line.strip());
                    images.add(chosen);
                }
            }
        } else {
            throw new FormatException("%s: %s is %s, but there is no %s; correct it, or path"
                    .formatted(yaml.file(), split.label(), entry, place.toAbsolutePath()));
        }
        return images;
    }

    private void plain(Path folder, SetBuilder set) throws IOException {
        Path images = folder.resolve("images");
        Path classes = folder.resolve("classes.txt");
        if (!Files.isDirectory(images)) {
            throw new FormatException(folder + ": holds neither data.yaml nor a folder 'images'");
        }
        List<String> names = List.of();
        if (Files.isRegularFile(classes)) {
            names = TextFile.lines(classes).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            names.forEach(set::addClass);
        }
        for (Path image : ImageFinder.imagesBelow(images).values()) {
            Path part = images.relativize(image);
            if (part.getNameCount() > 1
                    && UNLABELLED.matcher(part.getName(0).toString()).matches()) {
                continue;
            }
            Split split = part.getNameCount() > 1 ? Split.of(part.getName(0).toString()) : Split.NONE;
            image(image, folder, split, names, set);
        }
    }

    private static void image(Path image, Path root, Split split, List<String> names, SetBuilder set)
            throws IOException {
        Path labels = YoloPlaces.labelFile(image);
        String source = labels.toString();
        Optional<ImageHeader> header = ImageFinder.header(image);
        ImageDraft draft = set.image(
                source,
                YoloPlaces.name(
                        image.toAbsolutePath().normalize(),
                        root.toAbsolutePath().normalize()),
                split,
                header.map(ImageHeader::width).orElse(0),
                header.map(ImageHeader::height).orElse(0),
                Files.isRegularFile(image) ? Optional.of(image) : Optional.empty());
        if (Files.isRegularFile(image) && header.isEmpty()) {
            draft.reject("the image file is damaged, or not an image");
        }
        if (Files.isRegularFile(labels)) {
            lines(labels, names, draft, set);
        } else if (Files.isRegularFile(image)) {
            draft.repaired("has no label file; used as background");
        } else {
            draft.reject("neither the image nor its labels exist");
        }
        draft.finish();
    }

    private static void lines(Path labels, List<String> names, ImageDraft draft, SetBuilder set) throws IOException {
        try (BufferedReader lines =
                AnnotationText.open(labels, Math.min(16_000_000, set.limits().fileBytes()))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    line(line, number, names, draft);
                }
            }
        } catch (CharacterCodingException e) {
            draft.reject("its label file is not text in UTF-8");
        }
    }

    private static void line(String text, int number, List<String> names, ImageDraft draft) throws IOException {
        YoloLine line;
        try {
            line = YoloLine.parse(text);
        } catch (NumberFormatException e) {
            draft.reject("line " + number + " of its labels holds a word that is not a number");
            return;
        }
        double[] v = line.values();
        if (!line.isBox() && !line.isPrediction() && !line.isOutline()) {
            draft.reject(
                    "line %d of its labels has %d numbers, not 5 (a box) or an outline".formatted(number, v.length));
            return;
        }
        if (v[0] != Math.rint(v[0]) || v[0] < 0 || (!names.isEmpty() && v[0] >= names.size()) || v[0] > 99_999) {
            draft.reject("line %d of its labels has the class %s; there are %d classes"
                    .formatted(number, text.strip().split("\\s+", 2)[0], names.size()));
            return;
        }
        int classId = (int) v[0];
        String name = classId < names.size() ? names.get(classId) : "class" + classId;
        if (line.isOutline() && line.isFinite()) {
            double[] edges = line.aroundOutline();
            draft.fractions(name, edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1], OptionalDouble.empty());
            draft.repaired("line " + number + " is an outline; replaced by its bounding box");
        } else {
            draft.fractions(
                    name,
                    v[1] - v[3] / 2,
                    v[2] - v[4] / 2,
                    v[3],
                    v[4],
                    line.isPrediction() ? OptionalDouble.of(v[5]) : OptionalDouble.empty());
        }
    }
}
