package io.nerest.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import org.jspecify.annotations.Nullable;

/** Generates the JSON Schemas of events: each component is required unless it is nullable. */
final class EventSchemas {
    private EventSchemas() {}

    static JsonNode of(Topic<?> topic) {
        var builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        builder.forFields()
                .withRequiredCheck(
                        field -> !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class));
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) -> type.getErasedType() == Embedding.class
                        ? new com.github.victools.jsonschema.generator.CustomDefinition(context.getGeneratorConfig()
                                .createObjectNode()
                                .put("type", "string")
                                .put("contentEncoding", "base64"))
                        : null);
        ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(topic.payload());
        schema.put("$id", "urn:" + topic.eventType().replace('.', ':'));
        schema.put("title", topic.payload().getSimpleName());
        return schema;
    }
}
