package io.nerest.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into this library. */
public final class ProductVersion implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    /** Returns the version, such as {@code 1.4.0}. */
    public static String current() {
        try (InputStream in = ProductVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing from the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Nerest %s (Java %s, %s %s)"
                    .formatted(
                            current(), Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
        };
    }
}
