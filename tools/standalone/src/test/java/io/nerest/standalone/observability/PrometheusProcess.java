package io.nerest.standalone.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import io.nerest.system.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Prometheus that scrapes the services of a stack every second and evaluates the project's alerts. */
final class PrometheusProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final URI address;

    private PrometheusProcess(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Returns whether the program is installed. */
    static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("prometheus", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param alerts the file of rules */
    static PrometheusProcess start(Endpoints stack, Path alerts, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.copy(alerts, folder.resolve("rules.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("prometheus.yml"), configuration(stack));
        int port = FreePort.find();
        ChildProcess process = ChildProcess.start(new ChildSpec(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder.resolve("prometheus.log")));
        PrometheusProcess prometheus = new PrometheusProcess(process, URI.create("http://127.0.0.1:" + port));
        try {
            process.awaitReady(prometheus::isReady, START_LIMIT);
            return prometheus;
        } catch (IOException | InterruptedException | RuntimeException e) {
            prometheus.close();
            throw e;
        }
    }

    /** The labels that Compose and the PodMonitor add. */
    private static String configuration(Endpoints stack) {
        StringBuilder text = new StringBuilder("""
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [ rules.yaml ]
                scrape_configs:
                  - job_name: nerest
                    metrics_path: /q/metrics
                    static_configs:
                """);
        for (String service : Endpoints.SERVICES) {
            text.append("      - targets: [\"")
                    .append(stack.service(service).getAuthority())
                    .append("\"]\n        labels: { service: ")
                    .append(service)
                    .append(", pod: ")
                    .append(service)
                    .append(" }\n");
        }
        return text.toString();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(address.resolve("/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns how many series an expression has now. */
    int series(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result")
                .size();
    }

    /** Returns the rules that have been evaluated, each with its health: {@code NerestNoModel ok}. */
    List<String> evaluatedRules() throws IOException, InterruptedException {
        List<String> rules = new ArrayList<>();
        get("/api/v1/rules")
                .at("/data/groups")
                .forEach(group -> group.path("rules")
                        .forEach(rule -> rules.add(rule.path("name").asText() + " "
                                + rule.path("health").asText())));
        return rules;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @Override
    public void close() {
        try {
            process.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
