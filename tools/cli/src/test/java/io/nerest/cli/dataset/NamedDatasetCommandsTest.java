package io.nerest.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nerest.commandline.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of named data sets, with a server that answers as ingest does. */
class NamedDatasetCommandsTest {
    private static final String VERSION = """
            {"number": 2, "note": "after the flood", "author": "anna", "createdAt": "2026-09-01T00:00:00Z",
             "rule": {"val": ["weir-3"]}, "frames": 1200, "boxes": 345, "digest": "d", "tags": ["final"]}""";

    @TempDir
    private Path folder;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String answer = answers.get(request);
        byte[] body = (answer == null ? "{\"detail\":\"does not exist\"}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("dataset"));
        args.addAll(List.of(options));
        args.add("--url=http://127.0.0.1:" + server.getAddress().getPort());
        args.add("--token=token");
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    @Test
    void freezingCreatesTheDataSetTheVersionAndTheTag() {
        answers.put("PUT /api/datasets/salmon", "{\"name\": \"salmon\"}");
        answers.put("POST /api/datasets/salmon/versions", VERSION);
        answers.put("PUT /api/datasets/salmon/tags/final", VERSION);

        assertThat(run(
                        "freeze",
                        "salmon",
                        "--stream=weir-1",
                        "--stream=weir-3",
                        "--val=weir-3",
                        "--since=2026-08-01T00:00:00Z",
                        "--note=after the flood",
                        "--tag=final"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(requests)
                .containsExactly(
                        "GET /api/datasets/salmon ",
                        "PUT /api/datasets/salmon {}",
                        "POST /api/datasets/salmon/versions {\"streams\":[\"weir-1\",\"weir-3\"],\"val\":[\"weir-3\"],"
                                + "\"from\":\"2026-08-01T00:00:00Z\",\"note\":\"after the flood\"}",
                        "PUT /api/datasets/salmon/tags/final {\"version\":\"2\"}");
        assertThat(out.toString())
                .contains("salmon version 2: 1,200 frames, 345 boxes, created 2026-09-01T00:00:00Z by anna, tags final"
                        + " (after the flood)");
    }

    @Test
    void dataSetsAreListedAndTagged() {
        answers.put("GET /api/datasets", """
                [{"name": "salmon", "description": "of 2026", "createdAt": "2026-08-01T00:00:00Z", "versions": [%s]}]""".formatted(VERSION));
        answers.put("PUT /api/datasets/salmon/tags/final", VERSION);

        assertThat(run("list")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("salmon: of 2026").contains("  version 2: 1,200 frames");
        assertThat(run("tag", "salmon", "latest", "final")).isEqualTo(ExitCode.OK);
        assertThat(requests.get(1)).endsWith("{\"version\":\"latest\"}");
        assertThat(run("tag", "trout", "latest", "final")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("(404): does not exist");
    }

    @Test
    void differencesAreListedPageByPage() {
        String counts = """
                {"from": 1, "to": 2, "added": 1, "removed": 0, "relabelled": 1, "moved": 1, "unchanged": 9, "frames": [%s]%s}""";
        answers.put(
                "GET /api/datasets/salmon/differences?limit=1000&from=1&to=latest",
                counts.formatted("""
                {"frameId": "a", "streamId": "weir", "change": "ADDED", "toRevision": 1, "toSplit": "train"},
                {"frameId": "b", "streamId": "weir", "change": "RELABELLED", "fromRevision": 1, "toRevision": 3}""", ", \"next\": \"b\""));
        answers.put(
                "GET /api/datasets/salmon/differences?limit=1000&from=1&to=latest&after=b", counts.formatted("""
                {"frameId": "c", "streamId": "weir", "change": "MOVED", "fromSplit": "train", "toSplit": "val"}""", ""));

        assertThat(run("diff", "salmon", "1")).as(err.toString()).isEqualTo(ExitCode.OK);

        assertThat(out.toString().lines())
                .containsExactly(
                        "salmon: version 1 to 2: 1 added, 0 removed, 1 relabelled, 1 moved, 9 unchanged",
                        "  a of weir: added",
                        "  b of weir: relabelled revision 1 to 3",
                        "  c of weir: moved train to val");
    }

    @Test
    void aVersionIsPulledByItsTag() {
        assertThat(run("pull", "--dataset=salmon", "--dataset-version=final", "--out=" + folder.resolve("set")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(requests.get(0)).startsWith("GET /api/datasets/salmon/versions/final/labels?format=coco");
        assertThat(run("pull", "--dataset=salmon", "--stream=weir", "--out=" + folder.resolve("set")))
                .isEqualTo(ExitCode.INVALID_INPUT);
    }
}
