package io.nerest.ingest.camera;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Checks uploads of cameras: frames of the key's stream only, within the limits. Uploads of people are not limited. */
@ApplicationScoped
public class CameraUploads {
    /** Attribute of a camera's identity. */
    static final String STREAM = "stream";

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final CameraConfig config;
    private final Map<String, Limits> limits = new ConcurrentHashMap<>();

    CameraUploads(CameraConfig config) {
        this.config = config;
    }

    private record Limits(Bucket frames, Bucket bytes) {}

    /**
     * Returns if the caller may upload.
     *
     * @throws ProblemException with 403 if a camera sends frames of a stream that is not its own; with 429 if it sends more
     *     than the limits allow
     */
    public void admit(SecurityIdentity caller, String streamId, int frames, long bytes) {
        if (!isCamera(caller)) {
            return;
        }
        if (!streamId.equals(caller.getAttribute(STREAM))) {
            throw new ProblemException(
                    FORBIDDEN, "'streamId' is not the stream of this camera's key; each stream has its own keys");
        }
        Limits own = limits.computeIfAbsent(streamId, unused -> newLimits());
        take(own.bytes(), bytes, "bytes", config.bytesPerSecond());
        take(own.frames(), frames, "frames", config.framesPerSecond());
    }

    /** A role of people includes what a camera may do. */
    private static boolean isCamera(SecurityIdentity caller) {
        return caller.hasRole(Roles.CAMERA) && Roles.OF_PEOPLE.stream().noneMatch(caller::hasRole);
    }

    private Limits newLimits() {
        return new Limits(bucket(config.framesPerSecond()), bucket(config.bytesPerSecond()));
    }

    private Bucket bucket(long perSecond) {
        long capacity = Math.multiplyExact(perSecond, config.burstSeconds());
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    private void take(Bucket bucket, long amount, String unit, long perSecond) {
        long capacity = Math.multiplyExact(perSecond, config.burstSeconds());
        if (amount > capacity) {
            throw new ProblemException(
                    TOO_MANY,
                    "the request has " + amount + " " + unit + ", but a camera may send at most " + capacity
                            + " at once; send fewer images per request");
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(Math.max(1, amount));
        if (!probe.isConsumed()) {
            long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw new ProblemException(
                            TOO_MANY,
                            "this camera sends more than " + perSecond + " " + unit + " per second; try again in "
                                    + seconds + " s")
                    .header("Retry-After", String.valueOf(seconds));
        }
    }
}
