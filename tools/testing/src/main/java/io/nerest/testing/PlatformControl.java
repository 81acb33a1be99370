package io.nerest.testing;

/** Delegates to the platform of this JVM. */
final class PlatformControl implements PlatformControlMXBean {
    private final Platform platform;

    PlatformControl(Platform platform) {
        this.platform = platform;
    }

    @Override
    public int port(String part) {
        return platform.port(PlatformPart.valueOf(part));
    }

    @Override
    public void kill(String part) {
        platform.kill(PlatformPart.valueOf(part));
    }

    @Override
    public void start(String part) {
        platform.start(PlatformPart.valueOf(part));
    }
}
