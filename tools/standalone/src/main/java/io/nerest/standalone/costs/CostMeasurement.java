package io.nerest.standalone.costs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;

/** Measures what a frame takes in a running stack. */
public final class CostMeasurement {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long LEAST_FRAMES = 50;
    /** Without it the services answer in the OpenMetrics format, with trace ids behind the values. */
    private static final String TEXT_WITHOUT_EXEMPLARS = "text/plain; version=0.0.4";

    private static final List<String> EVENTS_OF_FRAMES = List.of("frames", "detections", "bucket-notifications");

    private final StackAddresses stack;

    public CostMeasurement(StackAddresses stack) {
        this.stack = stack;
    }

    /** @throws IllegalArgumentException if the stack has too few frames for a measurement */
    void requireFrames(String name) throws IOException, InterruptedException {
        long frames = frames();
        if (frames < LEAST_FRAMES) {
            throw new IllegalArgumentException(
                    name + " has " + frames + " frames; send it at least " + LEAST_FRAMES + " for a measurement");
        }
    }

    private long frames() throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(get(stack.service("ingest").resolve("/api/frames/counts")))
                .path("registered")
                .asLong();
    }

    /** Measures; Kafka must still have the events of all frames. */
    public FrameCost measure() throws IOException, InterruptedException {
        long frames = frames();
        MetricsPage ingest = page("ingest");
        MetricsPage scoring = page("scoring");
        double database = 0;
        for (String service : Endpoints.SERVICES) {
            database += page(service).require("nerest_database_size_bytes");
        }
        return new FrameCost(
                // Frames since the start of the process, as the bytes are counted: every new frame has exactly one
                // size.
                ingest.require("nerest_ingest_bytes_total") / ingest.require("nerest_ingest_frames_total"),
                kafkaBytes() / frames,
                database / frames,
                scoring.require("nerest_scoring_duration_seconds_sum") / scoring.require("nerest_scoring_frames_total"),
                scoring.require("nerest_scoring_inference_seconds_sum")
                        / scoring.require("nerest_scoring_frames_total"),
                device(scoring),
                processor());
    }

    /** The device of the loaded models: a process has one. */
    private static String device(MetricsPage scoring) {
        return String.join(", ", scoring.devices("nerest_scoring_inference_seconds_sum"));
    }

    private String processor() throws IOException, InterruptedException {
        for (JsonNode check : new ObjectMapper()
                .readTree(get(stack.service("scoring").resolve("/q/health/well")))
                .path("checks")) {
            String processor = check.at("/data/processor").asText("");
            if (!processor.isEmpty()) {
                return processor;
            }
        }
        return "an unknown processor";
    }

    /** Returns the metrics of a service. */
    public MetricsPage page(String service) throws IOException, InterruptedException {
        return MetricsPage.parse(get(stack.service(service).resolve("/q/metrics")));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + stack.accessToken())
                .header("Accept", TEXT_WITHOUT_EXEMPLARS + ", application/json")
                .build();
        HttpResponse<String> response;
        try {
            response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException | ConnectException e) {
            throw new IOException(uri + " gives no answer", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(uri + " returned " + response.statusCode());
        }
        return response.body();
    }

    /** The bytes of the topics in which every frame has events. */
    private double kafkaBytes() throws IOException, InterruptedException {
        try (Admin kafka = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()))) {
            Collection<Integer> brokers =
                    kafka.describeCluster().nodes().get().stream().map(Node::id).toList();
            return kafka.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                    .filter(replica ->
                            EVENTS_OF_FRAMES.contains(replica.getKey().topic()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("the broker at " + stack.kafka() + " gives no answer", e);
        }
    }
}
