package io.nerest.testing.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls every endpoint of a running service with every role, and without, and compares who is refused with the documentation. */
public final class AccessTrial {
    private static final List<String> ROLES = List.of("ecologist", "engineer", "operator", "camera");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String UNKNOWN_ID = "00000000-0000-0000-0000-000000000000";
    private static final String FORM = "multipart/form-data";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final URI server;
    private final Map<String, String> tokens;
    private final List<String> invalidTokens;

    /**
     * A trial with the tokens of {@link TestTokens}.
     *
     * @param service name in the documentation, such as {@code ingest}
     */
    public AccessTrial(String service, URI server) {
        this(
                service,
                server,
                ROLES.stream().collect(Collectors.toMap(role -> role, TestTokens::withRole)),
                List.of("nonsense", TestTokens.expired()));
    }

    /**
     * A trial with the tokens of an identity provider.
     *
     * @param service name in the documentation, such as {@code ingest}
     * @param tokens a valid token by role; the token of a role that the documentation does not know gives no rights
     * @param invalidTokens must be refused everywhere
     */
    public AccessTrial(String service, URI server, Map<String, String> tokens, List<String> invalidTokens) {
        this.service = service;
        this.server = server;
        this.tokens = Map.copyOf(tokens);
        this.invalidTokens = List.copyOf(invalidTokens);
    }

    /**
     * The outcome.
     *
     * @param granted permissions that were used
     * @param refused requests that were refused as they must be
     * @param findings endpoints that are not documented, and requests with another outcome than documented
     */
    public record Outcome(int granted, int refused, List<String> findings) {}

    /** Calls all endpoints that the service describes. */
    public Outcome run() throws IOException, InterruptedException {
        Map<String, Set<String>> documented =
                AccessTable.read().roles().getOrDefault(service, new TreeMap<String, Set<String>>());
        List<String> findings = new ArrayList<>();
        int granted = 0;
        int refused = 0;
        for (Map.Entry<String, String> described : operations().entrySet()) {
            String operation = described.getKey();
            String contentType = described.getValue();
            Set<String> allowed = documented.get(operation);
            if (allowed == null) {
                findings.add(operation + " is not in docs/access.md");
                continue;
            }
            for (Map.Entry<String, String> token : tokens.entrySet()) {
                String role = token.getKey();
                int status = call(operation, contentType, token.getValue());
                boolean mayCall = allowed.contains(role);
                if (mayCall == (status == FORBIDDEN) || status == UNAUTHORIZED) {
                    findings.add(operation + " by " + role + ": status " + status);
                } else if (mayCall) {
                    granted++;
                } else {
                    refused++;
                }
            }
            refused += refusedWithoutToken(operation, contentType, findings);
        }
        return new Outcome(granted, refused, findings);
    }

    /** Returns how many of the requests without a valid token are refused. */
    private int refusedWithoutToken(String operation, String contentType, List<String> findings)
            throws IOException, InterruptedException {
        List<Integer> answers = new ArrayList<>();
        answers.add(call(operation, contentType, null));
        for (String invalid : invalidTokens) {
            answers.add(call(operation, contentType, invalid));
        }
        answers.stream()
                .filter(status -> status != UNAUTHORIZED)
                .forEach(status -> findings.add(operation + " without a valid token: status " + status));
        return (int) answers.stream().filter(status -> status == UNAUTHORIZED).count();
    }

    /** The described operations, with the media type of their body. */
    private Map<String, String> operations() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/q/openapi?format=json")).build();
        JsonNode description = new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        Map<String, String> operations = new LinkedHashMap<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                contentType(method.getValue()));
                    }
                }));
        return operations;
    }

    private static String contentType(JsonNode operation) {
        Iterator<String> described =
                operation.path("requestBody").path("content").fieldNames();
        String type = described.hasNext() ? described.next() : "application/json";
        return type.equals(FORM) ? FORM + "; boundary=b" : type.replace("*", "octet-stream");
    }

    /** The ids are unknown and the bodies incomplete, so that requests that are granted change nothing. */
    private int call(String operation, String contentType, @Nullable String token)
            throws IOException, InterruptedException {
        String[] parts = operation.split(" ", 2);
        String method = parts[0];
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(parts[1].replaceAll("\\{[^}]*}", UNKNOWN_ID)))
                .method(
                        method,
                        method.equals("GET") || method.equals("DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        contentType.startsWith(FORM) ? "--b--\r\n" : "[]"))
                .header("Content-Type", contentType);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
