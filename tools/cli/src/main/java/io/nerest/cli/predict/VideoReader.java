package io.nerest.cli.predict;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.OpenCv;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/** The frames of a video file, decoded by FFmpeg. */
public final class VideoReader implements AutoCloseable {
    private static final double USUAL_RATE = 25;
    /** Containers and cameras without a clock state 1904, 1970 or 1980. */
    private static final Instant CLOCK_WAS_SET = Instant.parse("1990-01-01T00:00:00Z");

    static {
        OpenCv.load(); // configures JavaCPP's memory checks, which are read only once
        avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    }

    private final Path file;
    private final int stride;
    private final FFmpegFrameGrabber grabber;
    private int read;

    /**
     * Opens a video.
     *
     * @param stride process every Nth frame, at least 1
     * @throws IOException if FFmpeg cannot read it as a video, or its frames exceed the limits
     */
    public VideoReader(Path file, int stride, ImageLimits limits) throws IOException {
        this.file = file;
        this.stride = stride;
        this.grabber = new FFmpegFrameGrabber(file.toFile());
        // Prevents a playlist disguised as a video from opening other files or addresses.
        grabber.setOption("protocol_whitelist", "file");
        try {
            grabber.start();
        } catch (FrameGrabber.Exception e) {
            close();
            throw new IOException(file + " cannot be read as a video: it is damaged, or in an unknown format", e);
        }
        int width = grabber.getImageWidth();
        int height = grabber.getImageHeight();
        if (Math.min(width, height) < limits.minSide() || (long) width * height > limits.maxPixels()) {
            close();
            throw new IOException(
                    "%s has frames of %dx%d pixels; the sides must be at least %d, and their product at most %d"
                            .formatted(file, width, height, limits.minSide(), limits.maxPixels()));
        }
    }

    /** Returns the frame rate after the stride. */
    public double rate() {
        double rate = grabber.getVideoFrameRate();
        return (rate > 0 && rate < 1000 ? rate : USUAL_RATE) / stride;
    }

    /** Returns the number of frames that the file declares; 0 if it declares none. */
    public int frames() {
        return Math.max(0, grabber.getLengthInVideoFrames());
    }

    /**
     * Returns when the first frame was captured: the time of recording that the container states, or else the time of the file's
     * last change, which is the end of the recording, less its duration.
     *
     * @param modified when the file was changed last
     */
    public Instant start(Instant modified) {
        String stated = grabber.getMetadata("creation_time");
        if (stated != null) {
            try {
                Instant created = OffsetDateTime.parse(stated.replace(' ', 'T')).toInstant();
                if (created.isAfter(CLOCK_WAS_SET)) {
                    return created;
                }
            } catch (DateTimeParseException noTime) {
                // as if none was stated
            }
        }
        return modified.minus(Math.max(0, grabber.getLengthInTime()), ChronoUnit.MICROS);
    }

    /** Returns the number of the last frame, from 1, skipped frames included. */
    public int number() {
        return read;
    }

    /**
     * Returns the next frame, closed by the caller; empty at the end.
     *
     * @throws IOException if reading fails
     */
    public Optional<DecodedImage> next() throws IOException {
        try {
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                if (read++ % stride == 0) {
                    ByteBuffer bgr = (ByteBuffer) frame.image[0];
                    return Optional.of(DecodedImage.copyOfBgr(
                            bgr.position(0), frame.imageWidth, frame.imageHeight, frame.imageStride));
                }
            }
            return Optional.empty();
        } catch (FrameGrabber.Exception e) {
            throw new IOException(
                    "%s is damaged after frame %d; the frames before it were read".formatted(file, read), e);
        }
    }

    @Override
    public void close() throws IOException {
        grabber.close();
    }
}
