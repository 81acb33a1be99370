package io.nerest.platform;

import java.util.Arrays;
import java.util.List;

/**
 * A topic to create if it does not exist.
 *
 * @param name the topic's name
 * @param partitions its number of partitions, 1 to 1,000
 */
record TopicSpec(String name, int partitions) {
    private static final int MAX_PARTITIONS = 1_000;

    TopicSpec {
        if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new IllegalArgumentException(
                    "topic name '" + name + "' must be 1 to 249 letters, digits, dots, underscores or hyphens");
        }
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "topic " + name + " needs 1 to " + MAX_PARTITIONS + " partitions, not " + partitions);
        }
    }

    /** Parses {@code name:partitions,name:partitions,...}; the default is one partition. */
    static List<TopicSpec> parseList(String list) {
        return Arrays.stream(list.split("[,\\s]+"))
                .filter(item -> !item.isBlank())
                .map(TopicSpec::parse)
                .toList();
    }

    private static TopicSpec parse(String item) {
        int colon = item.lastIndexOf(':');
        if (colon < 0) {
            return new TopicSpec(item, 1);
        }
        try {
            return new TopicSpec(item.substring(0, colon), Integer.parseInt(item.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("topic '" + item + "' must have the form name:partitions", e);
        }
    }
}
