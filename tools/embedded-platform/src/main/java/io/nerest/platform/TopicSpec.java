package io.nerest.platform;

import java.util.Arrays;
import java.util.List;

/**
 * A topic to create if it does not exist.
 *
 * @param name the topic's name
 * @param partitions its number of partitions, 1 to 1,000
 * @param compacted whether it keeps the last record of each key without a time limit
 */
record TopicSpec(String name, int partitions, boolean compacted) {
    private static final String COMPACTED = ":compacted";
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

    /** Parses {@code name:partitions,name:partitions:compacted,...}; the default is one partition. */
    static List<TopicSpec> parseList(String list) {
        return Arrays.stream(list.split("[,\\s]+"))
                .filter(item -> !item.isBlank())
                .map(TopicSpec::parse)
                .toList();
    }

    private static TopicSpec parse(String item) {
        boolean compacted = item.endsWith(COMPACTED);
        String nameAndPartitions = compacted ? item.substring(0, item.length() - COMPACTED.length()) : item;
        int colon = nameAndPartitions.lastIndexOf(':');
        if (colon < 0) {
            return new TopicSpec(nameAndPartitions, 1, compacted);
        }
        try {
            return new TopicSpec(
                    nameAndPartitions.substring(0, colon),
                    Integer.parseInt(nameAndPartitions.substring(colon + 1)),
                    compacted);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "topic '" + item + "' must have the form name:partitions or name:partitions:compacted", e);
        }
    }
}
