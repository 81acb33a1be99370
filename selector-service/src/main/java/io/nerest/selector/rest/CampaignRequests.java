package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.arguments.NearestName;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.service.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads campaigns strictly: a misspelt field is an error with the nearest name, never a default that nobody asked for. */
final class CampaignRequests {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private static final int MOST_OF_A_MESSAGE = 300;

    private CampaignRequests() {}

    /**
     * Reads one.
     *
     * @throws ProblemException 400, where the body is no campaign; the detail says which field and why
     */
    static CampaignRequest read(byte[] body) {
        if (body.length == 0) {
            throw unreadable("the body is empty where a campaign is expected");
        }
        try {
            CampaignRequest request = JSON.readValue(body, CampaignRequest.class);
            if (request == null) {
                throw unreadable("the body is null where a campaign is expected");
            }
            return request;
        } catch (InvalidNullException e) {
            throw unreadable("field '" + path(e) + "' holds null where a value is expected");
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            throw unreadable("field '" + path(e) + "' is not known" + NearestName.hint(e.getPropertyName(), known));
        } catch (JsonMappingException e) {
            throw unreadable((path(e).isEmpty() ? "the body" : "field '" + path(e) + "'") + " is not as it should be: "
                    + complaint(e));
        } catch (JsonProcessingException e) {
            throw unreadable("the body is not JSON: " + brief(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unreadable("the body cannot be read: " + e.getMessage());
        }
    }

    /**
     * A campaign's configuration with some of its fields replaced, each whole.
     *
     * @throws ProblemException 400, where the body is no such object
     */
    static CampaignRequest merge(CampaignConfig config, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(config);
        return read(with(merged, changes));
    }

    private static byte[] with(ObjectNode merged, byte[] changes) {
        fields(changes).properties().forEach(field -> {
            // A null is a field that is left out, here as in a campaign that is opened.
            if (!field.getValue().isNull()) {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same for a campaign of its own, which starts from the other's base model unless another one is named. */
    static CampaignRequest merge(CampaignConfig planned, String baseModelId, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(planned);
        merged.put("baseModelId", baseModelId);
        return read(with(merged, changes));
    }

    /** The fields of an object; none for an empty body. */
    static ObjectNode fields(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw unreadable("the body must be a JSON object of the fields to change");
        } catch (JsonProcessingException e) {
            throw unreadable("the body is not JSON: " + brief(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unreadable("the body cannot be read: " + e.getMessage());
        }
    }

    /** What is wrong with a field in the terms of JSON: whoever sends one knows nothing of our classes. */
    private static String complaint(JsonMappingException e) {
        if (e.getCause() instanceof JsonProcessingException number) {
            return brief(number.getOriginalMessage());
        }
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "it must be " + expected(mismatch.getTargetType())
                : brief(e.getOriginalMessage());
    }

    private static String expected(Class<?> type) {
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String brief(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= MOST_OF_A_MESSAGE ? line : line.substring(0, MOST_OF_A_MESSAGE) + "...";
    }

    private static ProblemException unreadable(String detail) {
        return new ProblemException(400, detail);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
    }
}
