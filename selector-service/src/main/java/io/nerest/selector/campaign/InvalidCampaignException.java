package io.nerest.selector.campaign;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A campaign that cannot run as requested. The message names the field, its value and the rule. */
public final class InvalidCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable String field;

    /** An invalid request. */
    public InvalidCampaignException(String message) {
        super(message);
        this.field = null;
    }

    /**
     * An invalid field.
     *
     * @param field its path in the request, such as {@code training.imgsz}
     */
    public InvalidCampaignException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Returns the path of the field; empty if several fields together are invalid. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
