package io.nerest.testing;

/** The platform of a JVM as its management interface, by which every class loader reaches the same one. */
public interface PlatformControlMXBean {
    /** The port of a part, named as the constant of {@link PlatformPart}. */
    int port(String part);

    /** Kills a part. */
    void kill(String part);

    /** Starts a part that was killed. */
    void start(String part);
}
