package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Changes a JSON document: one value into another of the same or another type, or its bytes into no JSON at all. */
final class JsonMutation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONG_TEXT = 100_000;
    private static final int HUGE_TEXT = 900_000;
    private static final int DEPTH = 3_000;

    private final Random random;

    JsonMutation(Random random) {
        this.random = random;
    }

    /** Returns bytes that are no JSON document, or one that was cut off. */
    byte[] broken(byte[] json) {
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(json, random.nextInt(json.length));
            case 1 -> new byte[0];
            case 2 -> flipped(json);
            case 3 -> text("[".repeat(DEPTH));
            case 4 -> text(new String(json, StandardCharsets.UTF_8) + "}{");
            case 5 -> random(200);
            default ->
                text(List.of("null", "[]", "7", "\"text\"", "true", "{}", "NaN", "\uFEFF{}")
                        .get(random.nextInt(8)));
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] json) {
        byte[] changed = json.clone();
        for (int i = 0; i < 3; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    /** Returns a JSON document in which one field is missing, added, or has another value. */
    byte[] changed(byte[] json) {
        try {
            JsonNode document = JSON.readTree(json);
            List<JsonNode> containers = new ArrayList<>();
            collect(document, containers);
            change(containers.get(random.nextInt(containers.size())));
            return JSON.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void change(JsonNode container) {
        if (container instanceof ArrayNode array) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.set(index, value(array.get(index)));
                case 1 -> array.add(array.get(index));
                default -> array.remove(index);
            }
            return;
        }
        ObjectNode object = (ObjectNode) container;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            default -> object.set(name, value(object.get(name)));
        }
    }

    /** Returns another value: of the same type if possible in half of the cases. */
    private JsonNode value(JsonNode before) {
        if (random.nextBoolean()) {
            if (before.isNumber()) {
                return number();
            }
            if (before.isTextual()) {
                return NODES.textNode(words(before.asText()));
            }
        }
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> number();
            case 3 -> NODES.textNode(words(before.asText()));
            case 4 -> NODES.arrayNode().add(before);
            case 5 -> NODES.objectNode().set("value", before);
            default -> NODES.arrayNode();
        };
    }

    private JsonNode number() {
        List<String> numbers = List.of(
                "-1",
                "0",
                "0.5",
                "2147483647",
                "2147483648",
                "-9223372036854775808",
                "1e308",
                "1e-300",
                "1e999",
                "-0.0");
        return NODES.numberNode(new BigDecimal(numbers.get(random.nextInt(numbers.size()))));
    }

    private String words(String before) {
        List<String> texts = List.of(
                "",
                " ",
                "\u0000",
                before + "\u0000",
                "\ud800",
                "x".repeat(LONG_TEXT),
                "\uD83D\uDC1F".repeat(50),
                "../../etc/passwd",
                "'; drop table frame; --",
                "NaN",
                "-1",
                "+1000000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                before.toUpperCase(Locale.ROOT),
                before + " ",
                "\u202e" + before,
                "00000000-0000-0000-0000-000000000000",
                "a/./b",
                "100%.jpg");
        return random.nextInt(200) == 0 ? "y".repeat(HUGE_TEXT) : texts.get(random.nextInt(texts.size()));
    }
}
