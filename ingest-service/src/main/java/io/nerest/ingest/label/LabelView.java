package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.LabelEffort;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frame's label in REST responses.
 *
 * @param effort how the annotator made it; absent if that was not recorded
 * @param withdrawn true if the frame has no label since this revision; absent otherwise
 * @param tool the program that sent it; absent if it did not state its name
 */
public record LabelView(
        UUID id,
        UUID frameId,
        int revision,
        String author,
        List<LabelledBox> boxes,
        Instant labelledAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LabelEffort effort,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tool,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean withdrawn) {}
