package io.nerest.ingest.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one picture of an upload.
 *
 * @param name its file name
 * @param status REGISTERED, DUPLICATE or REJECTED
 * @param frameId the frame it is; absent where it is none
 * @param reason why it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UploadResult(
        String name,
        String status,
        @Nullable UUID frameId,
        @Nullable String reason) {
    static UploadResult of(String name, UploadOutcome outcome) {
        if (outcome instanceof UploadOutcome.Registered registered) {
            return new UploadResult(name, outcome.label(), registered.frameId(), null);
        }
        if (outcome instanceof UploadOutcome.Duplicate duplicate) {
            return new UploadResult(
                    name, outcome.label(), duplicate.frameId(), "the stream already has this very picture");
        }
        return new UploadResult(name, outcome.label(), null, ((UploadOutcome.Rejected) outcome).reason());
    }
}
