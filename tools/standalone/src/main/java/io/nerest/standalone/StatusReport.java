package io.nerest.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.Topics;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The report of {@code nerest status}: processes, health, lag and model. */
final class StatusReport {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final StackFile stack;
    private final Endpoints endpoints;

    StatusReport(StackFile stack, Endpoints endpoints) {
        this.stack = stack;
        this.endpoints = endpoints;
    }

    /** Prints it; false where anything is not well. */
    boolean print(PrintWriter out) throws InterruptedException {
        boolean ready = true;
        out.printf("%-10s %-8s %-44s %s%n", "part", "process", "address", "state");
        for (String part : Endpoints.PLATFORM) {
            boolean alive = isAlive(part);
            ready &= alive;
            out.printf(
                    "%-10s %-8s %-44s %s%n", part, pid(part), endpoints.urls().get(part), alive ? "running" : "DOWN");
        }
        for (String part : Endpoints.SERVICES) {
            String state = isAlive(part) ? health(part) : "DOWN";
            ready &= state.equals("ready");
            out.printf(
                    "%-10s %-8s %-44s %s%n", part, pid(part), endpoints.urls().get(part), state);
        }
        out.println();
        ready &= printLag(out);
        out.println();
        out.println("current model: " + currentModel());
        return ready;
    }

    private boolean isAlive(String part) {
        return ProcessHandle.of(stack.pids().getOrDefault(part, -1L))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    private String pid(String part) {
        Long pid = stack.pids().get(part);
        return pid == null ? "-" : pid.toString();
    }

    private String health(String service) throws InterruptedException {
        try {
            HttpResponse<String> response = get(endpoints.health(service));
            if (response.statusCode() == 200) {
                return "ready";
            }
            JsonNode checks = new ObjectMapper().readTree(response.body()).path("checks");
            StringBuilder down = new StringBuilder("NOT READY");
            for (JsonNode check : checks) {
                if (!check.path("status").asText().equals("UP")) {
                    down.append("; ").append(check.path("name").asText());
                }
            }
            return down.toString();
        } catch (IOException e) {
            return "NO RESPONSE";
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private boolean printLag(PrintWriter out) throws InterruptedException {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafka());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try (Admin kafka = Admin.create(properties)) {
            out.printf("%-22s %-22s %s%n", "topic", "group", "lag");
            for (ConsumerLag lag : ConsumerLag.all(kafka)) {
                out.printf("%-22s %-22s %s%n", lag.topic(), lag.group(), lag.describe());
            }
            long dead = deadLetters(kafka);
            out.println(dead == 0 ? "no dead letters" : dead + " dead letters");
            return true;
        } catch (ExecutionException e) {
            out.println("lag unknown: " + e.getMessage());
            return false;
        }
    }

    private static long deadLetters(Admin kafka) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = Topics.ALL.stream()
                .collect(Collectors.toMap(
                        topic -> new TopicPartition(topic.deadLetterName(), 0), topic -> OffsetSpec.latest()));
        partitions.put(new TopicPartition(Topics.BUCKET_NOTIFICATIONS + ".dead-letter", 0), OffsetSpec.latest());
        return kafka.listOffsets(partitions).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private String currentModel() throws InterruptedException {
        try {
            JsonNode status = new ObjectMapper()
                    .readTree(get(endpoints.service("scoring").resolve("/api/scoring/status"))
                            .body());
            return status.path("activeModel").asText("none");
        } catch (IOException e) {
            return "unknown (no response from scoring)";
        }
    }
}
