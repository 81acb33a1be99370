package io.nerest.standalone.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        Path file = dataDir.resolve("access-token");
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(random));
            } catch (FileAlreadyExistsException e) {
                // Another process has generated it.
            }
        }
        return Files.readString(file).strip();
    }

    /** Returns the token of this process's environment; empty if it has none. */
    public static String ofEnvironment() {
        return System.getenv().getOrDefault(VARIABLE, "");
    }
}
