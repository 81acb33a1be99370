package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of an OpenAPI description.
 *
 * @param method in upper case
 * @param path with parameters in braces
 * @param body what it accepts; empty if it has no body
 */
record FuzzedOperation(String method, String path, List<Parameter> parameters, Optional<Body> body) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** @param in path, query or header */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** @param contentType such as {@code application/json} */
    record Body(String contentType, JsonNode schema) {}

    String name() {
        return method + " " + path;
    }

    /** Returns all operations of a description. */
    static List<FuzzedOperation> of(JsonNode description) {
        List<FuzzedOperation> operations = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(of(description, path.getKey(), path.getValue(), method.getKey()));
                    }
                }));
        return operations;
    }

    private static FuzzedOperation of(JsonNode description, String path, JsonNode shared, String method) {
        JsonNode operation = shared.path(method);
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode list : List.of(shared.path("parameters"), operation.path("parameters"))) {
            list.forEach(parameter -> parameters.add(new Parameter(
                    parameter.path("name").asText(),
                    parameter.path("in").asText(),
                    parameter.path("required").asBoolean(),
                    resolved(description, parameter.path("schema")))));
        }
        Optional<Body> body = operation.path("requestBody").path("content").properties().stream()
                .findFirst()
                .map(content -> new Body(content.getKey(), content.getValue().path("schema")));
        return new FuzzedOperation(method.toUpperCase(java.util.Locale.ROOT), path, List.copyOf(parameters), body);
    }

    /** Follows a reference to a schema of the description. */
    static JsonNode resolved(JsonNode description, JsonNode schema) {
        JsonNode current = schema;
        while (current.has("$ref")) {
            current = description.at(current.path("$ref").asText().substring(1));
        }
        return current;
    }
}
