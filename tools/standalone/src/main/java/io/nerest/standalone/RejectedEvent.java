package io.nerest.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that a service has rejected.
 *
 * @param topic the dead-letter topic
 * @param service the service that rejected it; empty if the record does not name it
 * @param reason why; one line
 * @param campaignId the campaign that the rejected event belongs to, if it names one
 */
record RejectedEvent(String topic, String service, String reason, Optional<String> campaignId) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_REASON = 300;

    static RejectedEvent of(ConsumerRecord<byte[], byte[]> record) {
        String reason =
                header(record, "dead-letter-reason").replaceAll("\\s+", " ").strip();
        String shown = reason.isEmpty() ? "no reason is recorded" : reason;
        return new RejectedEvent(
                record.topic(),
                header(record, "dead-letter-service"),
                shown.length() > LONGEST_REASON ? shown.substring(0, LONGEST_REASON) + "..." : shown,
                campaign(record.value()));
    }

    private static Optional<String> campaign(byte[] value) {
        try {
            JsonNode id = value == null ? null : JSON.readTree(value).path("campaignId");
            return id == null || !id.isTextual() ? Optional.empty() : Optional.of(id.asText());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
