package io.nerest.ingest.dataset;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class DatasetResourceTest {
    private static final String FISH = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}";

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String north = "north-" + suffix;
    private final String south = "south-" + suffix;
    private final String name = "salmon-" + suffix;
    private final String path = "/api/datasets/" + name;

    @TempDir
    private Path folder;

    @BeforeEach
    void registerStreams() {
        put("/api/streams/" + north, "{}");
        put("/api/streams/" + south, "{}");
    }

    private static ValidatableResponse put(String path, String body) {
        return given().contentType("application/json").body(body).put(path).then();
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static String labelled(String stream, String boxes) {
        String frame = given().multiPart("streamId", stream)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
        label(frame, boxes);
        return frame;
    }

    private static void label(String frame, String boxes) {
        post("/api/frames/" + frame + "/labels", "{\"author\":\"anna\",\"boxes\":" + boxes + "}")
                .statusCode(201);
    }

    private String rule(String more) {
        return "{\"streams\":[\"" + north + "\",\"" + south + "\"]" + more + "}";
    }

    private AnnotationSet downloaded(String version) throws IOException {
        Path zip = Files.write(
                folder.resolve(version + ".zip"),
                get(path + "/versions/" + version + "/labels?format=coco")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        Path content = folder.resolve(version);
        new ArchiveFile(zip, ArchiveLimits.DEFAULT).unpack(content, unused -> true);
        return AnnotationFormat.COCO.read(content, List.of(), FormatLimits.DEFAULT, new ImportReport());
    }

    @Test
    void aVersionKeepsItsLabelsAndDiffersFromTheNextOne() throws IOException {
        String relabelled = labelled(north, "[" + FISH + "]");
        String unchanged = labelled(north, "[]");
        String moved = labelled(south, "[" + FISH + "]");
        put(path, "{\"description\":\"fish of 2026\"}").statusCode(201).body("versions", empty());
        put(path, "{\"description\":\"fish\"}").statusCode(200).body("description", equalTo("fish"));

        post(path + "/versions", rule(",\"note\":\"first\""))
                .statusCode(201)
                .body("number", equalTo(1))
                .body("frames", equalTo(3))
                .body("boxes", equalTo(2))
                .body("note", equalTo("first"))
                .body("author", equalTo("launcher"))
                .body("tags", empty());
        post(path + "/versions", rule(",\"note\":\"again\"")).statusCode(200).body("number", equalTo(1));

        label(relabelled, "[" + FISH + "," + FISH.replace("0.2", "0.3") + "]");
        String added = labelled(north, "[]");
        post(path + "/versions", rule(",\"val\":[\"" + south + "\"]"))
                .statusCode(201)
                .body("number", equalTo(2))
                .body("frames", equalTo(4))
                .body("boxes", equalTo(3));

        get(path + "/differences?from=1&to=2")
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("removed", equalTo(0))
                .body("relabelled", equalTo(1))
                .body("moved", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("frames.find { it.frameId == '" + added + "' }.change", equalTo("ADDED"))
                .body("frames.find { it.frameId == '" + added + "' }.fromRevision", nullValue())
                .body("frames.find { it.frameId == '" + relabelled + "' }.fromRevision", equalTo(1))
                .body("frames.find { it.frameId == '" + relabelled + "' }.toRevision", equalTo(2))
                .body("frames.find { it.frameId == '" + moved + "' }.toSplit", equalTo("val"))
                .body("frames.frameId", not(hasItem(unchanged)))
                .body("next", nullValue());
        get(path + "/differences?from=2&to=1")
                .then()
                .body("removed", equalTo(1))
                .body("added", equalTo(0));

        AnnotationSet first = downloaded("1");
        assertThat(first.images()).hasSize(3);
        assertThat(first.boxes()).isEqualTo(2);
        AnnotationSet second = downloaded("latest");
        assertThat(second.images(Split.VAL)).hasSize(1);
        assertThat(second.images(Split.TRAIN)).hasSize(3);
        assertThat(second.boxes()).isEqualTo(3);
    }

    @Test
    void differencesAreListedInPages() {
        for (int i = 0; i < 3; i++) {
            labelled(north, "[]");
        }
        put(path, "{}");
        post(path + "/versions", rule(""));
        labelled(south, "[]");
        post(path + "/versions", "{\"streams\":[\"" + south + "\"]}").statusCode(201);

        String next = get(path + "/differences?from=1&limit=3")
                .then()
                .body("removed", equalTo(3))
                .body("added", equalTo(1))
                .body("frames.size()", equalTo(3))
                .extract()
                .path("next");
        get(path + "/differences?from=1&limit=3&after=" + next)
                .then()
                .body("frames.size()", equalTo(1))
                .body("next", nullValue());
    }

    @Test
    void aTagNamesOneVersionAndMayBeMoved() {
        labelled(north, "[]");
        put(path, "{}");
        post(path + "/versions", rule(""));
        labelled(north, "[]");
        post(path + "/versions", rule(""));

        put(path + "/tags/season-2026", "{\"version\":\"1\"}").statusCode(200).body("number", equalTo(1));
        get(path + "/versions/season-2026")
                .then()
                .body("number", equalTo(1))
                .body("tags", equalTo(List.of("season-2026")));
        put(path + "/tags/season-2026", "{\"version\":\"latest\"}").body("number", equalTo(2));
        get(path).then().body("versions.tags", equalTo(List.of(List.of("season-2026"), List.of())));
        given().delete(path + "/tags/season-2026").then().statusCode(204);
        get(path + "/versions/season-2026").then().statusCode(404).body("detail", containsString("season-2026"));

        put(path + "/tags/latest", "{\"version\":\"1\"}").statusCode(422).body("errors[0].field", equalTo("tag"));
        put(path + "/tags/7", "{\"version\":\"1\"}").statusCode(422);
        get("/api/datasets").then().body("name", hasItem(name));
        given().delete(path).then().statusCode(204);
        get(path).then().statusCode(404);
    }

    @Test
    void whatCannotBeAVersionIsRejected() {
        post(path + "/versions", "{}").statusCode(404).body("detail", containsString("PUT /api/datasets/NAME"));
        put(path, "{}");
        post(path + "/versions", "{\"streams\":[\"unknown-cam\"]}")
                .statusCode(404)
                .body("errors[0].field", equalTo("streams"));
        post(path + "/versions", rule("")).statusCode(422).body("detail", containsString("no frame"));
        get(path).then().body("versions", empty());
        post(path + "/versions", rule(",\"val\":[\"" + north + "\"],\"test\":[\"" + north + "\"]"))
                .statusCode(422)
                .body("errors[0].field", equalTo("test"));
        get(path + "/differences?to=1").then().statusCode(422).body("errors[0].field", equalTo("from"));
        get(path + "/versions/latest").then().statusCode(404);
        put("/api/datasets/-x", "{}").statusCode(422).body("errors[0].field", equalTo("name"));
    }
}
