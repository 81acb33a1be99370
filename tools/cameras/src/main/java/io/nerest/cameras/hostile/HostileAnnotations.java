package io.nerest.cameras.hostile;

import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Annotation files: entities, deep and broken documents, wrong encodings, numbers that are none, paths, and too many boxes. */
final class HostileAnnotations {
    /** Those of an import over REST. */
    private static final FormatLimits LIMITS = new FormatLimits(20_000, 200_000, 1_000, 512L << 20);

    private static final String DEEP = "[".repeat(100_000);
    private static final String ENTITY =
            "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotations>&x;</annotations>";
    private static final String LAUGHS = "<!DOCTYPE annotations [<!ENTITY a \"aaaaaaaaaa\">"
            + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
            + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]><annotations>&d;</annotations>";

    private final Path folder;
    private final List<HostileInput> inputs = new ArrayList<>();

    private HostileAnnotations(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the inputs. Their files are written to the folder one at a time.
     *
     * @param boxes of the file with too many
     */
    static List<HostileInput> in(Path folder, int boxes) {
        HostileAnnotations annotations = new HostileAnnotations(folder);
        annotations.addDocuments();
        annotations.addBoxes();
        annotations.addEncodings();
        annotations.addTooMany(boxes);
        return annotations.inputs;
    }

    private void add(AnnotationFormat format, String name, boolean accepted, String file, byte[] content) {
        inputs.add(new HostileInput("annotations", format.label() + ", " + name, accepted, () -> {
            Path written = Files.write(folder.resolve(file), content);
            try {
                return read(format, written);
            } finally {
                Files.delete(written);
            }
        }));
    }

    private void add(AnnotationFormat format, String name, String file, String content) {
        add(format, name, false, file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> read(AnnotationFormat format, Path file) throws IOException {
        ImportReport report = new ImportReport();
        try {
            format.read(file, List.of(), LIMITS, report);
        } catch (FormatException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return report.rejected() > 0 ? Optional.of(report.text()) : Optional.empty();
    }

    private void addDocuments() {
        for (AnnotationFormat json : List.of(
                AnnotationFormat.COCO,
                AnnotationFormat.LABEL_STUDIO,
                AnnotationFormat.MEGADETECTOR,
                AnnotationFormat.FIFTYONE)) {
            String file = json == AnnotationFormat.FIFTYONE ? "labels.json" : "a.json";
            add(json, "empty file", file, "");
            add(json, "only a byte order mark", file, "\ufeff");
            add(json, "null", file, "null");
            add(json, "a number", file, "7");
            add(json, "cut off", file, "{\"images\": [{\"id\": 1, \"file_na");
            add(json, "100,000 arrays in each other", file, DEEP);
            add(json, "100,000 objects in each other", file, "{\"a\":".repeat(100_000));
            add(json, "a field that occurs twice", file, "{\"images\": 1, \"images\": 2}");
            add(json, "XML", file, "<annotations/>");
            add(json, "control characters", file, "{\"images\": [\"\u0000\u0001\"]}");
            add(json, "a name of a million characters", file, "{\"" + "x".repeat(1_100_000) + "\": 1}");
        }
        for (AnnotationFormat xml : List.of(AnnotationFormat.CVAT, AnnotationFormat.VOC)) {
            add(xml, "empty file", "a.xml", "");
            add(xml, "an external entity", "a.xml", ENTITY);
            add(xml, "entities that expand to a million", "a.xml", LAUGHS);
            add(
                    xml,
                    "an external document type",
                    "a.xml",
                    "<!DOCTYPE annotations SYSTEM \"http://127.0.0.1/x.dtd\"><annotations/>");
            add(xml, "10,000 elements in each other", "a.xml", "<annotations>" + "<a>".repeat(10_000));
            add(xml, "HTML", "a.xml", "<html><body>error 502</body></html>");
            add(xml, "an element that is not closed", "a.xml", "<annotations><image name=\"a\"></annotations>");
            add(xml, "JSON", "a.xml", "{\"images\": []}");
        }
        add(AnnotationFormat.CVAT, "tracks", "a.xml", "<annotations><track/></annotations>");
        add(AnnotationFormat.VIAME, "too few columns", "a.csv", "1,a.png\n");
        add(AnnotationFormat.VIAME, "a quotation mark that is not closed", "a.csv", "1,\"a.png,0,1,1,2,2,1,0,fish,1\n");
        add(AnnotationFormat.YOLO, "a folder that does not exist", "data.yaml", "names: [fish]\ntrain: nowhere\n");
        add(AnnotationFormat.YOLO, "a folder above", "data.yaml", "names: [fish]\ntrain: ../../../../no/such/folder\n");
        add(AnnotationFormat.YOLO, "a Java object", "data.yaml", "names: !!java.io.File [x]\ntrain: .\n");
        add(
                AnnotationFormat.YOLO,
                "a script engine",
                "data.yaml",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]\n");
        add(AnnotationFormat.YOLO, "references that expand", "data.yaml", """
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                names: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                train: .
                """);
        add(AnnotationFormat.YOLO, "not closed", "data.yaml", "names: [fish\ntrain: .\n");
    }

    private void addBoxes() {
        String size = "\"width\": 100, \"height\": 50";
        add(AnnotationFormat.COCO, "a valid file", true, "a.json", coco("a.png", size, "[1, 1, 5, 5]"));
        for (String box : List.of(
                "[NaN, 0, 1, 1]",
                "[1e999, 0, 1, 1]",
                "[1, 0, -5, 1]",
                "[1, 0, 5, -1]",
                "[1, 0, 1]",
                "[1, 0, 1, 1, 1]",
                "\"1 0 5 5\"",
                "null",
                "[null, 0, 1, 1]",
                "[\"x\", 0, 1, 1]",
                "{}")) {
            add(AnnotationFormat.COCO, "the box " + box, false, "a.json", coco("a.png", size, box));
        }
        for (String name :
                List.of("../../etc/a.png", "/etc/passwd", "..\\\\..\\\\a.png", "C:\\\\a.png", "a/../../b.png", "")) {
            add(AnnotationFormat.COCO, "the name '" + name + "'", false, "a.json", coco(name, size, "[1, 1, 5, 5]"));
        }
        add(
                AnnotationFormat.COCO,
                "the name 'file:///etc/passwd', which is not opened as a URL",
                true,
                "a.json",
                coco("file:///etc/passwd", size, "[1, 1, 5, 5]"));
        for (String wrong : List.of(
                "\"width\": 0, \"height\": 50",
                "\"width\": -1, \"height\": 50",
                "\"width\": 1e12, \"height\": 50",
                "\"width\": \"x\", \"height\": 50")) {
            add(
                    AnnotationFormat.COCO,
                    "the size " + wrong.replace('"', '\''),
                    false,
                    "a.json",
                    coco("a.png", wrong, "[1, 1, 5, 5]"));
        }
        for (String row : List.of(
                "1,a.png,0,1,1,nan,2,1,0,fish,1",
                "1,a.png,0,1,1,inf,2,1,0,fish,1",
                "1,a.png,0,1,1,x,2,1,0,fish,1",
                "1,a.png,0,1,1,20,20,7,0,fish,7",
                "1,a.png,0,1,1,20,20,1,0",
                "1,../../a.png,0,1,1,20,20,1,0,fish,1")) {
            add(AnnotationFormat.VIAME, "the row " + row, "a.csv", row + "\n");
        }
        for (String box : List.of("xtl=\"nan\"", "xtl=\"1e400\"", "xtl=\"\"", "xtl=\"0x1\"", "xtl=\"1,5\"")) {
            add(
                    AnnotationFormat.CVAT,
                    "the corner " + box.replace('"', '\''),
                    "a.xml",
                    "<annotations><image id=\"0\" name=\"a.png\" width=\"100\" height=\"50\"><box label=\"fish\" " + box
                            + " ytl=\"1\" xbr=\"9\" ybr=\"9\"/></image></annotations>");
        }
    }

    private static byte[] coco(String name, String size, String box) {
        return ("{\"images\": [{\"id\": 1, \"file_name\": \"" + name + "\", " + size
                        + "}], \"categories\": [{\"id\": 3, \"name\": \"fish\"}],"
                        + " \"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 3, \"bbox\": " + box
                        + "}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void addEncodings() {
        String valid =
                new String(coco("a.png", "\"width\": 100, \"height\": 50", "[1, 1, 5, 5]"), StandardCharsets.UTF_8);
        add(
                AnnotationFormat.COCO,
                "a byte order mark before a valid file",
                true,
                "a.json",
                ("\ufeff" + valid).getBytes(StandardCharsets.UTF_8));
        add(
                AnnotationFormat.COCO,
                "a valid file in UTF-16",
                true,
                "a.json",
                ("\ufeff" + valid).getBytes(StandardCharsets.UTF_16LE));
        add(
                AnnotationFormat.COCO,
                "bytes that are no UTF-8",
                false,
                "a.json",
                valid.replace("fish", "f\u00efsh").getBytes(StandardCharsets.ISO_8859_1));
        add(AnnotationFormat.VIAME, "bytes that are no UTF-8", false, "a.csv", new byte[] {
            (byte) 0xff, 'a', (byte) 0xc3, '\n'
        });
        add(
                AnnotationFormat.CVAT,
                "an unknown encoding",
                "a.xml",
                "<?xml version=\"1.0\" encoding=\"x-none\"?><annotations/>");
    }

    private void addTooMany(int boxes) {
        inputs.add(new HostileInput("annotations", "viame, %,d boxes".formatted(boxes), false, () -> {
            Path file = folder.resolve("many.csv");
            try (BufferedWriter rows = Files.newBufferedWriter(file)) {
                for (int i = 0; i < boxes; i++) {
                    rows.write(i + ",img" + i / 500 + ".png,0,1,1,2,2,1,0,fish,1\n");
                }
            }
            try {
                return read(AnnotationFormat.VIAME, file);
            } finally {
                Files.delete(file);
            }
        }));
        add(
                AnnotationFormat.LABEL_STUDIO,
                "600,000 values in one task",
                "a.json",
                "[{\"data\": [" + "1,".repeat(600_000) + "1]}]");
    }
}
