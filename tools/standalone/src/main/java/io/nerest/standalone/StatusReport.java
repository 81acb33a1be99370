package io.nerest.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The report of {@code nerest status}: processes, health, lag, dead letters, running campaigns and model. */
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
            boolean alive = stack.isRunning(part);
            ready &= alive;
            out.printf(
                    "%-10s %-8s %-44s %s%n", part, pid(part), endpoints.urls().get(part), alive ? "running" : "DOWN");
        }
        for (String part : services()) {
            String state = stack.isRunning(part) ? health(part) : "DOWN";
            ready &= state.equals("ready");
            out.printf(
                    "%-10s %-8s %-44s %s%n", part, pid(part), endpoints.urls().get(part), state);
        }
        out.println();
        ready &= printLag(out);
        out.println();
        ready &= printDeadLettersAndCampaigns(out);
        out.println();
        out.println("current model: " + currentModel());
        return ready;
    }

    private List<String> services() {
        List<String> services = new ArrayList<>(Endpoints.SERVICES);
        if (stack.pids().containsKey(Endpoints.CONSOLE)) {
            services.add(Endpoints.CONSOLE);
        }
        return services;
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
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + endpoints.accessToken())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
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
            return true;
        } catch (ExecutionException e) {
            out.println("lag unknown: the broker at " + endpoints.kafka() + " gives no answer: " + cause(e));
            return false;
        }
    }

    private static String cause(ExecutionException failure) {
        return failure.getCause() == null
                ? String.valueOf(failure.getMessage())
                : String.valueOf(failure.getCause().getMessage());
    }

    private boolean printDeadLettersAndCampaigns(PrintWriter out) throws InterruptedException {
        RejectedEvents deadLetters;
        boolean known = true;
        try {
            deadLetters = RejectedEvents.read(endpoints.kafka(), TIMEOUT);
            deadLetters.print(out);
            if (!deadLetters.counts().isEmpty()) {
                out.println("  " + openDeadLetters() + "list, resend or drop them: ./nerest dead-letters");
            }
        } catch (KafkaException e) {
            out.println(
                    "dead letters unknown: the broker at " + endpoints.kafka() + " gives no answer: " + e.getMessage());
            deadLetters = new RejectedEvents(Map.of(), List.of());
            known = false;
        }
        out.println();
        return printCampaigns(out, deadLetters) && known;
    }

    /** Returns how many of the dead letters were neither resent nor dropped; empty if the selector does not respond. */
    private String openDeadLetters() throws InterruptedException {
        try {
            HttpResponse<String> response =
                    get(endpoints.service("selector").resolve("/api/dead-letters?state=open&limit=1"));
            JsonNode listing = new ObjectMapper().readTree(response.body());
            return listing.has("matching") ? listing.path("matching").asInt() + " are open; " : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Prints campaigns that have not ended: what they wait for, or why they cannot continue. */
    private boolean printCampaigns(PrintWriter out, RejectedEvents deadLetters) throws InterruptedException {
        try {
            ObjectMapper json = new ObjectMapper();
            URI selector = endpoints.service("selector");
            List<RunningCampaign> open = new ArrayList<>();
            for (JsonNode campaign :
                    json.readTree(get(selector.resolve("/api/campaigns")).body())) {
                String id = campaign.path("id").asText();
                if (campaign.path("state").asText().equals("RUNNING")) {
                    open.add(RunningCampaign.of(
                            json.readTree(get(selector.resolve("/api/campaigns/" + id))
                                    .body()),
                            deadLetters.ofCampaign(id)));
                }
            }
            out.println(open.isEmpty() ? "no running campaigns" : "running campaigns");
            open.forEach(campaign -> out.println("  " + campaign.line()));
            return true;
        } catch (IOException e) {
            out.println("campaigns unknown (no response from selector)");
            return false;
        }
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
