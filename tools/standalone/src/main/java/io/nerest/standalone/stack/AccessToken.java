package io.nerest.standalone.stack;

import io.nerest.system.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token with which clients on this machine call the services of a stack. It gives the rights of all roles. */
public final class AccessToken {
    /** Environment variable of the services, and of clients of a stack elsewhere. */
    public static final String VARIABLE = "NEREST_ACCESS_TOKEN";

    private static final int BYTES = 32;

    private AccessToken() {}

    /** Returns the token of a data directory; generates it if there is none. The file is readable by its owner only. */
    public static String in(Path dataDir) throws IOException {
        return SecretFile.readOrCreate(dataDir.resolve("access-token"), AccessToken::random);
    }

    private static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Returns the token of this process's environment; empty if it has none. */
    public static String ofEnvironment() {
        return System.getenv().getOrDefault(VARIABLE, "");
    }
}
