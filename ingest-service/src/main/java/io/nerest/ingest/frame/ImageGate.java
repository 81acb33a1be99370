package io.nerest.ingest.frame;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What a picture has to be before it may become a frame. Nothing is decoded: headers and structure tell. */
public final class ImageGate {
    /** Cameras' clocks are not exact. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final ImageLimits limits;
    private final Clock clock;

    public ImageGate(ImageLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Looks at a picture's bytes.
     *
     * @throws RefusedException where it cannot become a frame
     */
    public ImageHeader check(byte[] picture) throws RefusedException {
        checkLength(picture.length);
        try {
            ImageHeader header = ImageHeader.read(picture);
            limits.check(header);
            return header;
        } catch (ImageRejectedException e) {
            throw new RefusedException(UNPROCESSABLE, e.getMessage());
        }
    }

    /** Refuses a file by its length alone, before it is read. */
    public void checkLength(long bytes) throws RefusedException {
        try {
            limits.checkLength(bytes);
        } catch (ImageRejectedException e) {
            throw new RefusedException(PAYLOAD_TOO_LARGE, e.getMessage());
        }
    }

    /** Refuses names that try to be paths; the name is used for nothing but answers and logs. */
    public void checkName(String fileName) throws RefusedException {
        boolean hostile = fileName.contains("..")
                || fileName.startsWith("/")
                || fileName.contains("\\")
                || fileName.chars().anyMatch(Character::isISOControl);
        if (hostile) {
            throw new RefusedException(
                    UNPROCESSABLE,
                    "the file name '" + printable(fileName) + "' is a path; send the name alone, without folders");
        }
    }

    /** Refuses a moment that has not come yet. */
    public void checkTime(Instant capturedAt) throws RefusedException {
        Instant now = clock.instant();
        if (capturedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RefusedException(
                    UNPROCESSABLE,
                    "capturedAt is " + capturedAt + ", but it is only " + now + "; set the camera's clock");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** A picture that does not become a frame. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        public RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        /** HTTP status that says so. */
        public int status() {
            return status;
        }

        public UploadOutcome.Rejected outcome() {
            return new UploadOutcome.Rejected(status, String.valueOf(getMessage()));
        }
    }
}
