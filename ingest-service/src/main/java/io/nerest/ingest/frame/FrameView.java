package io.nerest.ingest.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameSource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frame in REST responses.
 *
 * @param width in pixels, with the EXIF orientation applied
 * @param height in pixels, with the EXIF orientation applied
 * @param sha256 of the image's bytes, 64 lower-case hex digits
 * @param image path of the image
 * @param nearDuplicateOf an earlier frame of the stream that looks nearly the same; absent if there is none
 */
public record FrameView(
        UUID id,
        String streamId,
        Instant capturedAt,
        Instant registeredAt,
        int width,
        int height,
        String sha256,
        FrameSource source,
        String image,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID nearDuplicateOf) {}
