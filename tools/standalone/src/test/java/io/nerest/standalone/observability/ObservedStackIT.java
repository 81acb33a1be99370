package io.nerest.standalone.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of a running stack: the expressions of the dashboard and the alerts in a real Prometheus, and the trace of
 * an uploaded frame. It takes minutes, so it runs only with {@code -Dnerest.observed-stack=true}.
 */
@EnabledIfSystemProperty(named = "nerest.observed-stack", matches = "true")
class ObservedStackIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FRAMES = 8;
    private static final List<String> SERVICES = List.of("ingest", "scoring", "selector");

    private final Installation installation = Installation.locate();
    private final OkHttpClient http = new OkHttpClient();

    @TempDir
    private Path folder;

    @Test
    void everyExpressionReturnsSeriesEveryAlertIsEvaluatedAndAFrameHasOneTrace() throws Exception {
        assumeTrue(PrometheusProcess.isInstalled(), "prometheus is not installed: apt-get install prometheus");
        try (TraceReceiver traces = new TraceReceiver();
                Stack stack = Stack.start(installation, settings(traces), line -> System.out.println(line));
                PrometheusProcess prometheus = PrometheusProcess.start(
                        stack.endpoints(),
                        installation.home().resolve("k8s/components/monitoring/alerts.yaml"),
                        folder.resolve("prometheus"))) {
            // When
            List<String> traceIds = upload(stack);

            // Then
            for (String expression : expressions()) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(prometheus.series(expression))
                                .as("series of %s", expression)
                                .isPositive());
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(prometheus.evaluatedRules())
                            .hasSizeGreaterThan(10)
                            .allMatch(rule -> rule.endsWith(" ok")));
            for (String traceId : traceIds) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traces.servicesOf(traceId, SERVICES))
                                .as("services with spans of trace %s", traceId)
                                .containsExactlyInAnyOrderElementsOf(SERVICES));
            }
            System.out.println(expressions().size() + " expressions with series, "
                    + prometheus.evaluatedRules().size() + " rules evaluated, " + traceIds.size()
                    + " traces from upload to selector");
        }
    }

    /** Uploads frames, each with a sampled trace of its own; returns the trace ids. */
    private List<String> upload(Stack stack) throws IOException {
        send(stack, "/api/streams/observed", "PUT", RequestBody.create("{}", MediaType.get("application/json")), "");
        StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
        List<String> traceIds = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            RenderedFrame frame = camera.frame(i * 5);
            String traceId = "4bf92f3577b34da6a3ce929d0e0e47%02x".formatted(i + 16);
            send(
                    stack,
                    "/api/frames",
                    "POST",
                    new MultipartBody.Builder()
                            .setType(MultipartBody.FORM)
                            .addFormDataPart("streamId", "observed")
                            .addFormDataPart("capturedAt", frame.capturedAt().toString())
                            .addFormDataPart(
                                    "image",
                                    frame.fileName(),
                                    RequestBody.create(frame.jpeg(), MediaType.get("image/jpeg")))
                            .build(),
                    "00-" + traceId + "-00f067aa0ba902b7-01");
            traceIds.add(traceId);
        }
        return traceIds;
    }

    private void send(Stack stack, String path, String method, RequestBody body, String traceParent)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(stack.endpoints().service("ingest").resolve(path).toString())
                .header("Authorization", "Bearer " + stack.endpoints().accessToken())
                .method(method, body);
        if (!traceParent.isEmpty()) {
            request.header("traceparent", traceParent);
        }
        try (Response response = http.newCall(request.build()).execute()) {
            assertThat(response.isSuccessful()).as(response.toString()).isTrue();
        }
    }

    private List<String> expressions() throws IOException {
        List<String> expressions = new ObjectMapper()
                .readTree(installation
                        .home()
                        .resolve("docker/observability/grafana/dashboards/nerest.json")
                        .toFile())
                .findValuesAsText("expr");
        assertThat(expressions).isNotEmpty();
        return expressions;
    }

    private StackSettings settings(TraceReceiver traces) {
        return new StackSettings(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                false,
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED", "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", traces.address().toString(),
                        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "NEREST_ENGINE", "onnx-fp32"));
    }
}
