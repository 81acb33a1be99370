package io.nerest.messaging.sending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Storage format of record headers in the outbox: a JSON object of base64 values. */
final class HeaderJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, byte[]>> HEADERS = new TypeReference<>() {};

    private HeaderJson() {}

    static String write(Map<String, byte[]> headers) {
        try {
            return MAPPER.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers " + headers.keySet() + " cannot be written", e);
        }
    }

    static Map<String, byte[]> read(String json) {
        try {
            return MAPPER.readValue(json, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers stored in the outbox are not valid JSON", e);
        }
    }
}
