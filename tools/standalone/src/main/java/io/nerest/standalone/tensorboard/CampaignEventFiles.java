package io.nerest.standalone.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.remote.RefusedException;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Downloads the TensorBoard event files of a campaign's trainings from its services. */
final class CampaignEventFiles {
    private static final int NOT_FOUND = 404;

    private final RemoteService selector;
    private final RemoteService trainer;

    CampaignEventFiles(RemoteService selector, RemoteService trainer) {
        this.selector = selector;
        this.trainer = trainer;
    }

    /**
     * Writes one folder for each trained round, {@code round-1}, {@code round-2}, ...; existing files are replaced.
     *
     * @param folder created if it does not exist
     * @return the rounds whose files were written
     * @throws IllegalArgumentException if there is no such campaign
     * @throws IOException if a service gives no answer or refuses, or a file cannot be written
     */
    List<Integer> fetch(String campaign, Path folder) throws IOException, InterruptedException {
        JsonNode found = RemoteService.JSON.readTree(find(selector, "/api/campaigns/" + encoded(campaign))
                .orElseThrow(() -> new IllegalArgumentException("there is no campaign '" + campaign + "'")));
        List<Integer> written = new ArrayList<>();
        for (JsonNode round : found.path("rounds")) {
            String model = round.path("modelId").asText("");
            // A version without event files answers 404.
            Optional<byte[]> events =
                    model.isEmpty() ? Optional.empty() : find(trainer, "/api/models/" + encoded(model) + "/events");
            if (events.isPresent()) {
                int number = round.path("round").asInt();
                Path run = Files.createDirectories(folder.resolve("round-" + number));
                Files.write(run.resolve("events.out.tfevents." + number), events.get());
                written.add(number);
            }
        }
        return written;
    }

    /** Returns the bytes at a path; empty if the service has none there. */
    private static Optional<byte[]> find(RemoteService service, String path) throws IOException, InterruptedException {
        try {
            return Optional.of(service.bytes(path));
        } catch (RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
