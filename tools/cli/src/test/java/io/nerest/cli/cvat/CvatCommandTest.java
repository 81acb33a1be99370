package io.nerest.cli.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nerest.cli.dataset.DatasetCommands;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as CVAT's documentation of its REST interface describes them; the tool itself does not run. */
class CvatCommandTest {
    private static final String FRAME = "3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10";
    private static final String OTHER = "1a1d2c3b-0000-3000-8000-00000000000a";
    private static final String QUEUE = """
            {"open": 2, "frames": [
              {"frame": {"frameId": "%s", "streamId": "weir", "width": 640, "height": 360}, "requests": [],
               "suggestion": {"modelId": "m-1", "scoredAt": "2026-08-01T12:00:00Z",
                 "boxes": [{"classId": 0, "confidence": 0.75, "cx": 0.5, "cy": 0.25, "w": 0.2, "h": 0.1}]}},
              {"frame": {"frameId": "%s", "streamId": "weir", "width": 640, "height": 360}, "requests": []}]}
            """.formatted(FRAME, OTHER);
    private static final String META = """
            {"size": 2, "start_frame": 0, "stop_frame": 1, "deleted_frames": [],
             "frames": [{"width": 640, "height": 360, "name": "%s.jpg"}, {"width": 640, "height": 360, "name": "%s.jpg"}]}
            """.formatted(OTHER, FRAME);

    private record Sent(String request, String header, String body) {}

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private String authorization = "Bearer cvat-key";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("GET /api/label-queue?limit=50", QUEUE);
        answers.put("GET /api/frames/" + FRAME + "/image", "\u00ff\u00d8\u00ff");
        answers.put("GET /api/frames/" + OTHER + "/image", "\u00ff\u00d8\u00ff");
        answers.put("GET /api/labels?project_id=1&page_size=100&page=1", """
                {"count": 1, "next": null, "previous": null, "results": [{"id": 5, "name": "fish", "type": "any"}]}""");
        answers.put(
                "GET /api/tasks?project_id=1&page_size=100&page=1",
                "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}");
        answers.put("POST /api/tasks", "{\"id\": 22, \"name\": \"Nerest\", \"project_id\": 1, \"size\": 0}");
        answers.put("POST /api/tasks/22/data", "{\"rq_id\": \"action=create&target=task&id=22\"}");
        answers.put(
                "GET /api/requests/action=create&target=task&id=22", "{\"status\": \"finished\", \"message\": \"\"}");
        answers.put("GET /api/tasks/22/data/meta", META);
        answers.put("PUT /api/tasks/22/annotations", "{\"version\": 1}");
        answers.put("DELETE /api/tasks/22", "");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        boolean stack = request.contains("/label-queue") || request.contains("/frames/") || request.contains("/cvat/");
        boolean known = (stack ? "Bearer token" : "Bearer cvat-key")
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String header = exchange.getRequestHeaders().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Upload-"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        sent.add(new Sent(request, header, body));
        String answer = known ? answers.get(request) : null;
        byte[] bytes = (answer == null ? "{\"detail\":\"no\"}" : answer).getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(!known ? 401 : answer == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private int push() {
        String url = url();
        return run(
                "push",
                "--cvat=" + url,
                "--authorization=" + authorization,
                "--project=1",
                "--url=" + url,
                "--selector=" + url,
                "--token=token",
                "--wait-millis=1");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("cvat"));
        args.addAll(List.of(options));
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    private List<Sent> sent(String request) {
        return sent.stream().filter(one -> one.request().equals(request)).toList();
    }

    @Test
    void framesOfTheLabelQueueBecomeATaskWithTheModelsBoxes() throws IOException {
        assertThat(push()).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("task 22 created with 2 frames; 0 frames were in the project already");
        assertThat(sent("POST /api/tasks/22/data"))
                .extracting(Sent::header)
                .containsExactly("Upload-start", "Upload-multiple", "Upload-multiple", "Upload-finish");
        assertThat(sent("POST /api/tasks/22/data").get(1).body())
                .contains("name=\"client_files[0]\"; filename=\"" + FRAME + ".jpg\"");
        JsonNode annotations = RemoteService.JSON.readTree(
                sent("PUT /api/tasks/22/annotations").get(0).body());
        assertThat(annotations.path("shapes")).hasSize(1);
        JsonNode shape = annotations.at("/shapes/0");
        assertThat(shape.path("type").asText()).isEqualTo("rectangle");
        assertThat(shape.path("frame").asInt())
                .as("its number in the task, not in the queue")
                .isEqualTo(1);
        assertThat(shape.path("label_id").asInt()).isEqualTo(5);
        assertThat(shape.at("/points/0").asDouble()).isCloseTo(256, within(1e-6));
        assertThat(shape.at("/points/1").asDouble()).isCloseTo(72, within(1e-6));
        assertThat(shape.at("/points/2").asDouble()).isCloseTo(384, within(1e-6));
        assertThat(shape.at("/points/3").asDouble()).isCloseTo(108, within(1e-6));
    }

    @Test
    void framesThatATaskHasAlreadyAreLeftOut() {
        answers.put("GET /api/tasks?project_id=1&page_size=100&page=1", """
                {"count": 1, "next": null, "previous": null, "results": [{"id": 22, "size": 2}]}""");

        assertThat(push()).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).isEqualTo("2 frames were in the project already" + System.lineSeparator());
        assertThat(sent).noneMatch(one -> one.request().startsWith("POST"));
    }

    @Test
    void aTaskThatCannotBeCompletedIsDeleted() {
        answers.put(
                "GET /api/requests/action=create&target=task&id=22",
                "{\"status\": \"failed\", \"message\": \"no space left\"}");

        assertThat(push()).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).contains("no space left");
        assertThat(sent("DELETE /api/tasks/22")).hasSize(1);
    }

    @Test
    void anOlderCvatIsAskedForTheStatusOfTheTask() {
        answers.put("POST /api/tasks/22/data", "{\"id\": 22}");
        answers.put("GET /api/tasks/22/status", "{\"state\": \"Finished\", \"message\": \"\"}");

        assertThat(push()).as(err.toString()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aMissingLabelAndAWrongKeyAreNamed() {
        answers.put(
                "GET /api/labels?project_id=1&page_size=100&page=1",
                "{\"next\": null, \"results\": [{\"id\": 5, \"name\": \"crab\"}]}");
        assertThat(push()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("has no label 'fish'").contains("crab");
        authorization = "Token wrong";
        assertThat(push()).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("--cvat: GET ").contains("(401)");
        authorization = "key";
        assertThat(push()).isEqualTo(ExitCode.INVALID_INPUT);
    }

    @Test
    void pollingMakesTheStackReadTheProject() {
        answers.put("POST /api/cvat/poll", """
                {"jobs": 2, "stored": 3, "unchanged": 1, "refused": 0, "reasons": []}""");
        assertThat(run("poll", "--url=" + url(), "--token=token", "--project=1"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("2 changed jobs: 3 labels stored, 1 stored before, 0 refused");
        assertThat(sent("POST /api/cvat/poll").get(0).body()).isEqualTo("{\"project\":1}");

        answers.put("POST /api/cvat/poll", """
                {"jobs": 1, "stored": 0, "unchanged": 0, "refused": 1, "reasons": ["job 7, frame x: no"]}""");
        assertThat(run("poll", "--url=" + url(), "--token=token", "--project=1"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("job 7, frame x: no");
    }
}
