package io.nerest.cli.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payloads as Label Studio's documentation of its API describes them; the tool itself does not run. */
class LabelStudioCommandTest {
    private static final String FRAME = "3f0c2f5e-3b0e-3e0a-8a52-1c7a4c5b8d10";
    private static final String OTHER = "5a1d2c3b-0000-3000-8000-00000000000a";
    private static final String QUEUE = """
            {"open": 2, "frames": [
              {"frame": {"frameId": "%s", "streamId": "weir", "width": 640, "height": 360,
                 "image": {"bucket": "b", "key": "k.jpg", "etag": "e", "size": 3}},
               "requests": [],
               "suggestion": {"modelId": "m-1", "scoredAt": "2026-08-01T12:00:00Z",
                 "boxes": [{"classId": 0, "confidence": 0.75, "cx": 0.5, "cy": 0.25, "w": 0.2, "h": 0.1}]}},
              {"frame": {"frameId": "%s", "streamId": "weir", "width": 640, "height": 360}, "requests": []}]}
            """.formatted(FRAME, OTHER);
    private static final String ANNOTATED = """
            [{"id": 7, "data": {"image": "/data/upload/1/0a1b2c3d-%s.jpg"}, "annotations": [
               {"id": 9, "completed_by": 1, "was_cancelled": false, "updated_at": "2026-08-01T12:05:00.000000Z", "result": []},
               {"id": 8, "completed_by": 1, "was_cancelled": false, "updated_at": "2026-08-01T12:00:00.000000Z", "result": []}]},
             {"id": 11, "data": {"image": "/data/upload/1/holiday.jpg"}, "annotations": [{"id": 12, "result": []}]},
             {"id": 13, "data": {"frame_id": "%s"}, "annotations": []}]
            """.formatted(FRAME, OTHER);

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private String key = "key";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("GET /api/label-queue?limit=50", QUEUE);
        answers.put("GET /api/frames/" + FRAME + "/image", "\u00ff\u00d8\u00ff");
        answers.put("GET /api/frames/" + OTHER + "/image", "\u00ff\u00d8\u00ff");
        answers.put("GET /api/projects/1/export?exportType=JSON&download_all_tasks=true", "[]");
        answers.put(
                "POST /api/projects/1/import?commit_to_project=false", "{\"task_count\": 0, \"file_upload_ids\": [5]}");
        answers.put("GET /api/import/file-upload/5", "{\"id\": 5, \"file\": \"upload/1/0a1b2c3d-" + FRAME + ".jpg\"}");
        answers.put("POST /api/projects/1/import", "{\"task_count\": 1, \"annotation_count\": 0}");
        answers.put("POST /api/label-studio/webhook", "{\"status\": \"labelled\", \"reason\": \"\"}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        boolean studio = request.contains("/projects/") || request.contains("/import/");
        String expected = studio ? "Token key" : "Bearer token";
        boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String answer = answers.get(request);
        if (known && answer != null) {
            requests.add(request);
            bodies.add(sent);
        }
        byte[] body = (answer == null || !known ? "{\"detail\":\"no\"}" : answer).getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(
                !known ? 401 : answer == null ? 404 : answer.contains("refused") ? 422 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String command, String... options) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        List<String> args = new ArrayList<>(List.of(
                "label-studio",
                command,
                "--label-studio=" + url,
                "--api-key=" + key,
                "--project=1",
                "--url=" + url,
                "--token=token"));
        args.addAll(List.of(options));
        if (command.equals("push")) {
            args.add("--selector=" + url);
        }
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    @Test
    void framesOfTheLabelQueueBecomeTasksWithTheModelsBoxesAsPredictions() throws IOException {
        assertThat(run("push")).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("2 tasks created, 0 frames were in the project already");
        JsonNode task = RemoteService.JSON
                .readTree(bodies.get(requests.indexOf("POST /api/projects/1/import")))
                .path(0);
        assertThat(task.at("/data/image").asText()).isEqualTo("/data/upload/1/0a1b2c3d-" + FRAME + ".jpg");
        assertThat(task.at("/data/frame_id").asText()).isEqualTo(FRAME);
        assertThat(task.at("/predictions/0/model_version").asText()).isEqualTo("m-1");
        assertThat(task.at("/predictions/0/score").asDouble()).isEqualTo(0.75);
        JsonNode rectangle = task.at("/predictions/0/result/0");
        assertThat(rectangle.at("/type").asText()).isEqualTo("rectanglelabels");
        assertThat(rectangle.at("/value/x").asDouble()).isEqualTo(40);
        assertThat(rectangle.at("/value/width").asDouble()).isEqualTo(20);
        assertThat(rectangle.at("/value/rectanglelabels/0").asText()).isEqualTo("fish");
        assertThat(rectangle.at("/original_height").asInt()).isEqualTo(360);
        assertThat(bodies.get(requests.indexOf("POST /api/projects/1/import?commit_to_project=false")))
                .contains("filename=\"" + FRAME + ".jpg\"");
    }

    @Test
    void framesThatAreInTheProjectAlreadyAreLeftOut() {
        answers.put("GET /api/projects/1/export?exportType=JSON&download_all_tasks=true", ANNOTATED);

        assertThat(run("push")).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("0 tasks created, 2 frames were in the project already");
        assertThat(requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void pollingReturnsTheNewestAnnotationOfEachFrameAsTheWebhookDoes() throws IOException {
        answers.put("GET /api/projects/1/export?exportType=JSON&download_all_tasks=true", ANNOTATED);

        assertThat(run("poll")).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("1 labels stored, 0 stored before or skipped, 0 refused");
        JsonNode event = RemoteService.JSON.readTree(bodies.get(requests.indexOf("POST /api/label-studio/webhook")));
        assertThat(event.at("/action").asText()).isEqualTo("ANNOTATION_UPDATED");
        assertThat(event.at("/annotation/id").asInt()).isEqualTo(9);
        assertThat(event.at("/task/data/image").asText()).contains(FRAME);

        answers.put(
                "POST /api/label-studio/webhook",
                "{\"status\": \"labelled\", \"reason\": \"the label was stored before\"}");
        run("poll");
        assertThat(out.toString()).contains("0 labels stored, 1 stored before or skipped, 0 refused");

        answers.put("POST /api/label-studio/webhook", "{\"detail\": \"'x' is refused\"}");
        assertThat(run("poll")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("task 7: ").contains("'x' is refused");
    }

    @Test
    void aRefusalNamesTheServiceAndAPersonalTokenIsExplained() {
        answers.remove("GET /api/projects/1/export?exportType=JSON&download_all_tasks=true");
        assertThat(run("poll")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("--label-studio: GET ").contains("was refused (404): no");

        key = "eyJhbGciOiJIUzI1NiJ9";
        assertThat(run("poll")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("is a personal access token");
        key = "wrong";
        assertThat(run("poll")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("401").contains("check the token");
    }
}
