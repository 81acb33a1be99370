package io.nerest.ingest.annotation;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nerest.ingest.UploadedImages;
import io.nerest.service.http.ProblemException;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.config.MappedConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as CVAT's documentation of its REST interface describes them, and as its tests record them; the tool itself does not run. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class CvatAnnotationsTest {
    private static final String STREAM = "cvat-cam";
    private static final String SECRET = "the-secret-of-this-webhook";
    private static final int TASK = 22;

    @Inject
    AnnotationImport imports;

    @Inject
    CvatProgress progress;

    @Inject
    ObjectMapper json;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final long job = 1L + new Random().nextInt(1_000_000_000);
    private HttpServer server;
    private CvatResource cvat;
    private String fish = "";
    private String empty = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        CvatConfig config = MappedConfig.of(
                CvatConfig.class,
                Map.of(
                        "nerest.ingest.cvat.url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                        "nerest.ingest.cvat.authorization",
                        "Token key",
                        "nerest.ingest.cvat.webhook-secret",
                        SECRET));
        cvat = new CvatResource(new CvatAnnotations(new CvatServer(config, json), progress, imports), config, json);

        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
        fish = uploaded();
        empty = uploaded();
        answers.put("/api/tasks/22/data/meta", """
                {"chunk_size": 72, "size": 3, "image_quality": 70, "start_frame": 0, "stop_frame": 2, "deleted_frames": [],
                 "frames": [{"width": 640, "height": 480, "name": "%s.jpg", "related_files": 0},
                            {"width": 640, "height": 480, "name": "%s.jpg", "related_files": 0},
                            {"width": 10, "height": 10, "name": "holiday.jpg", "related_files": 0}]}
                """.formatted(fish, empty));
        answers.put("/api/labels?task_id=22&page_size=100&page=1", """
                {"count": 2, "next": null, "previous": null,
                 "results": [{"id": 5, "name": "fish", "type": "any"}, {"id": 6, "name": "crab", "type": "any"}]}
                """);
        job("completed", "2026-08-01T12:00:00.123000Z");
        shapes(rectangle(0, 5, "128.0, 96.0, 256.0, 144.0"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String uploaded() {
        return given().multiPart("streamId", STREAM)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(path);
        boolean known = "Token key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String answer = known ? answers.get(path) : null;
        byte[] body = (answer == null ? "{\"detail\": \"Not found.\"}" : answer).getBytes(UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void job(String state, String updated) {
        String answer = """
                {"url": "http://localhost:8080/api/jobs/%d", "id": %d, "task_id": %d, "project_id": 12, "type": "normal",
                 "assignee": {"url": "http://localhost:8080/api/users/7", "id": 7, "username": "anna"}, "stage": "annotation",
                 "state": "%s", "dimension": "2d", "start_frame": 0, "stop_frame": 2, "updated_date": "%s"}
                """.formatted(job, job, TASK, state, updated);
        answers.put("/api/jobs/" + job, answer);
        answers.put(
                "/api/jobs?project_id=12&state=completed&page_size=100&page=1",
                "{\"count\": 1, \"next\": null, \"previous\": null, \"results\": [" + answer + "]}");
    }

    private void shapes(String... shapes) {
        answers.put(
                "/api/jobs/" + job + "/annotations",
                "{\"version\": 3, \"tags\": [], \"tracks\": [], \"shapes\": [" + String.join(",", shapes) + "]}");
    }

    private static String rectangle(int frame, int label, String points) {
        return """
                {"type": "rectangle", "occluded": false, "outside": false, "z_order": 0, "rotation": 0.0, "points": [%s],
                 "id": 41, "frame": %d, "label_id": %d, "group": 0, "source": "manual", "attributes": []}
                """.formatted(points, frame, label);
    }

    private CvatReport event(String event) throws Exception {
        byte[] body = "{\"event\": \"%s\", \"job\": {\"id\": %d, \"task_id\": 22, \"state\": \"completed\"}}"
                .formatted(event, job)
                .getBytes(UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return cvat.receive("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)), body);
    }

    private CvatReport poll() throws IOException {
        return cvat.poll(new CvatResource.PollRequest(12));
    }

    private static void assertRevisions(String frame, int revisions) {
        get("/api/frames/" + frame + "/labels").then().body("size()", equalTo(revisions));
    }

    @Test
    void theAnnotationsOfACompletedJobAreLabelsOnceByWebhookAndByPolling() throws Exception {
        assertThat(event("update:job")).isEqualTo(new CvatReport(1, 2, 0, 0, List.of()));

        get("/api/frames/" + fish + "/labels")
                .then()
                .body("[0].author", equalTo("cvat anna"))
                .body("[0].tool", equalTo("import cvat"))
                .body("[0].boxes.size()", equalTo(1))
                .body("[0].boxes[0].cx", closeTo(0.3))
                .body("[0].boxes[0].h", closeTo(0.1));
        get("/api/frames/" + empty + "/labels").then().body("[0].boxes.size()", equalTo(0));

        assertThat(event("update:job")).isEqualTo(CvatReport.NONE);
        assertThat(poll()).isEqualTo(CvatReport.NONE);
        assertThat(requests).filteredOn(path -> path.endsWith("/annotations")).hasSize(1);

        shapes(rectangle(0, 5, "128.0, 96.0, 256.0, 192.0"));
        job("completed", "2026-08-01T12:30:00.000000Z");
        assertThat(poll()).isEqualTo(new CvatReport(1, 1, 1, 0, List.of()));
        shapes(rectangle(0, 5, "128.0, 96.0, 256.0, 144.0"));
        job("completed", "2026-08-01T13:00:00.000000Z");
        assertThat(event("update:job").stored())
                .as("the first annotation again")
                .isEqualTo(1);
        assertRevisions(fish, 3);
        assertRevisions(empty, 1);
    }

    private static Matcher<Float> closeTo(double value) {
        return new CustomTypeSafeMatcher<>("close to " + value) {
            @Override
            protected boolean matchesSafely(Float found) {
                return Math.abs(found - value) < 1e-6;
            }
        };
    }

    @Test
    void aLabelThatWasMadeElsewhereLaterStaysUnlessItsAnnotationChanges() throws Exception {
        poll();
        given().contentType("application/json")
                .body("{\"author\":\"boris\",\"boxes\":[]}")
                .post("/api/frames/" + fish + "/labels")
                .then()
                .statusCode(201);

        job("completed", "2026-08-01T12:30:00.000000Z");
        assertThat(poll()).isEqualTo(new CvatReport(1, 0, 2, 0, List.of()));

        get("/api/frames/" + fish + "/labels").then().body("[0].author", equalTo("boris"));
    }

    @Test
    void whatIsNotCompletedIsNotStoredAndWhatCannotBeALabelIsReported() throws Exception {
        job("in progress", "2026-08-01T12:00:00.000000Z");
        assertThat(event("update:job")).isEqualTo(CvatReport.NONE);
        assertThat(event("create:task")).isEqualTo(CvatReport.NONE);

        job("completed", "2026-08-01T12:10:00.000000Z");
        shapes(rectangle(0, 6, "1, 1, 20, 20"));
        CvatReport refused = poll();
        assertThat(refused.stored()).isEqualTo(1);
        assertThat(refused.refused()).isEqualTo(1);
        assertThat(refused.reasons().get(0)).contains(fish).contains("crab");
        assertRevisions(fish, 0);
        shapes(rectangle(0, 5, "1, 1, 20, 20").replace("rectangle", "ellipse"));
        assertThat(poll().reasons().get(0))
                .as("read again, since it was not stored")
                .contains("ellipse");
    }

    @Test
    void anEventWithAnotherSignatureIsRefusedAndAFailureOfCvatIsNamed() {
        byte[] body = "{\"event\": \"update:job\"}".getBytes(UTF_8);
        assertThat(catchThrowableOfType(ProblemException.class, () -> cvat.receive("sha256=00", body))
                        .status())
                .isEqualTo(401);
        answers.clear();
        assertThatThrownBy(this::poll)
                .hasMessageContaining("/api/jobs?project_id=12")
                .hasMessageContaining("404");
    }

    @Test
    void withoutAConfiguredCvatARequestSaysSo() {
        given().contentType("application/json")
                .body("{\"project\": 1}")
                .post("/api/cvat/poll")
                .then()
                .statusCode(409)
                .body("detail", containsString("nerest.ingest.cvat.url"));
        given().contentType("application/json")
                .body("{\"event\": \"ping\"}")
                .post("/api/cvat/webhook")
                .then()
                .statusCode(200)
                .body("jobs", equalTo(0));
    }
}
