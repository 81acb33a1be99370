package io.nerest.standalone.stack;

import io.nerest.system.SecretFile;
import io.nerest.system.SignedTicket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Issues addresses that open the console. Each opens one session, within a week.
 *
 * @param key secret that the console shares
 */
public record ConsoleLogin(String key) {
    private static final Duration VALID = Duration.ofDays(7);
    private static final String FILE = "console.key";

    /** Returns the logins of a stack; generates their key if the data directory has none. */
    public static ConsoleLogin in(Path dataDir) throws IOException {
        return new ConsoleLogin(SecretFile.readOrCreate(
                dataDir.resolve("keys").resolve(FILE), () -> SignedTicket.random() + SignedTicket.random()));
    }

    /**
     * Returns an address that opens the console once.
     *
     * @param console the console's URL
     * @param name author of the labels
     * @param role VIEWER, LABELLER or OPERATOR
     */
    public URI address(URI console, String name, String role) {
        Instant expires = Instant.now(Clock.systemUTC()).plus(VALID);
        return console.resolve("/login?ticket=" + new SignedTicket("login", role, name, expires).signed(key));
    }
}
