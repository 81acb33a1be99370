package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for every response: no 5xx, and each 4xx is a problem detail (RFC 9457) without class names. */
final class ResponseRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LIBRARY_WORDS = Pattern.compile(
            "io\\.nerest|java\\.|jakarta|com\\.fasterxml|org\\.[a-z]+\\.|Cannot construct|JsonReadFeature|`|Exception|HTTP 4"
                    + "|StreamReadConstraints|deserialize");

    private ResponseRules() {}

    /** Returns the rule that a response breaks; empty if it breaks none. */
    static Optional<String> broken(FuzzedRequest request, RawHttpClient.RawResponse response) {
        int status = response.status();
        if (status >= 500) {
            return Optional.of("status " + status + ": " + text(response));
        }
        if (status < 400 || request.method().equals("HEAD")) {
            return Optional.empty();
        }
        String type = response.headers().getOrDefault("content-type", "none");
        if (!type.startsWith("application/problem+json")) {
            return Optional.of("status " + status + " with content type " + type + ": " + text(response));
        }
        try {
            return brokenProblem(status, JSON.readTree(response.body()));
        } catch (IOException e) {
            return Optional.of("status " + status + " with a body that is not JSON: " + text(response));
        }
    }

    private static Optional<String> brokenProblem(int status, JsonNode problem) {
        if (problem.path("title").asText("").isBlank()
                || problem.path("detail").asText("").isBlank()) {
            return Optional.of("a problem without title or detail: " + problem);
        }
        if (problem.path("status").asInt() != status) {
            return Optional.of("status " + status + " with a problem of another status: " + problem);
        }
        boolean namesAField = problem.path("errors").size() > 0
                && !problem.path("errors").get(0).path("field").asText("").isBlank();
        boolean wholeBody = problem.path("detail").asText().contains("body")
                || problem.path("detail").asText().contains("the form");
        if (status == 422 && !namesAField && !wholeBody && !problem.has("frames")) {
            return Optional.of("a 422 that names no field: " + problem);
        }
        Matcher words = LIBRARY_WORDS.matcher(problem.path("detail").asText());
        return words.find()
                ? Optional.of("a problem with the words of a library, '" + words.group() + "': " + problem)
                : Optional.empty();
    }

    private static String text(RawHttpClient.RawResponse response) {
        String text = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
