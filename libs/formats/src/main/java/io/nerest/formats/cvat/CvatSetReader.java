package io.nerest.formats.cvat;

import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationXml;
import io.nerest.formats.parse.SplitFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads CVAT for images 1.1: {@code annotations.xml} with boxes in pixels. A rotated box is replaced by the upright box
 * around it, polygons by their bounding boxes; an image with another shape is rejected. The split is the image's subset, or the
 * file's name.
 */
public final class CvatSetReader implements AnnotationReader {

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        for (Map.Entry<Path, Split> file : SplitFiles.of(source, ".xml").entrySet()) {
            try (AnnotationXml xml =
                    AnnotationXml.open(file.getKey(), set.limits().fileBytes())) {
                xml.read(new Images(xml, file.getKey(), folder, file.getValue(), imageFolders, set));
            }
        }
    }

    private static final class Images implements AnnotationXml.Elements {
        private static final String IMAGE_PART = "annotations/image/";

        private final AnnotationXml xml;
        private final Path file;
        private final Path folder;
        private final Split ofFile;
        private final List<Path> imageFolders;
        private final SetBuilder set;
        private @Nullable ImageDraft image;

        Images(AnnotationXml xml, Path file, Path folder, Split ofFile, List<Path> imageFolders, SetBuilder set) {
            this.xml = xml;
            this.file = file;
            this.folder = folder;
            this.ofFile = ofFile;
            this.imageFolders = imageFolders;
            this.set = set;
        }

        @Override
        public void start(String path, AnnotationXml.Attributes attributes) throws IOException {
            if (!path.contains("/") && !path.equals("annotations")) {
                throw xml.problem("the document is '" + path + "', not CVAT's 'annotations'");
            }
            switch (path) {
                case "annotations/image" -> image = start(attributes);
                case "annotations/image/box" -> box(attributes);
                case "annotations/image/polygon" -> polygon(attributes);
                case "annotations/image/tag" -> {
                    // describes the image; no object
                }
                case "annotations/track" ->
                    throw xml.problem("holds tracks: export from CVAT as 'CVAT for images 1.1', not 'for video'");
                default -> {
                    if (path.startsWith(IMAGE_PART) && path.indexOf('/', IMAGE_PART.length()) < 0 && image != null) {
                        // Without its shape the object would be trained as background.
                        image.reject("has a shape of type '" + path.substring(IMAGE_PART.length())
                                + "'; only boxes and polygons can be boxes");
                    }
                }
            }
        }

        private ImageDraft start(AnnotationXml.Attributes attributes) throws IOException {
            String name = attributes.get("name");
            if (name == null) {
                throw xml.problem("an image has no name");
            }
            String subset = attributes.get("subset");
            Split split = subset == null ? Split.NONE : Split.of(subset);
            Split used = split == Split.NONE ? ofFile : split;
            return set.image(
                    file.toString(),
                    name,
                    used,
                    pixels(attributes.number("width")),
                    pixels(attributes.number("height")),
                    ImageFinder.around(folder, used, imageFolders).find(name));
        }

        private static int pixels(double value) {
            return value > 0 && value <= 1_000_000 ? (int) value : 0;
        }

        private void box(AnnotationXml.Attributes a) throws IOException {
            double left = a.number("xtl");
            double top = a.number("ytl");
            double right = a.number("xbr");
            double bottom = a.number("ybr");
            double rotation = a.get("rotation") == null ? 0 : a.number("rotation");
            if (rotation % 360 != 0 && image != null) {
                double sine = Math.abs(Math.sin(Math.toRadians(rotation)));
                double cosine = Math.abs(Math.cos(Math.toRadians(rotation)));
                double halfWidth = ((right - left) * cosine + (bottom - top) * sine) / 2;
                double halfHeight = ((right - left) * sine + (bottom - top) * cosine) / 2;
                double x = (left + right) / 2;
                double y = (top + bottom) / 2;
                left = x - halfWidth;
                right = x + halfWidth;
                top = y - halfHeight;
                bottom = y + halfHeight;
                image.repaired("a box is rotated; replaced by the upright box around it");
            }
            add(a, left, top, right, bottom);
        }

        private void polygon(AnnotationXml.Attributes a) throws IOException {
            String points = a.get("points");
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (String point : (points == null ? "" : points).split(";", -1)) {
                String[] numbers = point.split(",", -1);
                double x = numbers.length == 2 ? AnnotationXml.number(numbers[0]) : Double.NaN;
                double y = numbers.length == 2 ? AnnotationXml.number(numbers[1]) : Double.NaN;
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x);
                bottom = Math.max(bottom, y);
            }
            add(a, left, top, right, bottom);
            if (image != null) {
                image.repaired("a polygon is replaced by its bounding box");
            }
        }

        private void add(AnnotationXml.Attributes a, double left, double top, double right, double bottom)
                throws IOException {
            String label = a.get("label");
            if (image != null) {
                image.pixels(label == null ? "" : label, left, top, right - left, bottom - top, OptionalDouble.empty());
            }
        }

        @Override
        public void end(String path, String text) throws IOException {
            if (path.endsWith("/labels/label/name") && path.startsWith("annotations/meta/")) {
                set.addClass(text);
            } else if (path.equals("annotations/image") && image != null) {
                image.finish();
                image = null;
            }
        }
    }
}
