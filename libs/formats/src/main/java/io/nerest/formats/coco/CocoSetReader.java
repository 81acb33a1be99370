package io.nerest.formats.coco;

import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationText;
import io.nerest.formats.parse.SplitFiles;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads COCO's annotation files of any name; their split is the word in it, or the folder's name. Boxes around crowds are
 * left out. Classes are numbered in the order of their category ids.
 */
public final class CocoSetReader implements AnnotationReader {

    private record Image(String name, int width, int height, List<Box> boxes) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Box(long categoryId, boolean crowd, double[] bbox, double score) {}

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path annotations = source.resolve("annotations");
        Map<Path, Split> files =
                instances(SplitFiles.of(Files.isDirectory(annotations) ? annotations : source, ".json"));
        List<Entries> read = new ArrayList<>();
        Map<Long, String> categories = new TreeMap<>();
        for (Path file : files.keySet()) {
            Entries entries = new Entries(file, set);
            AnnotationText.bytes(file, set.limits().fileBytes()).close();
            try {
                new CocoFile(file).readAnnotations(entries);
            } catch (CocoFormatException e) {
                throw new FormatException(String.valueOf(e.getMessage()), e);
            }
            for (Map.Entry<Long, String> category : entries.categories.entrySet()) {
                String other = categories.putIfAbsent(category.getKey(), category.getValue());
                if (other != null && !other.equals(category.getValue())) {
                    throw new FormatException("%s: category %d is '%s', but '%s' in another file of the data set"
                            .formatted(file, category.getKey(), category.getValue(), other));
                }
            }
            read.add(entries);
        }
        categories.values().forEach(set::addClass);
        for (Entries entries : read) {
            add(source, files.getOrDefault(entries.file, Split.NONE), entries, imageFolders, set);
        }
    }

    /** COCO's own folder has captions and keypoints beside the instances. */
    private static Map<Path, Split> instances(Map<Path, Split> files) {
        Map<Path, Split> instances = new LinkedHashMap<>(files);
        instances.keySet().removeIf(file -> !String.valueOf(file.getFileName()).startsWith("instances"));
        return instances.isEmpty() ? files : instances;
    }

    private static void add(Path source, Split split, Entries entries, List<Path> imageFolders, SetBuilder set)
            throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        String stem = String.valueOf(entries.file.getFileName())
                .replace("instances_", "")
                .replace(".json", "");
        List<Path> folders = new ArrayList<>(imageFolders);
        folders.add(folder.resolve(stem));
        folders.add(folder.resolve("images").resolve(stem));
        folders.add(SplitFiles.folder(entries.file));
        Path above = SplitFiles.folder(entries.file).getParent();
        if (above != null && SplitFiles.folder(entries.file).endsWith("annotations")) {
            folders.addAll(ImageFinder.around(above, split, List.of()).folders());
        }
        ImageFinder finder = ImageFinder.around(folder, split, folders);
        entries.unknownImages.forEach((id, count) -> set.report()
                .rejected(entries.file.toString(), count + " annotations of image_id " + id + ", which has no image"));
        for (Image image : entries.images.values()) {
            Optional<Path> file = finder.find(image.name());
            Optional<ImageHeader> header =
                    image.width() > 0 && image.height() > 0 ? Optional.empty() : file.flatMap(ImageFinder::header);
            ImageDraft draft = set.image(
                    entries.file.toString(),
                    image.name(),
                    split,
                    header.map(ImageHeader::width).orElse(image.width()),
                    header.map(ImageHeader::height).orElse(image.height()),
                    file);
            for (Box box : image.boxes()) {
                add(box, entries, draft);
            }
            draft.finish();
        }
    }

    private static void add(Box box, Entries entries, ImageDraft draft) throws IOException {
        String className = entries.categories.get(box.categoryId());
        if (box.crowd()) {
            draft.repaired("a box around a crowd; left out");
        } else if (className == null) {
            draft.reject("an annotation has the category_id " + box.categoryId() + ", which is not in categories");
        } else if (box.bbox().length != 4) {
            draft.reject("an annotation has no bbox of four numbers");
        } else {
            draft.pixels(
                    className,
                    box.bbox()[0],
                    box.bbox()[1],
                    box.bbox()[2],
                    box.bbox()[3],
                    Double.isNaN(box.score()) ? OptionalDouble.empty() : OptionalDouble.of(box.score()));
        }
    }

    /** The entries of one file. Annotations may stand before the images. */
    private static final class Entries implements CocoFile.Annotations {
        private static final double[] NO_BOX = {};

        private final Path file;
        private final SetBuilder set;
        private final Map<String, Image> images = new LinkedHashMap<>();
        private final Map<Long, String> categories = new TreeMap<>();
        private final Map<String, List<Box>> early = new HashMap<>();
        private final Map<String, Integer> unknownImages = new LinkedHashMap<>();
        private int boxes;

        Entries(Path file, SetBuilder set) {
            this.file = file;
            this.set = set;
        }

        @Override
        public void image(CocoEntry entry) {
            if (images.size() >= set.limits().images()) {
                throw entry.problem("is one image more than the %,d that are accepted; split the data set"
                        .formatted(set.limits().images()));
            }
            String id = entry.id("id");
            List<Box> before = early.remove(id);
            Image image = new Image(
                    entry.text("file_name").orElseThrow(() -> entry.problem("needs 'file_name'")),
                    pixels(entry, "width"),
                    pixels(entry, "height"),
                    before == null ? new ArrayList<>(1) : before);
            if (images.put(id, image) != null) {
                throw entry.problem("has the id " + id + " of another image");
            }
        }

        private static int pixels(CocoEntry entry, String field) {
            long value = entry.node().path(field).asLong(0);
            return value > 0 && value <= 1_000_000 ? (int) value : 0;
        }

        @Override
        public void category(CocoEntry entry) {
            categories.put(
                    entry.wholeNumber("id"), entry.text("name").orElseThrow(() -> entry.problem("needs 'name'")));
        }

        @Override
        public void annotation(CocoEntry entry) {
            if (++boxes > set.limits().boxes()) {
                throw entry.problem("is one box more than the %,d that are accepted; split the data set, or raise"
                                .formatted(set.limits().boxes())
                        + " --max-boxes");
            }
            Box box = new Box(entry.wholeNumber("category_id"), entry.isCrowd(), bbox(entry), score(entry));
            Image image = images.get(entry.id("image_id"));
            (image == null ? early.computeIfAbsent(entry.id("image_id"), id -> new ArrayList<>(1)) : image.boxes())
                    .add(box);
        }

        @Override
        public void end() {
            early.forEach((id, orphans) -> unknownImages.put(id, orphans.size()));
        }

        private static double score(CocoEntry entry) {
            return entry.node().path("score").isNumber() ? entry.number("score") : Double.NaN;
        }

        private static double[] bbox(CocoEntry entry) {
            try {
                return entry.bbox();
            } catch (CocoFormatException invalid) {
                return NO_BOX;
            }
        }
    }
}
