package io.nerest.selector.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The numbers a score was made of, as they are stored. */
final class StrategyComponents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

    private StrategyComponents() {}

    static Map<String, Double> read(String json) {
        try {
            return JSON.readValue(json, NUMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored parts are not readable: " + e.getOriginalMessage(), e);
        }
    }
}
