package io.nerest.selector.campaign;

/** A campaign that cannot be run as it was asked for; the message says which field, which value, and which rule. */
public final class InvalidCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidCampaignException(String message) {
        super(message);
    }
}
