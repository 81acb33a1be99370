package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends requests to all endpoints of a service in this process and checks every response. {@code -Dnerest.fuzz.requests}
 * sets their number and {@code -Dnerest.fuzz.seed} the seed.
 */
public final class EndpointFuzzer {
    private static final int FEW_REQUESTS = 100;
    private static final long SEED = 20_261_121;
    private static final int MOST_FINDINGS = 50;
    private static final int WARM_UP = 100;

    private final URI server;
    private final Set<String> neverValid;

    /**
     * @param server root of the service
     * @param neverValid operations, such as {@code POST /api/benchmarks}, that take too long or change too much when they
     *     succeed
     */
    public EndpointFuzzer(URI server, Set<String> neverValid) {
        this.server = server;
        this.neverValid = Set.copyOf(neverValid);
    }

    /** Sends the configured number of requests; 100 if none is configured. */
    public FuzzReport run() throws IOException {
        return run(Integer.getInteger("nerest.fuzz.requests", FEW_REQUESTS), Long.getLong("nerest.fuzz.seed", SEED));
    }

    FuzzReport run(int requests, long seed) throws IOException {
        try (RawHttpClient client = new RawHttpClient(server)) {
            SeenIds ids = new SeenIds();
            RequestGenerator generator = new RequestGenerator(description(client), new Random(seed), ids, neverValid);
            Map<Integer, Integer> statuses = new TreeMap<>();
            List<String> findings = new ArrayList<>();
            Set<String> operations = new HashSet<>();
            long heapBefore = 0;
            for (int i = 0; i < requests; i++) {
                if (i == Math.min(WARM_UP, requests / 2)) {
                    heapBefore = usedHeap();
                }
                FuzzedRequest request = generator.next();
                operations.add(request.operation());
                int status = send(client, request, ids, findings);
                statuses.merge(status, 1, Integer::sum);
            }
            return new FuzzReport(requests, statuses, operations.size(), List.copyOf(findings), heapBefore, usedHeap());
        }
    }

    private static int send(RawHttpClient client, FuzzedRequest request, SeenIds ids, List<String> findings) {
        try {
            RawHttpClient.RawResponse response = client.send(request);
            if (response.status() < 300) {
                ids.collect(new String(response.body(), StandardCharsets.UTF_8));
            }
            ResponseRules.broken(request, response)
                    .filter(unused -> findings.size() < MOST_FINDINGS)
                    .ifPresent(rule -> findings.add(rule + "\n    after " + request.shown()));
            return response.status();
        } catch (IOException e) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add("no response: " + e.getMessage() + "\n    after " + request.shown());
            }
            return 0;
        }
    }

    private static JsonNode description(RawHttpClient client) throws IOException {
        RawHttpClient.RawResponse response = client.send(new FuzzedRequest(
                "description", "GET", "/q/openapi?format=json", Map.of("Accept", "application/json"), new byte[0], ""));
        return new ObjectMapper().readTree(response.body());
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
