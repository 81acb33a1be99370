package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages JSON: its values, its fields, or its text. */
final class JsonMutations {
    /** Stands for a hostile value until the tree is text: a tree cannot hold half of a surrogate pair or 1e999999999. */
    private static final String MARK = "\"@hostile@\"";

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "7",
            "\"text\"",
            "true",
            "{",
            "}",
            "[",
            "{\"a\"",
            "{\"a\":}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":1,}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "// comment\n{}",
            "\u0000",
            "{\"a\":\"\u0001\"}",
            "[".repeat(3_000),
            "{\"a\":".repeat(3_000),
            "<xml/>",
            "{} {}");

    private final Random random;
    private final HostileValues hostile;

    JsonMutations(Random random, HostileValues hostile) {
        this.random = random;
        this.hostile = hostile;
    }

    byte[] damaged(JsonNode valid, List<String> applied) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                applied.add("another body");
                yield hostile.pick(BODIES).getBytes(StandardCharsets.UTF_8);
            }
            case 1 -> {
                applied.add("damaged bytes");
                yield damagedBytes(valid.toString().getBytes(StandardCharsets.UTF_8));
            }
            case 2 -> {
                applied.add("truncated body");
                String text = valid.toString();
                yield text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            }
            case 3 -> {
                applied.add("duplicate or unknown field");
                String text = valid.toString();
                String extra = random.nextBoolean() ? text.substring(1, text.length() - 1) : "\"unknown\":1";
                yield ("{" + extra + (text.length() > 2 ? "," : "") + text.substring(1))
                        .getBytes(StandardCharsets.UTF_8);
            }
            default -> {
                applied.add("hostile value");
                yield replaced(valid).getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    private byte[] damagedBytes(byte[] bytes) {
        byte[] damaged = Arrays.copyOf(bytes, Math.max(1, bytes.length));
        for (int i = 0; i <= random.nextInt(4); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private String replaced(JsonNode valid) {
        JsonNode tree = valid.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        if (containers.isEmpty()) {
            return hostile.json();
        }
        JsonNode container = hostile.pick(containers);
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = hostile.pick(names);
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.put(name, MARK.substring(1, MARK.length() - 1));
            }
        } else if (container instanceof ArrayNode array) {
            array.add(MARK.substring(1, MARK.length() - 1));
        }
        return tree.toString().replace(MARK, hostile.json());
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isArray() || (node.isObject() && !node.isEmpty())) {
            containers.add(node);
        }
        node.forEach(child -> collect(child, containers));
    }
}
