package io.nerest.formats.voc;

import io.nerest.formats.model.FormatException;
import io.nerest.formats.parse.AnnotationXml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One annotation of Pascal VOC.
 *
 * @param fileName of the image; empty if it is missing
 * @param width in pixels; 0 if it is missing
 * @param height in pixels; 0 if it is missing
 * @param objects with the numbers as in the file; NaN where there is none
 */
public record VocDocument(String fileName, int width, int height, List<Item> objects) {

    /**
     * An object.
     *
     * @param name of the class; empty if it is missing
     * @param boxed whether it has a {@code bndbox}
     */
    public record Item(String name, boolean boxed, double xmin, double ymin, double xmax, double ymax) {}

    public VocDocument {
        objects = List.copyOf(objects);
    }

    /**
     * Reads a file. Parts of objects, which may have names and boxes of their own, are skipped.
     *
     * @param mostObjects more are an error
     * @throws FormatException if it is not such a document
     */
    public static VocDocument read(Path file, long maxBytes, int mostObjects) throws IOException {
        Reading reading = new Reading(mostObjects);
        try (AnnotationXml xml = AnnotationXml.open(file, maxBytes)) {
            reading.xml = xml;
            xml.read(reading);
        }
        return new VocDocument(reading.fileName, reading.width, reading.height, reading.objects);
    }

    private static final class Reading implements AnnotationXml.Elements {
        private final int mostObjects;
        private final List<Item> objects = new ArrayList<>();
        private String fileName = "";
        private int width;
        private int height;
        private String name = "";
        private boolean boxed;
        private final double[] edges = new double[4];
        private @org.jspecify.annotations.Nullable AnnotationXml xml;

        Reading(int mostObjects) {
            this.mostObjects = mostObjects;
        }

        @Override
        public void start(String path, AnnotationXml.Attributes attributes) throws IOException {
            if (!path.contains("/") && !path.equals("annotation") && xml != null) {
                throw xml.problem("the document is '" + path + "', not a VOC annotation");
            }
            if (path.equals("annotation/object")) {
                name = "";
                boxed = false;
                java.util.Arrays.fill(edges, Double.NaN);
                if (objects.size() >= mostObjects && xml != null) {
                    throw xml.problem("more than %,d objects".formatted(mostObjects));
                }
            }
        }

        @Override
        public void end(String path, String text) {
            switch (path) {
                case "annotation/filename" -> fileName = text;
                case "annotation/size/width" -> width = pixels(text);
                case "annotation/size/height" -> height = pixels(text);
                case "annotation/object/name" -> name = text;
                case "annotation/object/bndbox" -> boxed = true;
                case "annotation/object/bndbox/xmin" -> edges[0] = AnnotationXml.number(text);
                case "annotation/object/bndbox/ymin" -> edges[1] = AnnotationXml.number(text);
                case "annotation/object/bndbox/xmax" -> edges[2] = AnnotationXml.number(text);
                case "annotation/object/bndbox/ymax" -> edges[3] = AnnotationXml.number(text);
                case "annotation/object" -> objects.add(new Item(name, boxed, edges[0], edges[1], edges[2], edges[3]));
                default -> {
                    // not needed
                }
            }
        }

        private static int pixels(String text) {
            double number = AnnotationXml.number(text);
            return number > 0 && number <= 1_000_000 ? (int) number : 0;
        }
    }
}
