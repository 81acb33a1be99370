package io.nerest.console.session;

/**
 * Who sends a request.
 *
 * @param name author of the labels
 */
public record ConsoleSession(String name, ConsoleRole role) {
    /** Where the session of a request is found once the request was let through. */
    public static final String ATTRIBUTE = "nerest.session";
}
