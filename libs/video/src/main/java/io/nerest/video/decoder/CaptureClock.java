package io.nerest.video.decoder;

import io.nerest.video.spec.CaptureClockKind;

/**
 * Capture times of a live stream, in microseconds since 1970. They rise from frame to frame, whatever the camera sends.
 *
 * <p>The time of day that a camera states is used if it differs from the time of arrival by at most five minutes: many
 * cameras have a clock that was never set. Otherwise the stream's time stamps are used, placed so that the first frame was
 * captured when it arrived; and if these jump or run at another speed, the time of arrival.
 */
final class CaptureClock {
    private static final long MOST_CAMERA_DIFFERENCE = 300_000_000L;
    private static final long MOST_DRIFT = 2_000_000L;

    private long offset;
    private boolean anchored;
    private long last = Long.MIN_VALUE;
    private CaptureClockKind kind = CaptureClockKind.NONE;

    /**
     * Returns the capture time of the next frame.
     *
     * @param timestamp on the stream's own clock, or {@link RawFrame#NO_TIME}
     * @param cameraTime that the camera states, or {@link RawFrame#NO_TIME}
     * @param arrival when the frame was received
     */
    long next(long timestamp, long cameraTime, long arrival) {
        long time = choose(timestamp, cameraTime, arrival);
        last = Math.max(time, last + 1);
        return last;
    }

    private long choose(long timestamp, long cameraTime, long arrival) {
        if (cameraTime != RawFrame.NO_TIME && Math.abs(cameraTime - arrival) <= MOST_CAMERA_DIFFERENCE) {
            kind = CaptureClockKind.CAMERA;
            return cameraTime;
        }
        if (timestamp == RawFrame.NO_TIME) {
            kind = CaptureClockKind.ARRIVAL;
            return arrival;
        }
        if (anchored && Math.abs(timestamp + offset - arrival) <= MOST_DRIFT) {
            kind = CaptureClockKind.STREAM;
            return timestamp + offset;
        }
        kind = anchored ? CaptureClockKind.ARRIVAL : CaptureClockKind.STREAM;
        offset = arrival - timestamp;
        anchored = true;
        return arrival;
    }

    CaptureClockKind kind() {
        return kind;
    }
}
