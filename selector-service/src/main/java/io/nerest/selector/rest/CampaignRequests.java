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

/** Reads campaign requests strictly: an unknown field is an error that names the nearest known field. */
final class CampaignRequests {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private static final int LONGEST_MESSAGE = 300;

    private CampaignRequests() {}

    /**
     * Reads a request.
     *
     * @throws ProblemException 400 if the body is no campaign request; the detail names the field and the error
     */
    static CampaignRequest read(byte[] body) {
        if (body.length == 0) {
            throw unreadable("the body is empty; a campaign is expected");
        }
        try {
            CampaignRequest request = JSON.readValue(body, CampaignRequest.class);
            if (request == null) {
                throw unreadable("the body is null; a campaign is expected");
            }
            return request;
        } catch (InvalidNullException e) {
            throw unreadable("field '" + path(e) + "' is null; a value is expected");
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            throw unreadable("field '" + path(e) + "' is unknown" + NearestName.hint(e.getPropertyName(), known));
        } catch (JsonMappingException e) {
            throw unreadable(
                    (path(e).isEmpty() ? "the body" : "field '" + path(e) + "'") + " is invalid: " + problem(e));
        } catch (JsonProcessingException e) {
            throw unreadable("the body is not JSON: " + brief(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unreadable("the body cannot be read: " + e.getMessage());
        }
    }

    /**
     * Returns a request for a campaign's configuration with some fields replaced, each as a whole.
     *
     * @throws ProblemException 400 if the changes are no JSON object of campaign fields
     */
    static CampaignRequest merge(CampaignConfig config, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(config);
        return read(with(merged, changes));
    }

    private static byte[] with(ObjectNode merged, byte[] changes) {
        fields(changes).properties().forEach(field -> {
            // A field that is null counts as absent, as in a request for a new campaign.
            if (!field.getValue().isNull()) {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a request for a copy of a campaign, with the same base model unless the changes name another. */
    static CampaignRequest merge(CampaignConfig planned, String baseModelId, byte[] changes) {
        ObjectNode merged = JSON.valueToTree(planned);
        merged.put("baseModelId", baseModelId);
        return read(with(merged, changes));
    }

    /** Returns the fields of a JSON object; none for an empty body. */
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

    /** Returns what is wrong with a field in terms of JSON, without names of Java classes. */
    private static String problem(JsonMappingException e) {
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
            return "a string";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String brief(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
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
