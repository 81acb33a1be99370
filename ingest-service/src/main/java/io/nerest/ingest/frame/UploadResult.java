package io.nerest.ingest.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.ingest.object.ObjectOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one image of an upload.
 *
 * @param name the image's file name
 * @param frameId the frame; absent if the image was rejected
 * @param reason why the image is not a new frame; absent if it is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UploadResult(
        String name,
        ObjectOutcome status,
        @Nullable UUID frameId,
        @Nullable String reason) {}
