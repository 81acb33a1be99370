package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Generates values that fit a schema. Ids come from the responses seen so far, so that some exist. */
final class SchemaValues {
    private static final int DEEPEST = 6;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode description;
    private final Random random;
    private final SeenIds ids;

    SchemaValues(JsonNode description, Random random, SeenIds ids) {
        this.description = description;
        this.random = random;
        this.ids = ids;
    }

    JsonNode json(JsonNode schema) {
        return json(schema, 0);
    }

    private JsonNode json(JsonNode unresolved, int depth) {
        JsonNode schema = FuzzedOperation.resolved(description, unresolved);
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.path(choice).size() > 0) {
                return json(schema.path(choice).get(0), depth);
            }
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(random.nextInt(200));
            case "number" -> NODES.numberNode(random.nextInt(1, 100) / 100.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.textNode(text(schema));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText(schema.has("properties") ? "object" : "string");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        Set<String> required = new java.util.HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            if (depth < DEEPEST && (required.contains(property.getKey()) || random.nextInt(3) > 0)) {
                object.set(property.getKey(), json(property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject() && depth < DEEPEST && random.nextBoolean()) {
            object.set("epochs", json(schema.path("additionalProperties"), depth + 1));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int length = depth < DEEPEST ? random.nextInt(3) : 0;
        for (int i = 0; i < length; i++) {
            array.add(json(schema.path("items"), depth + 1));
        }
        return array;
    }

    /** Returns text for a schema; letters and digits only, so that it needs no encoding. */
    String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> ids.uuid(random);
            case "date-time" -> "2026-08-01T12:00:00Z";
            default -> random.nextBoolean() ? ids.name(random) : "a" + random.nextInt(50);
        };
    }
}
