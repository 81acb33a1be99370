package io.nerest.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out whether the OpenAPI description of a service has an example of each JSON body, and that examples have no unknown field. */
public final class JsonBodyExamples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode description;
    private final List<String> problems = new ArrayList<>();

    private JsonBodyExamples(JsonNode description) {
        this.description = description;
    }

    /** Checks the description of the service under test; returns one line for each problem. */
    public static List<String> problems() throws JsonProcessingException {
        JsonBodyExamples examples = new JsonBodyExamples(JSON.readTree(
                given().accept("application/json").get("/q/openapi").asString()));
        if (examples.check() == 0) {
            examples.problems.add("no operation has a JSON body");
        }
        return examples.problems;
    }

    private int check() {
        int bodies = 0;
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode content = operation.getValue().at("/requestBody/content/application~1json");
                if (!content.isMissingNode()) {
                    bodies++;
                    check(operation.getKey() + " " + path.getKey(), content);
                }
            }
        }
        return bodies;
    }

    private void check(String name, JsonNode content) {
        JsonNode schema = resolved(content.path("schema"));
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        schema.path("examples").forEach(examples::add);
        Stream.of(content, schema)
                .map(place -> place.path("example"))
                .filter(one -> !one.isMissingNode())
                .forEach(examples::add);
        if (examples.isEmpty()) {
            problems.add(name + ": no example");
        }
        for (JsonNode example : examples) {
            JsonNode parsed = parsed(example);
            if (!parsed.isObject() && !parsed.isArray()) {
                problems.add(name + ": the example is no JSON: " + example);
            } else if (schema.has("properties") && !isAnyJson(content)) {
                Set<String> unknown = new HashSet<>();
                parsed.fieldNames().forEachRemaining(unknown::add);
                schema.path("properties").fieldNames().forEachRemaining(unknown::remove);
                if (!unknown.isEmpty()) {
                    problems.add(name + ": the example has fields that the schema lacks: " + unknown);
                }
            }
        }
    }

    /** Whether the body may have any fields; the schema then describes the class that holds JSON. */
    private static boolean isAnyJson(JsonNode content) {
        return content.at("/schema/$ref").asText().endsWith("/JsonNode");
    }

    private static JsonNode parsed(JsonNode example) {
        try {
            return example.isTextual() ? JSON.readTree(example.textValue()) : example;
        } catch (JsonProcessingException e) {
            return example;
        }
    }

    /** Follows a reference; of alternatives, takes the first that is not null. */
    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolved(description.at(schema.path("$ref").asText().substring(1)));
        }
        for (String alternatives : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode one : schema.path(alternatives)) {
                if (!one.path("type").asText().equals("null")) {
                    return resolved(one);
                }
            }
        }
        return schema;
    }
}
