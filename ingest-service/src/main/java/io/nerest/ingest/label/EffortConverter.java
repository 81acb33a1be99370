package io.nerest.ingest.label;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.LabelEffort;
import jakarta.persistence.AttributeConverter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Stores the effort of a label as JSON, in the format of the events. */
final class EffortConverter implements AttributeConverter<@Nullable LabelEffort, @Nullable String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable LabelEffort effort) {
        return effort == null ? null : new String(EventJson.write(effort), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable LabelEffort convertToEntityAttribute(@Nullable String json) {
        return json == null ? null : EventJson.read(json.getBytes(StandardCharsets.UTF_8), LabelEffort.class);
    }
}
