package io.nerest.ingest.frame;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Checks what a sender states about an image: its file name and its capture time. */
@ApplicationScoped
public class FrameValidator {
    /** Clocks without a battery start here after a power failure. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_FILE_NAME = 255;
    private static final int UNPROCESSABLE = 422;

    private final Clock clock;

    @Inject
    public FrameValidator() {
        this(Clock.systemUTC());
    }

    public FrameValidator(Clock clock) {
        this.clock = clock;
    }

    /**
     * Checks a file name. The name occurs only in responses and logs.
     *
     * @throws RejectedImageException if the name is a path, contains control characters, or is longer than 255 characters
     */
    public void checkFileName(String fileName) throws RejectedImageException {
        if (fileName.length() > MAX_FILE_NAME) {
            throw new RejectedImageException(
                    UNPROCESSABLE,
                    "the file name has " + fileName.length() + " characters; the limit is " + MAX_FILE_NAME);
        }
        boolean path = fileName.contains("..")
                || fileName.startsWith("/")
                || fileName.contains("\\")
                || fileName.chars().anyMatch(Character::isISOControl);
        if (path) {
            throw new RejectedImageException(
                    UNPROCESSABLE,
                    "the file name '" + fileName.replaceAll("\\p{Cntrl}", "?")
                            + "' is a path or contains control characters; send the name without folders");
        }
    }

    /**
     * Checks a capture time. Up to five minutes in the future are accepted, because camera clocks are not exact.
     *
     * @throws RejectedImageException if the time is later, or before 1970
     */
    public void checkCaptureTime(Instant capturedAt) throws RejectedImageException {
        Instant now = clock.instant();
        if (capturedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RejectedImageException(
                    UNPROCESSABLE,
                    "'capturedAt' is " + capturedAt + ", which is after the server's time " + now
                            + "; set the camera's clock");
        }
        if (capturedAt.isBefore(EARLIEST)) {
            throw new RejectedImageException(
                    UNPROCESSABLE,
                    "'capturedAt' is " + capturedAt + ", which is before " + EARLIEST + "; set the camera's clock");
        }
    }
}
