package io.nerest.console.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param name author of the labels
 * @param mayLabel whether the services accept labels of this person; engineers of an identity provider may not label
 * @param token access token of an identity provider, passed on to the services; null if the console has logged the person in
 */
public record ConsoleSession(
        String name,
        ConsoleRole role,
        boolean mayLabel,
        @Nullable String token) {
    /** Name of the request property that holds the session of an accepted request. */
    public static final String ATTRIBUTE = "nerest.session";

    /** Returns the bearer token that a service receives: that of the person, or else the console's own. */
    public Optional<String> bearer(ConsoleConfig config) {
        return token == null ? config.serviceToken() : Optional.of(token);
    }

    @Override
    public String toString() {
        return name + ", " + role;
    }
}
