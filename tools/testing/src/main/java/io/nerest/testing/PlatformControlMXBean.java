package io.nerest.testing;

/** Management interface of the platform of a JVM. All class loaders of the JVM share it. */
public interface PlatformControlMXBean {
    /** Returns the port of a part; {@code part} is the name of a {@link PlatformPart}. */
    int port(String part);

    /** Kills a part. */
    void kill(String part);

    /** Starts a killed part. */
    void start(String part);
}
