package io.nerest.ingest.annotation;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.KnownSizes;
import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class AnnotationResourceTest {
    private static final String FISH = "{\"classId\":0,\"cx\":0.5,\"cy\":0.25,\"w\":0.2,\"h\":0.1}";

    private final String stream = "notes-" + UUID.randomUUID();

    @TempDir
    Path folder;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
    }

    private String uploaded(byte[] image) {
        return given().multiPart("streamId", stream)
                .multiPart("capturedAt", "2026-08-01T12:00:00Z")
                .multiPart("image", "a.jpg", image)
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    private static void label(String frame, String boxes) {
        given().contentType("application/json")
                .body("{\"author\":\"anna\",\"boxes\":" + boxes + "}")
                .post("/api/frames/" + frame + "/labels")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse send(RequestSpecification request, byte[] file) {
        return request.multiPart("file", "upload", file)
                .post("/api/annotations")
                .then();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Unpacks to 200 MB of zeros. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("annotations.json"));
            for (int i = 0; i < 200; i++) {
                zip.write(new byte[1_000_000]);
            }
        }
        return bytes.toByteArray();
    }

    /** COCO with one box of 16x6 pixels in the corner of every image of 64x48. */
    private static byte[] coco(String... names) {
        StringBuilder images = new StringBuilder();
        StringBuilder boxes = new StringBuilder();
        for (int i = 1; i <= names.length; i++) {
            String comma = i == 1 ? "" : ",";
            images.append("%s{'id':%d,'file_name':'%s','width':64,'height':48}".formatted(comma, i, names[i - 1]));
            boxes.append("%s{'id':%d,'image_id':%d,'category_id':7,'bbox':[0,0,16,6]}".formatted(comma, i, i));
        }
        return ("{'images':[" + images + "],'annotations':[" + boxes + "],'categories':[{'id':7,'name':'fish'}]}")
                .replace('\'', '"')
                .getBytes(UTF_8);
    }

    @Test
    void anImportIsUndoneAndWhatWasLabelledSinceIsKept() {
        String unlabelled = uploaded(UploadedImages.jpeg(64, 48));
        String labelled = uploaded(UploadedImages.jpeg(64, 48));
        String corrected = uploaded(UploadedImages.jpeg(64, 48));
        label(labelled, "[" + FISH + "]");
        byte[] file = coco(unlabelled + ".jpg", labelled + ".jpg", corrected + ".jpg");
        String imported = send(given(), file).statusCode(200).extract().path("importId");
        label(corrected, "[]");

        undo(imported)
                .statusCode(200)
                .body("restored", equalTo(1))
                .body("withdrawn", equalTo(1))
                .body("kept", equalTo(1));

        newest(unlabelled).body("[0].revision", equalTo(2)).body("[0].withdrawn", equalTo(true));
        newest(labelled)
                .body("[0].revision", equalTo(3))
                .body("[0].boxes[0].cy", equalTo(0.25f))
                .body("[0].tool", equalTo("undo of an import"));
        newest(corrected).body("[0].revision", equalTo(2)).body("[0].author", equalTo("anna"));
        undo(imported).statusCode(200).body("restored", equalTo(0)).body("kept", equalTo(3));
        undo(UUID.randomUUID().toString()).statusCode(404).body("detail", containsString("does not exist"));
        send(given().queryParam("dryRun", true), file).statusCode(200).body("importId", nullValue());
    }

    @Test
    void aFrameWhoseLabelWasUndoneIsNotExported() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        label(frame, "[" + FISH + "]");
        get("/api/annotations?format=coco&stream=" + stream).then().statusCode(200);

        given().contentType("application/json")
                .body("{\"author\":\"anna\",\"baseRevision\":1}")
                .post("/api/frames/" + frame + "/labels/0/restore")
                .then()
                .statusCode(201);

        get("/api/annotations?format=coco&stream=" + stream).then().statusCode(404);
    }

    private static ValidatableResponse undo(String importId) {
        return given().post("/api/annotations/imports/" + importId + "/undo").then();
    }

    private static ValidatableResponse newest(String frame) {
        return get("/api/frames/" + frame + "/labels").then();
    }

    @ParameterizedTest
    @EnumSource(AnnotationFormat.class)
    void exportedLabelsOfEveryFormatAreReadBackEqualAndImportedUnchanged(AnnotationFormat format) throws IOException {
        String labelled = uploaded(UploadedImages.jpeg(64, 48));
        String background = uploaded(UploadedImages.jpeg(64, 48));
        uploaded(UploadedImages.jpeg(64, 48)); // has no label
        label(labelled, "[]");
        label(labelled, "[" + FISH + "]");
        label(background, "[]");

        byte[] zip = get("/api/annotations?format=" + format.label() + "&stream=" + stream)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();

        Path archive = Files.write(folder.resolve("labels.zip"), zip);
        Path content = folder.resolve("content");
        new ArchiveFile(archive, ArchiveLimits.DEFAULT).unpack(content, name -> true);
        ImportReport report = new ImportReport();
        AnnotationSet read = format.readWithin(
                content, content, FormatLimits.DEFAULT, report, name -> Optional.of(new KnownSizes.Pixels(64, 48)));
        assertThat(report.rejected()).as(report.text()).isZero();
        assertThat(read.images()).hasSize(2);
        AnnotatedImage image = read.images().stream()
                .filter(one -> one.name().contains(labelled))
                .findFirst()
                .orElseThrow();
        assertThat(image.name()).contains("20260801-120000-");
        assertThat(image.boxes()).hasSize(1);
        assertThat(image.boxes().get(0).left()).isCloseTo(0.4, within(1e-6));
        assertThat(image.boxes().get(0).height()).isCloseTo(0.1, within(1e-6));

        // The same labels by another author are new revisions; by the same author, they are unchanged.
        send(given().queryParam("author", "boris"), zip)
                .statusCode(200)
                .body("format", equalTo(format.label()))
                .body("images", equalTo(2))
                .body("boxes", equalTo(1))
                .body("unchanged", equalTo(0));
        send(given().queryParam("author", "boris"), zip).body("unchanged", equalTo(2));
        get("/api/frames/" + labelled + "/labels")
                .then()
                .body("revision", equalTo(List.of(3, 2, 1)))
                .body("[0].author", equalTo("boris"))
                .body("[0].tool", equalTo("import " + format.label()));
    }

    @Test
    void anArchiveWithImagesLabelsFramesByContentAndAddsNewOnes() throws IOException {
        byte[] known = UploadedImages.jpeg(64, 48);
        String frame = uploaded(known);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("season/annotations/instances_default.json", coco("known.jpg", "new.jpg"));
        files.put("season/images/known.jpg", known);
        files.put("season/images/new.jpg", UploadedImages.jpeg(64, 48));
        byte[] zip = zip(files);

        send(given().queryParam("stream", stream).queryParam("dryRun", true), zip)
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("images", equalTo(2))
                .body("newFrames", equalTo(1));
        get("/api/frames/" + frame + "/labels").then().body("$", empty());

        send(given().queryParam("stream", stream), zip)
                .statusCode(200)
                .body("newFrames", equalTo(1))
                .body("files", hasSize(1))
                .body("files[0].file", equalTo("annotations/instances_default.json"));
        get("/api/frames/" + frame + "/labels")
                .then()
                .body("[0].boxes[0].w", equalTo(0.25f))
                .body("[0].boxes[0].cy", equalTo(0.0625f));
        get("/api/frames?skip=0&stream=" + stream).then().body("total", equalTo(2));
        send(given().queryParam("stream", stream), zip)
                .body("newFrames", equalTo(0))
                .body("unchanged", equalTo(2));
    }

    @Test
    void oneRejectedImageEndsTheImportAndNothingIsStoredUnlessItIsSkipped() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        byte[] file = coco(frame + ".jpg", UUID.randomUUID() + ".jpg");

        send(given(), file)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("1 images or files were rejected, so nothing was stored"))
                .body("report.rejected", equalTo(1))
                .body("report.files[0].reasons[0]", containsString("which does not exist"));
        get("/api/frames/" + frame + "/labels").then().body("$", empty());
        send(given().queryParam("dryRun", true), file).statusCode(200).body("rejected", equalTo(1));

        send(given().queryParam("skipRejected", true), file).statusCode(200).body("images", equalTo(1));
        get("/api/frames/" + frame + "/labels").then().body("$", hasSize(1));
    }

    @Test
    void classesAreRenamedAndIgnoredAndUnknownOnesAreRejected() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        byte[] file = new String(coco(frame + ".jpg"), UTF_8)
                .replace("\"fish\"", "\"chum\"")
                .getBytes(UTF_8);

        send(given(), file)
                .statusCode(422)
                .body("report.files.reasons.flatten()[0]", containsString("class 'chum', but the classes are [fish]"));
        send(given().queryParam("map", "chum=fish"), file).statusCode(200).body("boxes", equalTo(1));
        send(given().queryParam("ignore", "chum"), file).statusCode(200).body("boxes", equalTo(0));
        send(given().queryParam("map", "chum"), file).statusCode(422).body("errors[0].field", equalTo("map"));
        send(given().queryParam("format", "exif"), file).statusCode(422).body("errors[0].field", equalTo("format"));
        send(given().queryParam("author", "x".repeat(201)), file).body("errors[0].field", equalTo("author"));
        send(given().queryParam("stream", "none"), file).statusCode(404).body("errors[0].field", equalTo("stream"));
    }

    @Test
    void predictionsOfAModelAreNotImportedAsLabels() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        byte[] file = new String(coco(frame + ".jpg"), UTF_8)
                .replace("\"bbox\"", "\"score\":0.9,\"bbox\"")
                .getBytes(UTF_8);

        send(given(), file).statusCode(422).body("report.files.reasons.flatten()[0]", containsString("are no labels"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path: /etc\ntrain: .\nnames: [fish]\n",
                "train: /etc/hostname\nnames: [fish]\n",
                "train: ../../../../../../etc\nnames: [fish]\n",
                "train: list.txt\nnames: [fish]\n"
            })
    void aDataSetThatNamesFilesOfTheServerIsRejected(String yaml) throws IOException {
        Map<String, byte[]> files = Map.of(
                "data.yaml", yaml.getBytes(UTF_8), "list.txt", "/etc/hostname\n../../etc/passwd.jpg\n".getBytes(UTF_8));

        send(given().queryParam("stream", stream), zip(files))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("file"))
                .body("detail", containsString("leads out of the data set's folder"));
    }

    @Test
    void hostileFilesAreRejectedWithAReasonThatNamesNoFolderOfTheServer() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("deep JSON", "[".repeat(100_000).getBytes(UTF_8));
        files.put("text", "no annotations".getBytes(UTF_8));
        files.put("empty", new byte[0]);
        files.put(
                "entity",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotations>&x;</annotations>"
                        .getBytes(UTF_8));
        files.put("traversal", zip(Map.of("../evil.json", coco("a.jpg"))));
        files.put("broken zip", new byte[] {'P', 'K', 3, 4, 0});
        files.put("bomb", bomb());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String answer = send(given().queryParam("stream", stream), file.getValue())
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .extract()
                    .asString();
            assertThat(answer).as(file.getKey()).doesNotContain("/tmp", "nerest-annotations", "io.nerest", "java.");
        }
    }

    @Test
    void aRepeatedImportWithAnIdempotencyKeyHasTheAnswerOfTheFirst() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        String key = UUID.randomUUID().toString();
        byte[] file = coco(frame + ".jpg");

        send(given().header("Idempotency-Key", key), file).statusCode(200).body("unchanged", equalTo(0));
        send(given().header("Idempotency-Key", key), file).statusCode(200).body("unchanged", equalTo(0));
        send(given().header("Idempotency-Key", key).queryParam("author", "eva"), file)
                .statusCode(422)
                .body("errors[0].field", equalTo("Idempotency-Key"));
        get("/api/frames/" + frame + "/labels").then().body("revision.max()", greaterThan(0));
    }

    /** An event as Label Studio's documentation of webhooks describes it, for an uploaded image. */
    private static String event(String action, String frame, String updatedAt, int x) {
        return """
                {"action": "%s", "project": {"id": 1, "title": "weir", "label_config": "<View/>"},
                 "task": {"id": 7, "data": {"image": "/data/upload/1/0a1b2c3d-%s.jpg"}, "is_labeled": true},
                 "annotation": {"id": 9, "completed_by": {"id": 1, "email": "anna@example.org"}, "was_cancelled": false,
                   "created_at": "2026-08-01T12:00:00.000000Z", "updated_at": "%s", "lead_time": 4.2,
                   "result": [{"id": "x1", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
                     "original_width": 64, "original_height": 48, "image_rotation": 0, "origin": "manual",
                     "value": {"x": %d, "y": 20, "width": 5, "height": 4, "rotation": 0, "rectanglelabels": ["fish"]}}]}}
                """.formatted(action, frame, updatedAt, x);
    }

    private static ValidatableResponse webhook(String event) {
        return given().contentType("application/json")
                .body(event)
                .post("/api/label-studio/webhook")
                .then();
    }

    @Test
    void anAnnotationOfLabelStudioIsALabelAndAnEventThatIsSentAgainReplacesNoLaterOne() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        String first = event("ANNOTATION_CREATED", frame, "2026-08-01T12:00:00Z", 10);
        String second = event("ANNOTATION_UPDATED", frame, "2026-08-01T12:05:00Z", 30);

        webhook(first).statusCode(200).body("status", equalTo("labelled"));
        webhook(second).statusCode(200).body("status", equalTo("labelled"));
        webhook(first).statusCode(200).body("reason", equalTo("the label was stored before"));
        webhook(second).statusCode(200);
        get("/api/frames/" + frame + "/labels")
                .then()
                .body("revision", equalTo(List.of(2, 1)))
                .body("[0].boxes[0].cx", equalTo(0.325f))
                .body("[0].author", equalTo("label-studio anna@example.org"))
                .body("[0].tool", equalTo("import label-studio"));

        // Polling finds the same annotation in an export.
        String export = second.replaceAll("(?s).*\"annotation\": (.*)}\\s*", "$1");
        send(
                        given().queryParam("author", "label-studio anna@example.org"),
                        ("[{\"id\": 7, \"data\": {\"image\": \"/data/upload/1/0a1b2c3d-" + frame
                                        + ".jpg\"}, \"annotations\": [" + export + "]}]")
                                .getBytes(UTF_8))
                .statusCode(200)
                .body("unchanged", equalTo(1));

        webhook(first.replace("\"was_cancelled\": false", "\"was_cancelled\": true"))
                .body("status", equalTo("ignored"));
        webhook("{\"action\":\"TASKS_CREATED\"}").body("status", equalTo("ignored"));
        webhook(first.replace(frame, "x")).statusCode(422).body("errors[0].field", equalTo("task.data"));
        webhook(first.replace("[\"fish\"]", "[\"boat\"]").replace("12:00:00Z", "13:00:00Z"))
                .statusCode(422);
        webhook("[]").statusCode(422);
    }

    @Test
    void annotationsThatLabelStudioMadeOfPredictionsAreLabelsAndAnInvalidOneAffectsNoOther() {
        String frame = uploaded(UploadedImages.jpeg(64, 48));
        String other = uploaded(UploadedImages.jpeg(64, 48));
        String event = many(annotations(frame, 10, 1), annotations(other, 30, 2));

        webhook(event).statusCode(200).body("status", equalTo("labelled")).body("reason", equalTo(""));
        webhook(event).statusCode(200);
        newest(frame).body("revision", equalTo(List.of(1))).body("[0].boxes[0].cx", equalTo(0.125f));
        newest(other).body("revision", equalTo(List.of(1))).body("[0].boxes[0].cx", equalTo(0.325f));

        webhook(many(annotations("x", 10, 3), annotations(other, 40, 4)))
                .statusCode(200)
                .body("reason", containsString("1 of 2 annotations cannot be labels"));
        newest(other).body("[0].revision", equalTo(2));
        webhook(many(annotations("x", 10, 5))).statusCode(422).body("errors[0].field", equalTo("task.data"));
        webhook("{\"action\":\"ANNOTATIONS_CREATED\",\"annotation\":[{}],\"task\":[]}")
                .statusCode(422);
    }

    /** A task and its annotation, as an event of one annotation has them. */
    private static String[] annotations(String frame, int x, int id) {
        String event = event("", frame, "2026-08-01T12:00:00Z", x).replace("\"id\": 9", "\"id\": 9" + id);
        return new String[] {
            event.replaceAll("(?s).*\"task\": (\\{.*}),\\s*\"annotation\".*", "$1"),
            event.replaceAll("(?s).*\"annotation\": (.*)}\\s*", "$1")
        };
    }

    private static String many(String[]... annotations) {
        return "{\"action\":\"ANNOTATIONS_CREATED\",\"task\":["
                + String.join(
                        ",",
                        java.util.Arrays.stream(annotations)
                                .map(pair -> pair[0])
                                .toList())
                + "],\"annotation\":["
                + String.join(
                        ",",
                        java.util.Arrays.stream(annotations)
                                .map(pair -> pair[1])
                                .toList())
                + "]}";
    }

    @Test
    void anExportWithoutLabelsIsNotFound() {
        get("/api/annotations?stream=" + stream).then().statusCode(404).contentType("application/problem+json");
        get("/api/annotations?from=noon").then().statusCode(422).body("errors[0].field", equalTo("from"));
    }
}
