package io.nerest.standalone.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead letters of a selector, over REST. */
final class SelectorClient {
    private static final String PATH = "/api/dead-letters";

    private final RemoteService selector;

    SelectorClient(RemoteService selector) {
        this.selector = selector;
    }

    /** Returns the selected letters, with their number. */
    JsonNode list(Map<String, String> filters) throws IOException, InterruptedException {
        String query = filters.entrySet().stream()
                .map(filter -> filter.getKey() + "=" + encoded(filter.getValue()))
                .collect(Collectors.joining("&"));
        return selector.get(PATH + "?" + query);
    }

    JsonNode one(String id) throws IOException, InterruptedException {
        return selector.get(PATH + "/" + encoded(id));
    }

    /** @param decision {@code resend} or {@code drop} */
    JsonNode decide(String id, String decision) throws IOException, InterruptedException {
        return selector.post(PATH + "/" + encoded(id) + "/" + decision);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
