package io.nerest.platform;

import java.util.Map;

/**
 * Settings of a broker that only trials need.
 *
 * @param linkPort port of a second listener; 0 for none
 * @param linkAdvertisedPort port on localhost that the second listener advertises to clients: the port of a proxy
 * @param retentionMillis time for which records of topics without compaction are kept; -1 for ever
 */
record KafkaExtras(int linkPort, int linkAdvertisedPort, long retentionMillis) {
    /** A segment is deleted as a whole, so it must be closed within a fraction of the retention. */
    private static final int SEGMENTS_PER_RETENTION = 4;

    KafkaExtras {
        if ((linkPort == 0) != (linkAdvertisedPort == 0)) {
            throw new IllegalArgumentException("--link-port and --link-advertised-port need each other");
        }
        if (retentionMillis != -1 && retentionMillis < 1_000) {
            throw new IllegalArgumentException("--retention-ms=" + retentionMillis + ": must be -1 or at least 1000");
        }
    }

    /** Adds the settings to the broker's properties. */
    void addTo(Map<String, String> properties) {
        if (linkPort != 0) {
            properties.merge("listeners", "LINK://localhost:" + linkPort, KafkaExtras::joined);
            properties.merge("advertised.listeners", "LINK://localhost:" + linkAdvertisedPort, KafkaExtras::joined);
            properties.merge("listener.security.protocol.map", "LINK:PLAINTEXT", KafkaExtras::joined);
        }
        if (retentionMillis != -1) {
            String part = Long.toString(Math.max(1_000, retentionMillis / SEGMENTS_PER_RETENTION));
            properties.put("log.retention.ms", Long.toString(retentionMillis));
            properties.put("log.roll.ms", part);
            properties.put("log.retention.check.interval.ms", part);
            properties.put("log.segment.delete.delay.ms", "1000");
        }
    }

    private static String joined(String before, String added) {
        return before + "," + added;
    }
}
