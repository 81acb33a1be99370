package io.nerest.standalone.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Downloads the TensorBoard event files of a campaign's trainings from its services. */
final class CampaignEventFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI selector;
    private final URI trainer;
    private final String accessToken;

    /** @param accessToken bearer token; empty to send none */
    CampaignEventFiles(URI selector, URI trainer, String accessToken) {
        this.selector = selector;
        this.trainer = trainer;
        this.accessToken = accessToken;
    }

    /**
     * Writes one folder for each trained round, {@code round-1}, {@code round-2}, ...; existing files are replaced.
     *
     * @param folder created if it does not exist
     * @return the rounds whose files were written
     * @throws IllegalArgumentException if there is no such campaign
     * @throws IOException if a service gives no answer, or a file cannot be written
     */
    List<Integer> fetch(String campaign, Path folder) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(selector, "/api/campaigns/" + encoded(campaign));
        if (answer.statusCode() == 404) {
            throw new IllegalArgumentException("there is no campaign '" + campaign + "'");
        }
        JsonNode found = JSON.readTree(requireSuccess(answer).body());
        List<Integer> written = new ArrayList<>();
        for (JsonNode round : found.path("rounds")) {
            String model = round.path("modelId").asText("");
            if (model.isEmpty()) {
                continue;
            }
            HttpResponse<byte[]> events = get(trainer, "/api/models/" + encoded(model) + "/events");
            if (events.statusCode() == 404) {
                continue; // of a version that kept no event files
            }
            int number = round.path("round").asInt();
            Path run = Files.createDirectories(folder.resolve("round-" + number));
            Files.write(
                    run.resolve("events.out.tfevents." + number),
                    requireSuccess(events).body());
            written.add(number);
        }
        return written;
    }

    private HttpResponse<byte[]> get(URI service, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(service.toString().replaceFirst("/+$", "") + path))
                .timeout(LIMIT);
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(
                    "the service at " + service + " gives no answer; './nerest status' shows its state", e);
        }
    }

    private static HttpResponse<byte[]> requireSuccess(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " returned " + answer.statusCode());
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
