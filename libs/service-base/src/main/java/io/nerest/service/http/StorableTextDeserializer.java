package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Optional;

/** Reads text, and rejects text that a database cannot store. */
final class StorableTextDeserializer extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        Optional<String> problem = StorableText.problem(text);
        if (problem.isPresent()) {
            throw JsonMappingException.from(parser, problem.get());
        }
        return text;
    }
}
