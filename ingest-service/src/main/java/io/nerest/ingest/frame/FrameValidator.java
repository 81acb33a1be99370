package io.nerest.ingest.frame;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Checks whether an image may become a frame. It reads headers and structure only and decodes no pixels. */
public final class FrameValidator {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_FILE_NAME = 255;
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final ImageLimits limits;
    private final Clock clock;

    public FrameValidator(ImageLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Reads and checks an image's header.
     *
     * @param image the complete file
     * @throws RejectedImageException if the image cannot become a frame
     */
    public ImageHeader checkImage(byte[] image) throws RejectedImageException {
        checkLength(image.length);
        try {
            ImageHeader header = ImageHeader.read(image);
            limits.check(header);
            return header;
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks a file's length before the file is read.
     *
     * @throws RejectedImageException if the file is too long
     */
    public void checkLength(long bytes) throws RejectedImageException {
        try {
            limits.checkLength(bytes);
        } catch (ImageRejectedException e) {
            throw new RejectedImageException(PAYLOAD_TOO_LARGE, String.valueOf(e.getMessage()));
        }
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
     * @throws RejectedImageException if the time is later
     */
    public void checkCaptureTime(Instant capturedAt) throws RejectedImageException {
        Instant now = clock.instant();
        if (capturedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RejectedImageException(
                    UNPROCESSABLE,
                    "capturedAt is " + capturedAt + ", which is after the server's time " + now
                            + "; set the camera's clock");
        }
    }
}
