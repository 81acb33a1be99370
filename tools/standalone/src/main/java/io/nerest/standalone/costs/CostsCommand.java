package io.nerest.standalone.costs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest costs}: measures what a frame takes in a running stack, and multiplies. */
@Command(
        name = "costs",
        description = "Measure what a frame costs in a running stack, and print what a season of cameras would cost.")
public final class CostsCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long LEAST_FRAMES = 50;
    private static final List<String> EVENTS_OF_FRAMES = List.of("frames", "detections", "bucket-notifications");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of a running stack that has scored frames. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(names = "--cameras", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int cameras = 20;

    @Option(
            names = "--fps",
            paramLabel = "F",
            defaultValue = "1",
            description = "Frames per second of each camera. Default: ${DEFAULT-VALUE}.")
    private double fps = 1;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "Days of the season. Default: ${DEFAULT-VALUE}.")
    private int days = 90;

    @Option(
            names = "--empty-share",
            paramLabel = "F",
            defaultValue = "0.95",
            description = "Share of frames without fish, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double emptyShare = 0.95;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cameras < 1 || !(fps > 0) || days < 1 || !(emptyShare >= 0 && emptyShare <= 1)) {
            throw new IllegalArgumentException(
                    "--cameras and --days must be at least 1, --fps above 0, --empty-share from 0 to 1");
        }
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                        + ": start one with './nerest up --data-dir " + dataDir + "', and send it frames"));
        Endpoints endpoints = new Endpoints(stack.ports(), AccessToken.in(dataDir));
        FrameCost cost = measure(endpoints);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d cameras, %s frames per second each, %d days; one frame measured in the stack on %s%n%n",
                cameras, fps, days, dataDir);
        out.print(CostTable.of(cost, new SeasonPlan(cameras, fps, days, emptyShare, 14, 0.01, 7, 3))
                .markdown());
        out.flush();
        return 0;
    }

    private FrameCost measure(Endpoints endpoints) throws IOException, InterruptedException {
        long frames = new ObjectMapper()
                .readTree(get(endpoints, endpoints.service("ingest").resolve("/api/frames/counts")))
                .path("registered")
                .asLong();
        if (frames < LEAST_FRAMES) {
            throw new IllegalArgumentException("the stack on " + dataDir + " has " + frames
                    + " frames; send it at least " + LEAST_FRAMES + " for a measurement");
        }
        MetricsPage ingest = page(endpoints, "ingest");
        MetricsPage scoring = page(endpoints, "scoring");
        double database = 0;
        for (String service : Endpoints.SERVICES) {
            database += page(endpoints, service).require("nerest_database_size_bytes");
        }
        return new FrameCost(
                ingest.require("nerest_ingest_bytes_total") / newFrames(ingest),
                kafkaBytes(endpoints.kafka()) / frames,
                database / frames,
                scoring.require("nerest_scoring_duration_seconds_sum")
                        / scoring.require("nerest_scoring_frames_total"));
    }

    /** Frames since the start of the process, as the bytes are counted: every new frame has exactly one size. */
    private static double newFrames(MetricsPage ingest) {
        return ingest.require("nerest_ingest_frames_total");
    }

    private static MetricsPage page(Endpoints endpoints, String service) throws IOException, InterruptedException {
        return MetricsPage.parse(get(endpoints, endpoints.service(service).resolve("/q/metrics")));
    }

    private static String get(Endpoints endpoints, URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(LIMIT)
                                .header("Authorization", "Bearer " + endpoints.accessToken())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " returned " + response.statusCode());
        }
        return response.body();
    }

    /** The bytes of the topics in which every frame has events. */
    private static double kafkaBytes(String bootstrap) throws IOException, InterruptedException {
        try (Admin kafka = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
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
            throw new IOException("the broker at " + bootstrap + " gives no answer", e);
        }
    }
}
