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
 * an uploaded frame up to its batch. It takes minutes, so it runs only with {@code -Dnerest.observed-stack=true}.
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
    void everyExpressionReturnsSeriesEveryAlertIsEvaluatedAndOneTraceLeadsFromUploadToBatch() throws Exception {
        assumeTrue(PrometheusProcess.isInstalled(), "prometheus is not installed: apt-get install prometheus");
        try (TraceReceiver traces = new TraceReceiver();
                Stack stack = Stack.start(installation, settings(traces), line -> System.out.println(line));
                PrometheusProcess prometheus = PrometheusProcess.start(
                        stack.endpoints(),
                        installation.home().resolve("docker/observability/alerts.yml"),
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
            openCampaign(stack);
            for (String traceId : traceIds) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traces.hasSpan(traceId, "select batch"))
                                .as("the batch in trace %s", traceId)
                                .isTrue());
            }
            System.out.println(expressions().size() + " expressions with series, "
                    + prometheus.evaluatedRules().size() + " rules evaluated, " + traceIds.size()
                    + " traces from upload to detections to batch");
        }
    }

    /** Uploads frames, each with a sampled trace of its own; returns the trace ids. */
    private List<String> upload(Stack stack) throws IOException {
        send(stack, "ingest", "PUT", "/api/streams/observed", json("{}"), "");
        StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
        List<String> traceIds = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            RenderedFrame frame = camera.frame(i * 5);
            String traceId = "4bf92f3577b34da6a3ce929d0e0e47%02x".formatted(i + 16);
            send(
                    stack,
                    "ingest",
                    "POST",
                    "/api/frames",
                    image("observed", frame),
                    "00-" + traceId + "-00f067aa0ba902b7-01");
            traceIds.add(traceId);
        }
        return traceIds;
    }

    /** Opens a campaign whose first batch has all uploaded frames; a frame of another stream is its validation set. */
    private void openCampaign(Stack stack) throws IOException {
        send(stack, "ingest", "PUT", "/api/streams/validation", json("{}"), "");
        RenderedFrame frame =
                new StreamRenderer(RenderedCameras.camera(2, 0), new FrameFormat(160, 96, 88), 0).frame(0);
        String frameId = new ObjectMapper()
                .readTree(send(stack, "ingest", "POST", "/api/frames", image("validation", frame), ""))
                .at("/frames/0/frameId")
                .asText();
        String label = "{'labels':[{'frameId':'" + frameId
                + "','author':'test','boxes':[{'classId':0,'cx':0.5,'cy':0.5,'w':0.2,'h':0.2}]}]}";
        send(stack, "ingest", "POST", "/api/labels", json(label), "");
        String campaign = "{'name':'observed','streams':['observed'],'validation':{'streams':['validation']},'initial':"
                + FRAMES + ",'batchSize':1,'sampleSize':1,'rounds':1}";
        // The selector receives frames and labels as events, after ingest has acknowledged them.
        await().atMost(LIMIT)
                .untilAsserted(() -> send(stack, "selector", "POST", "/api/campaigns", json(campaign), ""));
    }

    private static RequestBody json(String text) {
        return RequestBody.create(text.replace('\'', '"'), MediaType.get("application/json"));
    }

    private static RequestBody image(String stream, RenderedFrame frame) {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("streamId", stream)
                .addFormDataPart("capturedAt", frame.capturedAt().toString())
                .addFormDataPart(
                        "image", frame.fileName(), RequestBody.create(frame.jpeg(), MediaType.get("image/jpeg")))
                .build();
    }

    private String send(Stack stack, String service, String method, String path, RequestBody body, String traceParent)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(stack.endpoints().service(service).resolve(path).toString())
                .header("Authorization", "Bearer " + stack.endpoints().accessToken())
                .method(method, body);
        if (!traceParent.isEmpty()) {
            request.header("traceparent", traceParent);
        }
        try (Response response = http.newCall(request.build()).execute()) {
            String answer = response.body().string();
            assertThat(response.isSuccessful()).as(response + answer).isTrue();
            return answer;
        }
    }

    private List<String> expressions() throws IOException {
        List<String> expressions = new ObjectMapper()
                .readTree(installation
                        .home()
                        .resolve("k8s/components/monitoring/dashboards/nerest.json")
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
